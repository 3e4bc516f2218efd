#![no_main]

use std::sync::LazyLock;

use jsonschema::Validator;
use libfuzzer_sys::fuzz_target;
use salesive_schema::{Salesive, Service};
use salesive_schema_fuzz::{request, validator};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| validator(Salesive::UPDATE_SCHEMA));

fuzz_target!(|bytes: &[u8]| request::<Salesive>(bytes, &SCHEMA));
