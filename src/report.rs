use alloc::vec::Vec;
use core::fmt;

use crate::catalogue::{Catalogue, Kind, Layer};
use crate::finding::Finding;
use crate::locate::{self, Location};
#[cfg(feature = "preflight")]
use crate::pointer::Pointer;

/// All findings of one body, in document order.
///
/// At most [`Options::max_findings`](crate::Options::max_findings) are listed (of a reply 100); when
/// the list is full, violations take precedence over advisories and other discrepancies over
/// repeated members. [`omitted`](Self::omitted) counts the rest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Report<R> {
    findings: Vec<Finding<R>>,
    counts: Vec<(R, usize)>,
    omitted: usize,
    rejects: bool,
}

impl<R: Catalogue> Report<R> {
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

    fn of(&self, kind: Kind) -> impl Iterator<Item = &Finding<R>> {
        self.findings
            .iter()
            .filter(move |finding| finding.rule().kind() == kind)
    }

    /// How many findings did not fit in the list.
    pub const fn omitted(&self) -> usize {
        self.omitted
    }

    /// Each rule that is broken and how many findings it has, listed or not, in the order of the
    /// catalogue.
    pub fn counts(&self) -> &[(R, usize)] {
        &self.counts
    }

    /// Whether there is nothing to report at all.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty() && self.omitted == 0
    }

    /// Whether there is a violation, listed or not.
    pub const fn has_violations(&self) -> bool {
        self.rejects
    }

    /// The same report without the advisory `rule` at `pointer`, of which there are `count`, as it
    /// would be with room for one finding less.
    #[cfg(feature = "preflight")]
    pub(crate) fn without(mut self, rule: R, pointer: &Pointer, count: usize, cap: usize) -> Self {
        let total = self.findings.len() + self.omitted;
        self.findings
            .retain(|finding| finding.rule() != rule || finding.pointer() != pointer);
        while self.findings.len() > cap {
            let last = |finding: &Finding<R>| finding.rule().kind() == Kind::Advisory;
            let dropped = self.findings.iter().rposition(last);
            self.findings
                .remove(dropped.unwrap_or(self.findings.len() - 1));
        }
        if let Some((_, counted)) = self.counts.iter_mut().find(|(it, _)| *it == rule) {
            *counted = counted.saturating_sub(count);
        }
        self.counts.retain(|(_, count)| *count > 0);
        self.omitted = total.saturating_sub(count + self.findings.len());
        self
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

impl<R: Catalogue> fmt::Display for Report<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, finding) in self.findings.iter().enumerate() {
            if nth > 0 {
                writeln!(f)?;
            }
            write!(f, "{finding}")?;
        }
        if self.omitted > 0 {
            let line_break = if self.findings.is_empty() { "" } else { "\n" };
            write!(f, "{line_break}{} more not listed", self.omitted)?;
        }
        Ok(())
    }
}

impl<R: Catalogue> core::error::Error for Report<R> {}

/// Findings while they are made: bounded, and what decides pushes out what does not.
pub(crate) struct Findings<R> {
    major: Vec<Finding<R>>,
    minor: Vec<Finding<R>>,
    cap: usize,
    total: usize,
    counts: Vec<(R, usize)>,
    rejects: bool,
}

impl<R: Catalogue> Findings<R> {
    pub(crate) const fn new(cap: usize) -> Self {
        Self {
            major: Vec::new(),
            minor: Vec::new(),
            cap,
            total: 0,
            counts: Vec::new(),
            rejects: false,
        }
    }

    /// Takes a closure because a finding that no longer fits is never made.
    #[cold]
    #[inline(never)]
    pub(crate) fn add(&mut self, rule: R, finding: impl FnOnce(R) -> Finding<R>) {
        self.count(rule, 1);
        self.list(rule, finding);
    }

    /// Takes all findings of `other`, as if they had been made here.
    pub(crate) fn append(&mut self, other: Self) {
        for (rule, count) in other.counts {
            self.count(rule, count);
        }
        for finding in other.major.into_iter().chain(other.minor) {
            self.list(finding.rule(), |_| finding);
        }
    }

    fn count(&mut self, rule: R, times: usize) {
        match self.counts.iter_mut().find(|(counted, _)| *counted == rule) {
            Some((_, count)) => *count += times,
            None => self.counts.push((rule, times)),
        }
        self.total += times;
        self.rejects |= rule.kind() == Kind::Violation;
    }

    fn list(&mut self, rule: R, finding: impl FnOnce(R) -> Finding<R>) {
        let is_minor = match rule.kind() {
            Kind::Violation => false,
            Kind::Advisory => true,
            // A member that a reply repeats is noise beside what it gets wrong.
            Kind::Discrepancy => rule.layer() == Layer::Text,
        };
        let is_full = self.major.len() + self.minor.len() == self.cap;
        if is_full && (is_minor || self.minor.pop().is_none()) {
            return;
        }
        let list = if is_minor {
            &mut self.minor
        } else {
            &mut self.major
        };
        list.push(finding(rule));
    }

    pub(crate) fn finish(self) -> Report<R> {
        let mut findings = self.major;
        if findings.is_empty() {
            findings = self.minor;
        } else {
            findings.extend(self.minor);
        }
        if findings.len() > 1 {
            findings.sort_by(|a, b| a.place().cmp(b.place()));
        }
        let mut counts = self.counts;
        counts.sort_unstable();
        Report {
            omitted: self.total - findings.len(),
            findings,
            counts,
            rejects: self.rejects,
        }
    }
}
