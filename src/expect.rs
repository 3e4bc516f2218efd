use alloc::borrow::Cow;
use alloc::vec::Vec;

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
    let Some((email, is_portable)) = Email::judge(text) else {
        return wrong_type(JsonType::String, format, at, findings);
    };
    if !is_portable {
        findings.add(portable, |rule| Finding::new(rule, at));
    }
    Some(email)
}

/// The array of strings, or a finding of `rule` for what stood there instead, of `item_rule` for
/// each element that is no string.
pub(crate) fn strings<'a, R: Catalogue>(
    value: Value<'a>,
    rule: R,
    item_rule: R,
    at: &Path<'_>,
    findings: &mut Findings<R>,
) -> Option<Vec<Cow<'a, str>>> {
    let Value::Array(array) = value else {
        return wrong_type(value.json_type(), rule, at, findings);
    };
    for &(index, found) in &array.others {
        findings.add(item_rule, |rule| {
            Finding::new(rule, &at.element(index)).found(found)
        });
    }
    array.others.is_empty().then_some(array.strings)
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
