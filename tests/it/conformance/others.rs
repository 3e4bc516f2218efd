//! Two implementations that are not ours.

use jsonschema::{Draft, Validator};
use salesive_schema::conformance::Verdict;
use salesive_schema::schema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use validator::Validate;

/// The shipped schema with the jsonschema crate, formats on, its own `email`.
pub(super) fn schema(schema: &str) -> impl Fn(&[u8]) -> Verdict + use<> {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let options = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true);
    let validator: Validator = options.build(&schema).unwrap();
    move |body| match serde_json::from_slice(body) {
        Ok(body) => Verdict::from(validator.is_valid(&body)),
        Err(_) => Verdict::malformed(),
    }
}

pub(super) fn salesive_schema() -> impl Fn(&[u8]) -> Verdict {
    schema(schema::SALESIVE_CUSTOMER_UPDATE)
}

pub(super) fn microbase_schema() -> impl Fn(&[u8]) -> Verdict {
    schema(schema::MICROBASE_CUSTOMER_UPDATE)
}

/// Structs as a textbook writes them: serde for the types, validator for the rest. Reading them is
/// the point, not what they hold.
mod textbook {
    use super::{Deserialize, Validate};

    #[derive(Deserialize, Validate)]
    #[expect(dead_code, reason = "only read")]
    pub(super) struct Salesive {
        name: Option<String>,
        #[validate(email)]
        email: Option<String>,
        phone: Option<String>,
        #[validate(length(equal = 24))]
        user: Option<String>,
        active: Option<bool>,
    }

    #[derive(Deserialize, Validate)]
    #[serde(rename_all = "camelCase")]
    #[expect(dead_code, reason = "only read")]
    pub(super) struct Microbase {
        id: String,
        #[validate(email)]
        email: Option<String>,
        first_name: Option<String>,
        last_name: Option<String>,
        status: Option<Status>,
        tags: Option<Vec<String>>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "UPPERCASE")]
    enum Status {
        Active,
        Inactive,
    }
}

/// serde says no to what is no JSON and to what has another type, and does not say which.
fn derived<T: DeserializeOwned + Validate>(body: &[u8]) -> Verdict {
    let update: Result<T, _> = serde_json::from_slice(body);
    Verdict::from(update.is_ok_and(|update| update.validate().is_ok()))
}

pub(super) fn salesive_derived(body: &[u8]) -> Verdict {
    derived::<textbook::Salesive>(body)
}

pub(super) fn microbase_derived(body: &[u8]) -> Verdict {
    derived::<textbook::Microbase>(body)
}
