//! What is said of values. Here live rules and what they find: where, why, how much of it, and what
//! is handed to callers in the end. Nothing here reads JSON or knows a service.

use alloc::vec::Vec;
use core::fmt;

pub(crate) mod catalogue;
pub(crate) mod checked;
pub(crate) mod description;
pub(crate) mod details;
pub(crate) mod finding;
pub(crate) mod locate;
pub(crate) mod malformed;
pub(crate) mod options;
mod phrase;
pub(crate) mod pointer;
pub(crate) mod suggest;

pub use catalogue::{CatalogueRule, Kind, Layer};
pub use checked::{Checked, Rejection};
pub use description::Description;
pub use details::{InvalidExtension, Problem};
pub use finding::{Finding, JsonType};
pub use locate::Location;
pub use malformed::Malformed;
pub use options::Options;
use pointer::Path;
pub use pointer::{Pointer, Token};
pub use suggest::near_miss;

/// All findings of one body, in document order.
///
/// At most [`Options::max_findings`](crate::Options::max_findings) are listed (of a reply 100); when
/// the list is full, violations take precedence over advisories and other discrepancies over
/// repeated members. [`omitted`](Self::omitted) counts the rest.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Report<R> {
    findings: Vec<Finding<R>>,
    omitted: Counts<R>,
    rejects: bool,
    lacks_advisories: bool,
}

/// How often each rule is broken.
type Counts<R> = Vec<(R, usize)>;

fn count<R: PartialEq>(counts: &mut Counts<R>, rule: R, times: usize) {
    match counts.iter_mut().find(|(counted, _)| *counted == rule) {
        Some((_, count)) => *count += times,
        None => counts.push((rule, times)),
    }
}

impl<R: CatalogueRule> Report<R> {
    /// The listed findings of every kind, in document order.
    pub fn findings(&self) -> &[Finding<R>] {
        &self.findings
    }

    /// The listed violations.
    pub fn violations(&self) -> impl Iterator<Item = &Finding<R>> {
        self.of(Kind::Violation)
    }

    /// The listed advisories.
    pub fn advisories(&self) -> impl Iterator<Item = &Finding<R>> {
        self.of(Kind::Advisory)
    }

    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &Finding<R>> {
        self.findings
            .iter()
            .filter(move |finding| finding.rule().kind() == kind)
    }

    /// How many findings did not fit in the list.
    pub fn omitted(&self) -> usize {
        self.omitted.iter().map(|(_, count)| count).sum()
    }

    /// Each rule that is broken and how many findings it has, listed or not, in the order of the
    /// catalogue.
    pub fn counts(&self) -> Vec<(R, usize)> {
        let mut counts = self.omitted.clone();
        for finding in &self.findings {
            count(&mut counts, finding.rule(), 1);
        }
        counts.sort_unstable();
        counts
    }

    /// Whether there is nothing to report at all.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty() && self.omitted.is_empty()
    }

    /// Whether there is a violation, listed or not.
    pub const fn has_violations(&self) -> bool {
        self.rejects
    }

    /// Which rules reject the body: those of its violations or, if it has none, of its advisories,
    /// under strict options.
    pub(crate) fn rejecting_rules(&self) -> impl Fn(R) -> bool + Copy + use<R> {
        let only_violations = self.has_violations();
        move |rule| !only_violations || matches!(rule.kind(), Kind::Violation)
    }

    /// Whether advisories were dropped, as the options of who made the report said.
    pub(crate) const fn lacks_advisories(&self) -> bool {
        self.lacks_advisories
    }

    /// Each listed finding with its place in `json`, found by reading the text again, once for
    /// all of them. `json` must be the text that was judged; in another one the places mean
    /// nothing, and are `None` where there is no such place.
    ///
    /// ```
    /// use salesive_schema::Options;
    /// use salesive_schema::salesive::CustomerUpdate;
    ///
    /// let body = b"{\n  \"email\": \"nobody\"\n}";
    /// let checked = CustomerUpdate::check(body, &Options::new())?;
    /// let (_, location) = checked.report().locate(body).next().unwrap();
    /// let location = location.unwrap();
    /// assert_eq!((location.line, location.column), (2, 12));
    /// assert_eq!(&body[location.span], br#""nobody""#);
    /// # Ok::<(), salesive_schema::Malformed>(())
    /// ```
    pub fn locate(&self, json: &[u8]) -> impl Iterator<Item = (&Finding<R>, Option<Location>)> {
        let places: Vec<_> = self.findings.iter().map(Finding::place).collect();
        self.findings.iter().zip(locate::locate(json, &places))
    }
}

