use core::fmt;

use crate::report::catalogue::CatalogueRule;
use crate::report::finding::{Finding, JsonType};
use crate::report::malformed::Malformed;
use crate::report::options::Options;
use crate::report::pointer::Path;
use crate::report::{Report, ReportBuilder};

/// A request that was JSON, judged: the value if it is accepted, and the report in any case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked<T, R> {
    value: Option<T>,
    report: Report<R>,
}

impl<T, R: CatalogueRule> Checked<T, R> {
    /// `value` is asked for only when nothing rejects the body.
    pub(crate) fn new(
        findings: ReportBuilder<R>,
        options: &Options,
        value: impl FnOnce() -> Option<T>,
    ) -> Self {
        let report = findings.finish();
        let rejected = report.has_violations() || options.is_strict() && !report.is_empty();
        let value = if rejected { None } else { value() };
        Self { value, report }
    }

    /// `found` stood where an object must stand.
    #[cold]
    pub(crate) fn of_no_object(rule: R, found: JsonType, options: &Options) -> Self {
        let mut findings = ReportBuilder::new(options.cap());
        findings.add(rule, |rule| Finding::new(rule, &Path::ROOT).found(found));
        Self::new(findings, options, || None)
    }

    /// Whether the body satisfies every rule (and, when [strict](crate::Options::strict), raises
    /// no advisory).
    pub const fn is_accepted(&self) -> bool {
        self.value.is_some()
    }

    /// The update, if it is accepted.
    pub const fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Everything there is to say about the body, advisories on accepted ones included.
    pub const fn report(&self) -> &Report<R> {
        &self.report
    }

    /// The update, or why it is rejected. Advisories on an accepted body are dropped.
    ///
    /// # Errors
    ///
    /// The report, if the body is rejected: `{"name": 5}`; under strict options also `{"name": ""}`.
    pub fn into_result(self) -> Result<T, Report<R>> {
        self.value.ok_or(self.report)
    }

    /// The update, if it is accepted, and the report.
    pub fn into_parts(self) -> (Option<T>, Report<R>) {
        (self.value, self.report)
    }
}

/// Why bytes are not an update: they are not JSON, or they break rules.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection<R> {
    /// The bytes are not JSON text.
    Malformed(Malformed),
    /// The text is JSON and breaks rules.
    Report(Report<R>),
}

impl<R> From<Malformed> for Rejection<R> {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

impl<R> From<Report<R>> for Rejection<R> {
    fn from(report: Report<R>) -> Self {
        Self::Report(report)
    }
}

impl<R: CatalogueRule> fmt::Display for Rejection<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(malformed) => malformed.fmt(f),
            Self::Report(report) => report.fmt(f),
        }
    }
}

impl<R: CatalogueRule> core::error::Error for Rejection<R> {}
