use core::fmt;

use crate::report::catalogue::CatalogueRule;
use crate::report::malformed::Malformed;
use crate::report::options::Options;
use crate::report::{Report, ReportBuilder};

/// A request that was JSON, judged. There will be no third variant, so a `match` can name both.
///
/// ```
/// use salesive_schema::salesive::CustomerUpdate;
/// use salesive_schema::{Checked, Options};
///
/// let body = br#"{"name": "Ada Obi", "emial": "ada@example.com"}"#;
/// let Checked::Accepted(update, advisories) = CustomerUpdate::check(body, &Options::new())? else {
///     panic!("it breaks a rule");
/// };
/// assert_eq!(update.name(), Some("Ada Obi"));
/// assert_eq!(advisories.findings()[0].suggestion(), Some("email"));
///
/// match CustomerUpdate::check(br#"{"name": 5}"#, &Options::new())? {
///     Checked::Accepted(update, _) => panic!("{update:?}"),
///     Checked::Rejected(report) => assert!(report.has_violations()),
/// }
/// # Ok::<(), salesive_schema::Malformed>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked<T, R> {
    /// The body satisfies every rule (and, when [strict](crate::Options::strict), raises no
    /// advisory): the update, and a report of advisories only.
    Accepted(T, Report<R>),
    /// The body is rejected: everything there is to say about it.
    Rejected(Report<R>),
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
        match if rejected { None } else { value() } {
            Some(value) => Self::Accepted(value, report),
            None => Self::Rejected(report),
        }
    }

    pub(crate) fn map<U>(self, f: impl FnOnce(T) -> U) -> Checked<U, R> {
        match self {
            Self::Accepted(value, report) => Checked::Accepted(f(value), report),
            Self::Rejected(report) => Checked::Rejected(report),
        }
    }

    /// Whether the body is accepted.
    pub const fn is_accepted(&self) -> bool {
        matches!(self, Self::Accepted(..))
    }

    /// The update, if it is accepted.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Accepted(value, _) => Some(value),
            Self::Rejected(_) => None,
        }
    }

    /// Everything there is to say about the body, advisories on accepted ones included.
    pub const fn report(&self) -> &Report<R> {
        let (Self::Accepted(_, report) | Self::Rejected(report)) = self;
        report
    }

    /// The same report, by value.
    pub fn into_report(self) -> Report<R> {
        let (Self::Accepted(_, report) | Self::Rejected(report)) = self;
        report
    }

    /// The update, or why it is rejected. Advisories on an accepted body are dropped.
    ///
    /// # Errors
    ///
    /// The report, if the body is rejected: `{"name": 5}`; under strict options also `{"name": ""}`.
    pub fn into_result(self) -> Result<T, Report<R>> {
        match self {
            Self::Accepted(value, _) => Ok(value),
            Self::Rejected(report) => Err(report),
        }
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
