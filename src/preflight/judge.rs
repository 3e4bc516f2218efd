use alloc::string::String;
use alloc::vec::Vec;
use core::marker::PhantomData;

use super::{FileOptions, Line, Lines, RecordProblem, Rule};
use crate::http::incoming::IncomingUpdate;
use crate::report::Report;
use crate::report::catalogue::Kind;
use crate::report::malformed::Malformed;
use crate::report::options::Options;
use crate::service::Service;
use crate::service::trace::Traces;
use crate::value::mark::{Mark, Marker};
use crate::value::named::named;

/// Judges records one by one, each without the others: the part of the work that any number of
/// threads or machines can share.
#[derive(Clone, Debug)]
pub struct Judge<S: Service> {
    options: FileOptions,
    marker: Marker,
    service: PhantomData<S>,
}

named! {
    /// What comes out for a record.
    pub enum Verdict {
        /// It breaks no rule, or only advisories, so it can be sent.
        Accepted = "accepted",
        /// It breaks a rule.
        Rejected = "rejected",
        /// It is not JSON, or could not be turned into JSON.
        Malformed = "malformed",
        /// It is longer than [`FileOptions::max_record`], and was not looked at.
        TooLarge = "too_large",
    }
}

/// All there is to say about one record; it holds nothing of its text but [marks](Mark).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged<S: Service> {
    pub(super) verdict: Verdict,
    report: Option<Report<S::Rule>>,
    malformed: Option<Malformed>,
    pub(super) problems: Vec<RecordProblem>,
    pub(super) traces: Option<Traces>,
    pub(super) known: Option<u32>,
}

impl<S: Service> Judge<S> {
    /// A judge; all that share a file must have the same options.
    pub fn new(options: &FileOptions) -> Self {
        Self {
            options: options.clone(),
            marker: Marker::new(&options.key),
            service: PhantomData,
        }
    }

    /// How many bytes a record can have.
    pub const fn max_record(&self) -> usize {
        self.options.max_record
    }

    /// Cuts text into lines with records of at most that many bytes.
    pub const fn lines(&self) -> Lines {
        Lines::new(self.options.max_record)
    }

    /// Judges the record on a line, as far as can be told from it alone; `None` if the line is
    /// blank.
    pub fn judge(&self, line: &Line<'_>) -> Option<Judged<S>> {
        self.read(line).map(|(judged, _)| judged)
    }

    /// As [`judge`](Self::judge), with what the record sends if nothing is wrong with it by itself.
    #[inline]
    pub fn read<'t>(&self, line: &Line<'t>) -> Option<(Judged<S>, Option<IncomingUpdate<'t, S>>)> {
        if line.is_blank() {
            return None;
        }
        let Some(record) = line.text() else {
            return Some((Judged::unread(Verdict::TooLarge, None), None));
        };
        let options = Options::new().max_findings(self.options.max_findings);
        let read = match S::trace_record(record, &options, &self.marker) {
            Ok(read) => read,
            Err(malformed) => {
                let judged = Judged::unread(Verdict::Malformed, Some(malformed));
                return Some((judged, None));
            }
        };
        let mut judged = Judged {
            verdict: Verdict::Accepted,
            report: Some(read.report),
            malformed: None,
            problems: read.problem.map(RecordProblem::from).into_iter().collect(),
            traces: read.traces,
            known: None,
        };
        judged.decide(self.options.strict);
        let incoming = |(path, update)| IncomingUpdate { path, update };
        Some((judged, read.update.map(incoming)))
    }

    /// Doubts members of a record out of CSV whose text looks as if it were to mean null:
    /// [`Rule::CsvNull`].
    pub fn doubt(&self, judged: &mut Judged<S>, nulls: &[&'static str]) {
        if judged.report.is_some() && !nulls.is_empty() {
            let problem = |member: &&'static str| RecordProblem::new(Rule::CsvNull, member);
            judged.problems.extend(nulls.iter().map(problem));
            judged.decide(self.options.strict);
        }
    }
}

impl<S: Service> Judged<S> {
    /// The verdict on a record that came in another format and could not be turned into JSON.
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
            known: None,
        }
    }

    /// Rejects what breaks a rule.
    pub(super) fn decide(&mut self, strict: bool) {
        let report = self.report.as_ref();
        let rejects = |problem: &RecordProblem| strict || problem.rule.kind() == Kind::Violation;
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
    pub const fn report(&self) -> Option<&Report<S::Rule>> {
        self.report.as_ref()
    }

    /// Why the record is malformed, if it is.
    pub const fn malformed(&self) -> Option<&Malformed> {
        self.malformed.as_ref()
    }

    /// What is wrong with the record because of the file it is in.
    pub fn problems(&self) -> &[RecordProblem] {
        &self.problems
    }

    /// The line of the known customer that the record is about, by the id of the customer's record or,
    /// with Salesive, of its user. An [`Index`](super::Index) tells once it has admitted the record;
    /// `None` if no customers are known, or none of them is meant.
    pub fn known(&self) -> Option<u64> {
        self.known.map(u64::from)
    }

    /// The marks of the customers and addresses that the record is about. Where no customers are
    /// known, only records that have a mark in common can get in each other's way.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        self.traces.iter().flat_map(|traces| {
            let user = traces.user.flatten();
            let customer = [traces.customer.itself, traces.customer.in_any_case];
            let email = traces.email.map(|email| email.in_any_case);
            customer.into_iter().chain(email).chain(user)
        })
    }
}
