#![no_main]

use libfuzzer_sys::fuzz_target;
use salesive_schema::Salesive;
use salesive_schema_fuzz::csv;

fuzz_target!(|bytes: &[u8]| csv::<Salesive>(bytes));
