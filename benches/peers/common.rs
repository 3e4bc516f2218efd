//! Contenders that need no type of the service.

use std::hint::black_box;

use jsonschema::Validator;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::Contender;

pub(crate) fn syntax_only() -> Contender {
    Contender::new("serde_json `IgnoredAny`", false, |text| {
        serde_json::from_slice::<IgnoredAny>(text).is_ok()
    })
}

pub(crate) fn value() -> Contender {
    Contender::new("serde_json `Value`", false, |text| {
        serde_json::from_slice::<Value>(text).is_ok()
    })
}

/// The verdict alone, and every error.
pub(crate) fn value_and_jsonschema(schema: &str) -> [Contender; 2] {
    let (verdict, errors) = (compiled(schema), compiled(schema));
    [
        Contender::new("`Value` + jsonschema, verdict", true, move |text| {
            serde_json::from_slice(text).is_ok_and(|value| verdict.is_valid(&value))
        }),
        Contender::new("`Value` + jsonschema, all errors", true, move |text| {
            serde_json::from_slice(text)
                .is_ok_and(|value| black_box(errors.iter_errors(&value).count()) == 0)
        }),
    ]
}

fn compiled(schema: &str) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(&serde_json::from_str(schema).unwrap())
        .unwrap()
}
