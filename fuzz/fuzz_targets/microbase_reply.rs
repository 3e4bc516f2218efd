#![no_main]

use std::sync::LazyLock;

use jsonschema::Validator;
use libfuzzer_sys::fuzz_target;
use salesive_schema::{MicroBase, Service};
use salesive_schema_fuzz::{reply, validator};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| validator(MicroBase::REPLY_SCHEMA));

fuzz_target!(|bytes: &[u8]| reply::<MicroBase>(bytes, &SCHEMA, "ok"));