/// Without what only its maker looks at.
impl<R: fmt::Debug> fmt::Debug for Report<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report")
            .field("findings", &self.findings)
            .field("omitted", &self.omitted)
            .field("rejects", &self.rejects)
            .finish()
    }
}

impl<R: CatalogueRule> fmt::Display for Report<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, finding) in self.findings.iter().enumerate() {
            if nth > 0 {
                writeln!(f)?;
            }
            write!(f, "{finding}")?;
        }
        if !self.omitted.is_empty() {
            let line_break = if self.findings.is_empty() { "" } else { "\n" };
            write!(f, "{line_break}{} more not listed", self.omitted())?;
        }
        Ok(())
    }
}

impl<R: CatalogueRule> core::error::Error for Report<R> {}

/// A report in the making, of at most `cap` findings: when the list is full, a major one replaces a
/// minor one.
pub(crate) struct ReportBuilder<R> {
    major: Vec<Finding<R>>,
    minor: Vec<Finding<R>>,
    cap: usize,
    omitted: Counts<R>,
    rejects: bool,
    drops_advisories: bool,
    lacks_advisories: bool,
}

impl<R: CatalogueRule> ReportBuilder<R> {
    pub(crate) const fn new(cap: usize) -> Self {
        Self {
            major: Vec::new(),
            minor: Vec::new(),
            cap,
            omitted: Vec::new(),
            rejects: false,
            drops_advisories: false,
            lacks_advisories: false,
        }
    }

    /// Whether there is a violation.
    pub(crate) const fn rejects(&self) -> bool {
        self.rejects
    }

    /// Whether the body is rejected, by a report that lacks advisories.
    pub(crate) const fn is_to_be_made_again(&self) -> bool {
        self.rejects && self.lacks_advisories
    }

    pub(crate) const fn by(options: &Options) -> Self {
        let mut findings = Self::new(options.cap());
        findings.drops_advisories = options.drops_advisories();
        findings
    }

    /// A finding of `rule` at `at`.
    pub(crate) fn report(&mut self, rule: R, at: Path<'_>) {
        self.add(rule, |rule| Finding::new(rule, at));
    }

    /// A finding of `rule` at `at`, with the JSON type that stood there.
    pub(crate) fn report_found(&mut self, rule: R, at: Path<'_>, found: JsonType) {
        self.add(rule, |rule| Finding::new(rule, at).found(found));
    }

    /// Takes a closure because a finding that no longer fits is never made.
    #[cold]
    #[inline(never)]
    pub(crate) fn add(&mut self, rule: R, finding: impl FnOnce(R) -> Finding<R>) {
        if self.drops_advisories && !self.rejects && rule.kind() == Kind::Advisory {
            self.lacks_advisories = true;
            return;
        }
        let is_minor = match rule.kind() {
            Kind::Violation => false,
            Kind::Advisory => true,
            // A member that a reply repeats is noise beside what it gets wrong.
            Kind::Discrepancy => rule.layer() == Layer::Text,
        };
        self.rejects |= rule.kind() == Kind::Violation;
        if self.major.len() + self.minor.len() == self.cap {
            let pushed_out = if is_minor { None } else { self.minor.pop() };
            let omitted = pushed_out.as_ref().map_or(rule, Finding::rule);
            count(&mut self.omitted, omitted, 1);
            if pushed_out.is_none() {
                return;
            }
        }
        let list = if is_minor {
            &mut self.minor
        } else {
            &mut self.major
        };
        list.push(finding(rule));
    }

    /// Takes all findings of `other`, as if they had been made here.
    pub(crate) fn append(&mut self, other: Self) {
        for finding in other.major.into_iter().chain(other.minor) {
            self.add(finding.rule(), |_| finding);
        }
        for (rule, times) in other.omitted {
            count(&mut self.omitted, rule, times);
        }
        self.rejects |= other.rejects;
        self.lacks_advisories |= other.lacks_advisories;
    }

    #[inline]
    pub(crate) fn finish(self) -> Report<R> {
        let findings = if self.major.is_empty() && self.minor.len() < 2 {
            self.minor
        } else {
            in_document_order(self.major, self.minor)
        };
        Report {
            findings,
            omitted: self.omitted,
            rejects: self.rejects,
            lacks_advisories: self.lacks_advisories,
        }
    }
}

#[cold]
fn in_document_order<R: CatalogueRule>(
    mut findings: Vec<Finding<R>>,
    others: Vec<Finding<R>>,
) -> Vec<Finding<R>> {
    findings.extend(others);
    findings.sort_by(|a, b| a.place().cmp(b.place()));
    findings
}
