use serde::{Deserialize, Deserializer};

use crate::report::Report;
use crate::service::Service;

/// An update as some extractor deserialised it, judged but not yet let through.
///
/// `Deserialize` fails only on what the format's own deserialiser refuses, never on a rule, so that
/// a web framework reports broken rules as such and not as a syntax error. Where you hold the bytes,
/// call `CustomerUpdate::check`: the positions of [`Report::locate`] need the text, which an
/// extractor no longer has, and some texts look different through serde_json. It refuses a number
/// beyond `f64`, and a string or name with half of a surrogate pair, also where `check` need not read
/// them (`{"name": {"\ud800": 1}}`); out of bytes it passes over what is not UTF-8 in members that
/// are not documented; and `{"$serde_json::private::Number": "1"}` is a number to it.
///
/// ```
/// use salesive_schema::salesive::Rule;
/// use salesive_schema::{Salesive, Unchecked};
///
/// let unchecked: Unchecked<Salesive> = serde_json::from_str(r#"{"active": "yes"}"#)?;
/// let report = unchecked.check().unwrap_err();
/// assert_eq!(report.findings()[0].rule(), Rule::ActiveType);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Unchecked<S: Service>(Result<S::CustomerUpdate<'static>, Report<S::Rule>>);

impl<S: Service> Unchecked<S> {
    /// The update.
    ///
    /// # Errors
    ///
    /// The report with every violation, if the body breaks a rule: `{"active": "yes"}`, `[]`.
    pub fn check(self) -> Result<S::CustomerUpdate<'static>, Report<S::Rule>> {
        self.0
    }
}

impl<'de, S: Service> Deserialize<'de> for Unchecked<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        S::judge(deserializer).map(Self)
    }
}

#[cfg(feature = "validator0_21")]
mod validate {
    use alloc::borrow::Cow;
    use alloc::string::ToString;

    use validator::{Validate, ValidationError, ValidationErrors};

    use super::Unchecked;
    use crate::report::catalogue::Catalogue;
    use crate::report::pointer::Token;
    use crate::service::Service;

    /// Each violation under the first token of its pointer (`__all__` for the whole body), with
    /// the rule id as `code`, the sentence as message, and the parameters `pointer` and, where it
    /// says something, `found`.
    impl<S: Service> Validate for Unchecked<S> {
        fn validate(&self) -> Result<(), ValidationErrors> {
            let Err(report) = &self.0 else { return Ok(()) };
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
