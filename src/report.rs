use alloc::vec::Vec;
use core::fmt;

use crate::catalogue::{Catalogue, Kind};
use crate::finding::Finding;
use crate::locate::{self, Location};

/// All findings of one body, in document order.
///
/// At most [`Options::max_findings`](crate::Options::max_findings) are listed; violations take
/// precedence over advisories when the list is full, and [`omitted`](Self::omitted) counts the rest.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Report<R> {
    findings: Vec<Finding<R>>,
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

    /// Whether there is nothing to report at all.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty() && self.omitted == 0
    }

    /// Whether there is a violation, listed or not.
    pub const fn has_violations(&self) -> bool {
        self.rejects
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
            write!(f, "\n{} more not listed", self.omitted)?;
        }
        Ok(())
    }
}

impl<R: Catalogue> core::error::Error for Report<R> {}

/// Findings while they are made: bounded, and violations push advisories out.
pub(crate) struct Findings<R> {
    rejecting: Vec<Finding<R>>,
    tolerated: Vec<Finding<R>>,
    cap: usize,
    total: usize,
    rejects: bool,
}

impl<R: Catalogue> Findings<R> {
    pub(crate) const fn new(cap: usize) -> Self {
        Self {
            rejecting: Vec::new(),
            tolerated: Vec::new(),
            cap,
            total: 0,
            rejects: false,
        }
    }

    /// Takes a closure because a finding that no longer fits is never made.
    pub(crate) fn add(&mut self, rule: R, finding: impl FnOnce(R) -> Finding<R>) {
        let violation = rule.kind() == Kind::Violation;
        self.total += 1;
        self.rejects |= violation;
        let is_full = self.rejecting.len() + self.tolerated.len() == self.cap;
        if is_full && !(violation && self.tolerated.pop().is_some()) {
            return;
        }
        let list = if violation {
            &mut self.rejecting
        } else {
            &mut self.tolerated
        };
        list.push(finding(rule));
    }

    pub(crate) fn finish(self) -> Report<R> {
        let mut findings = self.rejecting;
        findings.extend(self.tolerated);
        findings.sort_by(|a, b| a.place().cmp(b.place()));
        Report {
            omitted: self.total - findings.len(),
            findings,
            rejects: self.rejects,
        }
    }
}
