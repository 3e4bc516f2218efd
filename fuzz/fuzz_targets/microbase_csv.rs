#![no_main]

use libfuzzer_sys::fuzz_target;
use salesive_schema::MicroBase;
use salesive_schema_fuzz::csv;

fuzz_target!(|bytes: &[u8]| csv::<MicroBase>(bytes));
