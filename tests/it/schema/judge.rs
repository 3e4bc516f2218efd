//! A shipped schema as a judge: what it accepts, and what its errors say through `x-rule`.

use std::collections::BTreeSet;

use jsonschema::{Draft, ValidationError, Validator};
use salesive_schema::Email;
use serde_json::Value;

/// A pointer into the body and a rule id.
pub(crate) type Fired = (String, String);

pub(crate) struct Judge {
    schema: Value,
    validator: Validator,
}

pub(crate) struct Judgement {
    pub(crate) accepts: bool,
    pub(crate) fired: BTreeSet<Fired>,
    /// The keywords that failed and that no rule explains, by their place in the schema.
    pub(crate) unexplained: BTreeSet<String>,
}

impl Judgement {
    /// What fired, if that is all there is to say: `None` for a body that is no envelope.
    pub(crate) fn explained(&self) -> Option<BTreeSet<Fired>> {
        self.unexplained.is_empty().then(|| self.fired.clone())
    }
}

impl Judge {
    /// Formats are asserted: `email` is ours (it is held against other validators elsewhere),
    /// `date-time` is the one of jsonschema.
    pub(crate) fn new(schema: &str) -> Self {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("email", |text: &str| Email::new(text).is_ok())
            .build(&schema)
            .unwrap();
        Self { schema, validator }
    }

    pub(crate) fn accepts(&self, body: &Value) -> bool {
        self.validator.is_valid(body)
    }

    pub(crate) fn judge(&self, body: &Value) -> Judgement {
        let mut judgement = Judgement {
            accepts: self.accepts(body),
            fired: BTreeSet::new(),
            unexplained: BTreeSet::new(),
        };
        let errors: Vec<_> = self.validator.iter_errors(body).collect();
        let of_wrong_type: BTreeSet<_> = errors
            .iter()
            .filter(|error| keyword(error) == "type")
            .map(holder)
            .collect();
        for error in &errors {
            // Where the type is wrong, what else fails beside it says nothing.
            if keyword(error) != "type" && of_wrong_type.contains(&holder(error)) {
                continue;
            }
            match self.explain(error) {
                Some(fired) => judgement.fired.insert(fired),
                None => judgement
                    .unexplained
                    .insert(error.schema_path().to_string()),
            };
        }
        judgement
    }

    /// The rule that `x-rule` names beside the keyword that failed. A missing member is reported
    /// at its holder; where the rule is about the type of the member (`….type`), it is that member.
    fn explain(&self, error: &ValidationError<'_>) -> Option<Fired> {
        let (place, _) = holder(error);
        let keyword = keyword(error);
        let rule = self.schema.pointer(&place)?["x-rule"][keyword].as_str()?;
        let mut pointer = error.instance_path().to_string();
        if keyword == "required" && rule.ends_with(".type") {
            let missing = error.kind();
            let jsonschema::error::ValidationErrorKind::Required { property } = missing else {
                return None;
            };
            pointer = format!("{pointer}/{}", property.as_str()?);
        }
        Some((pointer, rule.to_owned()))
    }
}

fn keyword<'e>(error: &'e ValidationError<'_>) -> &'e str {
    let path = error.schema_path().as_str();
    path.rsplit_once('/').map_or(path, |(_, keyword)| keyword)
}

/// The schema whose keyword failed, and the value that it was asked about.
fn holder(error: &ValidationError<'_>) -> (String, String) {
    let path = error.schema_path().as_str();
    let place = path.rsplit_once('/').map_or("", |(place, _)| place);
    (place.to_owned(), error.instance_path().to_string())
}
