use serde::{Deserialize, Deserializer};

use crate::json::raw;
use crate::report::checked::{Checked, Rejection};
use crate::report::options::Options;
use crate::service::Service;

/// An update as some extractor deserialised it, judged but not yet let through.
///
/// `Deserialize` takes the text as serde_json has it, and [`check`](Self::check) says what
/// `CustomerUpdate::check` says of that text. Broken rules are no error of the deserialiser, so that
/// a web framework can report them as such; what is malformed is one.
///
/// - A [`serde_json::Value`] no longer has its text. What is judged is the text that it would be
///   written as, in which no member is repeated.
/// - There is no text where serde buffers a value (`flatten`, untagged and internally tagged enums)
///   or in another format: the error is `no JSON text to judge: …`. Of an untagged enum serde says
///   only that no variant matched.
/// - Where you hold the bytes, call `CustomerUpdate::check`: it borrows from them, and
///   [`Report::locate`](crate::Report::locate) needs them.
///
/// ```
/// use salesive_schema::salesive::Rule;
/// use salesive_schema::{Salesive, Unchecked};
///
/// let unchecked: Unchecked<Salesive> = serde_json::from_str(r#"{"active": "yes"}"#)?;
/// let report = unchecked.check().into_report();
/// assert_eq!(report.findings()[0].rule(), Rule::ActiveType);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Unchecked<S: Service>(Checked<S::CustomerUpdate<'static>, S::Rule>);

impl<S: Service> Unchecked<S> {
    /// The update if it is accepted, and every violation and advisory in any case.
    pub fn check(self) -> Checked<S::CustomerUpdate<'static>, S::Rule> {
        self.0
    }
}

impl<'de, S: Service> Deserialize<'de> for Unchecked<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        raw::deserialize(deserializer, |json| {
            let checked = S::check(json, &Options::new())?;
            Ok::<_, Rejection<S::Rule>>(Self(checked.map(S::owned_update)))
        })
    }
}

#[cfg(feature = "validator0_21")]
mod validate {
    use alloc::borrow::Cow;
    use alloc::string::ToString;

    use validator::{Validate, ValidationError, ValidationErrors};

    use super::Unchecked;
    use crate::report::catalogue::CatalogueRule;
    use crate::report::checked::Checked;
    use crate::report::pointer::Token;
    use crate::service::Service;

    /// Each violation under the first token of its pointer (`__all__` for the whole body), with
    /// the rule id as `code`, the sentence as message, and the parameters `pointer` and, where it
    /// says something, `found`.
    impl<S: Service> Validate for Unchecked<S> {
        fn validate(&self) -> Result<(), ValidationErrors> {
            let Checked::Rejected(report) = &self.0 else {
                return Ok(());
            };
            let mut errors = ValidationErrors::new();
            for violation in report.violations() {
                let field = match violation.pointer().tokens().first() {
                    Some(Token::Member(name)) => name,
                    Some(Token::Index(_)) | None => "__all__",
                };
                let rule = violation.rule();
                let mut error = ValidationError::new(rule.id());
                error.message = Some(Cow::Borrowed(rule.sentence()));
                error.add_param(Cow::Borrowed("pointer"), &violation.pointer().to_string());
                if let Some(found) = violation.json_type() {
                    error.add_param(Cow::Borrowed("found"), &found.name());
                }
                errors.add(field, error);
            }
            Err(errors)
        }
    }
}
