#![no_main]

use libfuzzer_sys::fuzz_target;
use salesive_schema::MicroBase;
use salesive_schema_fuzz::incoming::incoming;

fuzz_target!(|bytes: &[u8]| incoming::<MicroBase>(bytes));
