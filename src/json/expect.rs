use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::json::{self, Array, Unread, Value};
use crate::report::Findings;
use crate::report::catalogue::CatalogueRule;
use crate::report::finding::{Finding, JsonType};
use crate::report::pointer::Path;
use crate::value::email::Email;

/// Why a value is not what it should be.
#[derive(Clone, Copy)]
pub(crate) enum Amiss {
    /// It is of another JSON type.
    Type(JsonType),
    /// For a reason that stands in the findings.
    Reported,
}

impl Amiss {
    /// Sees to it that there is a finding, of `rule` if there is none yet.
    pub(crate) fn report<R: CatalogueRule>(
        self,
        rule: R,
        at: &Path<'_>,
        findings: &mut Findings<R>,
    ) {
        if let Self::Type(found) = self {
            findings.add(rule, |rule| Finding::new(rule, at).found(found));
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
    match value {
        Value::String(string) => Some(string),
        other => wrong_type(other.json_type(), rule, at, findings),
    }
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
        findings.add(portable, |rule| Finding::new(rule, at));
    }
    Some(email)
}

/// The strings of an array, with a finding of `rule` for each element that is none.
pub(crate) fn strings<'a, R: CatalogueRule>(
    value: Unread<'_, 'a>,
    rule: R,
    at: &Path<'_>,
    findings: &mut Findings<R>,
) -> json::Result<Result<Vec<Cow<'a, str>>, Amiss>> {
    let mut strings = Strings {
        read: Some(Vec::new()),
        rule,
        at,
        findings,
    };
    Ok(match value.array(&mut strings)? {
        Some(found) => Err(Amiss::Type(found)),
        None => strings.read.ok_or(Amiss::Reported),
    })
}

struct Strings<'s, 'a, R> {
    read: Option<Vec<Cow<'a, str>>>,
    rule: R,
    at: &'s Path<'s>,
    findings: &'s mut Findings<R>,
}

impl<'a, R: CatalogueRule> Array<'a> for Strings<'_, 'a, R> {
    fn element(&mut self, index: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        match (value.scalar()?, &mut self.read) {
            (Value::String(string), Some(read)) => read.push(string),
            (Value::String(_), None) => {}
            (other, read) => {
                *read = None;
                let at = self.at.element(index);
                self.findings.add(self.rule, |rule| {
                    Finding::new(rule, &at).found(other.json_type())
                });
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
    findings.add(rule, |rule| Finding::new(rule, at).found(found));
    None
}
