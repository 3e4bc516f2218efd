use alloc::borrow::Cow;

use crate::json::list::List;
use crate::json::{self, Array, Typed, Unread};
use crate::report::ReportBuilder;
use crate::report::catalogue::CatalogueRule;
use crate::report::finding::{Finding, JsonType};
use crate::report::pointer::Path;
use crate::value::email::{Email, slip};

/// The mailbox, with a finding of `portable` if common validators refuse it; or one of `format`.
#[inline]
pub(crate) fn mailbox<'a, R: CatalogueRule>(
    text: Cow<'a, str>,
    format: R,
    portable: R,
    at: Path<'_>,
    findings: &mut ReportBuilder<R>,
) -> Option<Email<'a>> {
    match Email::judge(text) {
        Ok((email, is_portable)) => {
            if !is_portable {
                findings.report(portable, at);
            }
            Some(email)
        }
        Err(text) => {
            findings.add(format, |rule| {
                Finding::new(rule, at)
                    .found(JsonType::String)
                    .suggest(slip(&text))
            });
            None
        }
    }
}

/// The elements of an array, each as `read` reads it, with a finding of `rule` for each of another
/// type.
pub(crate) fn elements<'a, T, R: CatalogueRule, const N: usize>(
    value: Unread<'_, 'a>,
    rule: R,
    at: Path<'_>,
    findings: &mut ReportBuilder<R>,
    read: impl FnMut(Unread<'_, 'a>, usize, &mut ReportBuilder<R>) -> json::Result<Typed<T>>,
) -> json::Result<Typed<List<T, N>>> {
    let mut elements = Elements {
        kept: Some(List::default()),
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

struct Elements<'e, T, F, R, const N: usize> {
    /// What cannot be told whole is not kept, however long it goes on.
    kept: Option<List<T, N>>,
    read: F,
    rule: R,
    at: Path<'e>,
    findings: &'e mut ReportBuilder<R>,
}

impl<'a, T, F, R: CatalogueRule, const N: usize> Array<'a> for Elements<'_, T, F, R, N>
where
    F: FnMut(Unread<'_, 'a>, usize, &mut ReportBuilder<R>) -> json::Result<Typed<T>>,
{
    fn element(&mut self, index: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        let rest = value.rest();
        let read = (self.read)(value, index, self.findings)?;
        match (read, &mut self.kept) {
            // The shortest is `"",`.
            (Typed::Value(element), Some(kept)) => kept.push(element, rest, 3),
            (Typed::Value(_), None) => {}
            (read, kept) => {
                *kept = None;
                read.or_report(self.rule, self.at.element(index), self.findings);
            }
        }
        Ok(())
    }
}
