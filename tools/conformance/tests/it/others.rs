//! Two implementations that are not ours.

use jsonschema::{Draft, Validator};
use salesive_conformance::Verdict;
use salesive_schema::Service;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use validator::Validate;

/// The shipped schema with the jsonschema crate, formats on, its own `email`.
pub(super) fn schema<S: Service>() -> impl Fn(&[u8]) -> Verdict {
    let schema: Value = serde_json::from_str(S::UPDATE_SCHEMA).unwrap();
    let options = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true);
    let validator: Validator = options.build(&schema).unwrap();
    move |body| match serde_json::from_slice(body) {
        Ok(body) => Verdict::from(validator.is_valid(&body)),
        Err(_) => Verdict::malformed(),
    }
}

/// Structs as a textbook writes them: serde for the types, validator for the rest. Reading them is
/// the point, not what they hold.
pub(super) mod textbook {
    use super::{Deserialize, Validate};

    #[derive(Deserialize, Validate)]
    #[expect(dead_code, reason = "only read")]
    pub(crate) struct Salesive {
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
    pub(crate) struct MicroBase {
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
pub(super) fn derived<T: DeserializeOwned + Validate>(body: &[u8]) -> Verdict {
    let update: Result<T, _> = serde_json::from_slice(body);
    Verdict::from(update.is_ok_and(|update| update.validate().is_ok()))
}
