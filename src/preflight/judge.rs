use alloc::string::String;
use alloc::vec::Vec;
use core::marker::PhantomData;

use super::mark::{Mark, Marker};
use super::{Line, Lines, Options, Problem};
use crate::report::Report;
use crate::report::catalogue::{Catalogue, Kind};
use crate::report::malformed::Malformed;

/// Judges records one by one, each without the others: the part of the work that any number of
/// threads or machines can share.
#[derive(Clone, Debug)]
pub struct Judge<R> {
    options: Options,
    marker: Marker,
    rule: PhantomData<R>,
}

/// What comes out for a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It breaks no rule but such that advise, so it can be sent.
    Accepted,
    /// It breaks a rule.
    Rejected,
    /// It is not JSON, or could not be turned into JSON.
    Malformed,
    /// It is longer than [`Options::max_record`], and was not looked at.
    TooLarge,
}

impl Verdict {
    /// The verdict in a word: `accepted`, `rejected`, `malformed` or `too_large`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Malformed => "malformed",
            Self::TooLarge => "too_large",
        }
    }
}

/// All there is to say about one record; it holds nothing of its text but [marks](Mark).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged<R> {
    pub(super) verdict: Verdict,
    report: Option<Report<R>>,
    malformed: Option<Malformed>,
    pub(super) problems: Vec<Problem>,
    pub(super) traces: Option<Traces>,
}

/// A service whose updates can be checked by the file: its catalogue, [`salesive::Rule`] or
/// [`microbase::Rule`].
///
/// [`salesive::Rule`]: crate::salesive::Rule
/// [`microbase::Rule`]: crate::microbase::Rule
pub trait Records: Catalogue {
    #[doc(hidden)]
    fn read(record: &[u8], max_findings: usize, marker: &Marker) -> Result<Read<Self>, Malformed>;

    #[doc(hidden)]
    fn known(customer: &[u8], marker: &Marker) -> Option<Traces>;
}

/// A record on its own.
#[derive(Debug)]
pub struct Read<R> {
    pub(crate) report: Report<R>,
    pub(crate) problems: Vec<Problem>,
    /// As far as the record has an id, and what it says is right.
    pub(crate) traces: Option<Traces>,
}

/// What a record does, or what is known of a customer, as marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traces {
    pub(crate) customer: Mark,
    pub(crate) email: Option<Mark>,
    /// Where case may not count.
    pub(crate) email_in_any_case: Option<Mark>,
    /// `Some(None)` unlinks.
    pub(crate) user: Option<Option<Mark>>,
    /// The other members, each with a place of its own.
    pub(crate) fields: [Option<Mark>; 4],
}

impl<R: Records> Judge<R> {
    /// A judge; all that share a file must have the same options.
    pub fn new(options: &Options) -> Self {
        Self {
            options: options.clone(),
            marker: Marker::new(options),
            rule: PhantomData,
        }
    }

    /// How many bytes a record can have.
    pub const fn max_record(&self) -> usize {
        self.options.max_record
    }

    /// Cuts text into lines with records of at most so many bytes.
    pub const fn lines(&self) -> Lines {
        Lines::new(self.options.max_record)
    }

    /// Judges the record on a line, as far as can be told from it alone; `None` if the line is
    /// blank.
    pub fn judge(&self, line: &Line<'_>) -> Option<Judged<R>> {
        if line.is_blank() {
            return None;
        }
        let Some(record) = line.text() else {
            return Some(Judged::unread(Verdict::TooLarge, None));
        };
        let read = match R::read(record, self.options.max_findings, &self.marker) {
            Ok(read) => read,
            Err(malformed) => return Some(Judged::unread(Verdict::Malformed, Some(malformed))),
        };
        let mut judged = Judged {
            verdict: Verdict::Accepted,
            report: Some(read.report),
            malformed: None,
            problems: read.problems,
            traces: read.traces,
        };
        judged.decide(self.options.strict);
        Some(judged)
    }
}

impl<R: Catalogue> Judged<R> {
    /// What comes out for a record of another form than JSON, which could not be turned into JSON.
    /// `reason` is a sentence for people; it must hold nothing of the record.
    pub const fn unconverted(reason: String) -> Self {
        let malformed = Malformed::not_turned_into_json(reason);
        Self::unread(Verdict::Malformed, Some(malformed))
    }

    const fn unread(verdict: Verdict, malformed: Option<Malformed>) -> Self {
        Self {
            verdict,
            report: None,
            malformed,
            problems: Vec::new(),
            traces: None,
        }
    }

    /// Rejects what breaks a rule.
    pub(super) fn decide(&mut self, strict: bool) {
        let report = self.report.as_ref();
        let rejects = |problem: &Problem| strict || problem.rule.kind() == Kind::Violation;
        if report.is_some_and(|report| report.has_violations() || strict && !report.is_empty())
            || self.problems.iter().any(rejects)
        {
            self.verdict = Verdict::Rejected;
        }
    }

    /// What comes out.
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The findings in the update itself, if the record is JSON.
    pub const fn report(&self) -> Option<&Report<R>> {
        self.report.as_ref()
    }

    /// Why the record is malformed, if it is.
    pub const fn malformed(&self) -> Option<&Malformed> {
        self.malformed.as_ref()
    }

    /// What is wrong with the record because of the file it is in.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The marks of the customers and addresses that the record is about. Where no customers are
    /// known, only records that have a mark in common can get in each other's way.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        self.traces.iter().flat_map(|traces| {
            let user = traces.user.flatten();
            let others = [traces.email, traces.email_in_any_case, user];
            core::iter::once(traces.customer).chain(others.into_iter().flatten())
        })
    }
}
