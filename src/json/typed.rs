use crate::report::ReportBuilder;
use crate::report::catalogue::CatalogueRule;
use crate::report::finding::JsonType;
use crate::report::pointer::Path;

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
    #[inline]
    pub(crate) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Typed<U> {
        match self {
            Self::Value(value) => Typed::Value(convert(value)),
            Self::Mismatch(found) => Typed::Mismatch(found),
            Self::Broken => Typed::Broken,
        }
    }

    /// The value, or none and a finding: of `rule`, if there is none yet.
    #[inline]
    pub(crate) fn or_report<R: CatalogueRule>(
        self,
        rule: R,
        at: Path<'_>,
        findings: &mut ReportBuilder<R>,
    ) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Mismatch(found) => {
                findings.report_found(rule, at, found);
                None
            }
            Self::Broken => None,
        }
    }
}
