use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::json::{self, Array, Unread, Value};
use crate::report::Findings;
use crate::report::catalogue::CatalogueRule;
use crate::report::finding::JsonType;
use crate::report::pointer::Path;
use crate::value::email::Email;

/// What comes of reading a value as one of a certain type.
#[derive(Clone, Copy)]
pub(crate) enum Typed<T> {
    Value(T),
    /// It is of another JSON type.
    Mismatch(JsonType),
    /// Something inside it is of another JSON type, which stands in the findings.
    Broken,
}

impl<T> Typed<T> {
    /// The value, or none and a finding: of `rule`, if there is none yet.
    pub(crate) fn or_report<R: CatalogueRule>(
        self,
        rule: R,
        at: &Path<'_>,
        findings: &mut Findings<R>,
    ) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Mismatch(found) => wrong_type(found, rule, at, findings),
            Self::Broken => None,
        }
    }
}

impl<'a> Typed<Cow<'a, str>> {
    pub(crate) fn string(value: Value<'a>) -> Self {
        match value {
            Value::String(string) => Self::Value(string),
            other => Self::Mismatch(other.json_type()),
        }
    }
}

/// The string, or a finding of `rule` that says what stood there instead.
#[inline]
pub(crate) fn string<'a, R: CatalogueRule>(
    value: Value<'a>,
    rule: R,
    at: &Path<'_>,
    findings: &mut Findings<R>,
) -> Option<Cow<'a, str>> {
    Typed::string(value).or_report(rule, at, findings)
}

/// The mailbox, with a finding of `portable` if common validators refuse it; or one of `format`.
pub(crate) fn mailbox<'a, R: CatalogueRule>(
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
        findings.report(portable, at);
    }
    Some(email)
}

/// The elements of an array, each as `read` reads it, with a finding of `rule` for each of another
/// type.
pub(crate) fn elements<'a, T, R: CatalogueRule>(
    value: Unread<'_, 'a>,
    rule: R,
    at: &Path<'_>,
    findings: &mut Findings<R>,
    read: impl FnMut(Unread<'_, 'a>, &Path<'_>, &mut Findings<R>) -> json::Result<Typed<T>>,
) -> json::Result<Typed<Vec<T>>> {
    let mut elements = Elements {
        kept: Some(Vec::new()),
        read,
        rule,
        at,
        findings,
    };
    Ok(match value.array(&mut elements)? {
        JsonType::Array => elements.kept.map_or(Typed::Broken, Typed::Value),
        other => Typed::Mismatch(other),
    })
}

struct Elements<'e, T, F, R> {
    /// What cannot be told whole is not kept, however long it goes on.
    kept: Option<Vec<T>>,
    read: F,
    rule: R,
    at: &'e Path<'e>,
    findings: &'e mut Findings<R>,
}

impl<'a, T, F, R: CatalogueRule> Array<'a> for Elements<'_, T, F, R>
where
    F: FnMut(Unread<'_, 'a>, &Path<'_>, &mut Findings<R>) -> json::Result<Typed<T>>,
{
    fn element(&mut self, index: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        let at = self.at.element(index);
        let read = (self.read)(value, &at, self.findings)?;
        match (read, &mut self.kept) {
            (Typed::Value(element), Some(kept)) => kept.push(element),
            (Typed::Value(_), None) => {}
            (read, kept) => {
                *kept = None;
                read.or_report(self.rule, &at, self.findings);
            }
        }
        Ok(())
    }
}

/// A finding of `rule`, with the JSON type that stood where it looked.
#[cold]
pub(crate) fn wrong_type<R: CatalogueRule, T>(
    found: JsonType,
    rule: R,
    at: &Path<'_>,
    findings: &mut Findings<R>,
) -> Option<T> {
    findings.report_found(rule, at, found);
    None
}
