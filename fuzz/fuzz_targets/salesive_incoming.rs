#![no_main]

use libfuzzer_sys::fuzz_target;
use salesive_schema::Salesive;
use salesive_schema_fuzz::incoming::incoming;

fuzz_target!(|bytes: &[u8]| incoming::<Salesive>(bytes));
