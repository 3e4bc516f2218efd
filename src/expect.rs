use alloc::borrow::Cow;

use crate::catalogue::Catalogue;
use crate::decode::Value;
use crate::email::Email;
use crate::finding::{Finding, JsonType};
use crate::pointer::Path;
use crate::report::Findings;

/// The string, or a finding of `rule` that says what stood there instead.
pub(crate) fn string<'a, R: Catalogue>(
    value: Value<'a>,
    rule: R,
    at: &Path<'_>,
    findings: &mut Findings<R>,
) -> Option<Cow<'a, str>> {
    match value {
        Value::String(string) => Some(string),
        other => wrong_type(other.json_type(), rule, at, findings),
    }
}

/// The mailbox, with a finding of `portable` if common validators refuse it; or one of `format`.
pub(crate) fn mailbox<'a, R: Catalogue>(
    text: Cow<'a, str>,
    format: R,
    portable: R,
    at: &Path<'_>,
    findings: &mut Findings<R>,
) -> Option<Email<'a>> {
    let Ok(email) = Email::new(text) else {
        return wrong_type(JsonType::String, format, at, findings);
    };
    if !email.is_portable() {
        findings.add(portable, |rule| Finding::new(rule, at));
    }
    Some(email)
}

/// A finding of `rule`, with the JSON type that stood where it looked.
pub(crate) fn wrong_type<R: Catalogue, T>(
    found: JsonType,
    rule: R,
    at: &Path<'_>,
    findings: &mut Findings<R>,
) -> Option<T> {
    findings.add(rule, |rule| Finding::new(rule, at).found(found));
    None
}
