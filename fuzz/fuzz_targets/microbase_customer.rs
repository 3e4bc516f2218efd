#![no_main]

use libfuzzer_sys::fuzz_target;
use salesive_schema::MicroBase;
use salesive_schema_fuzz::customer;

fuzz_target!(|bytes: &[u8]| customer::<MicroBase>(bytes));
