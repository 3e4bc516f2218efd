use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

use super::{Judged, Line, Rule, Verdict};
use crate::report::Report;
use crate::report::catalogue::{CatalogueRule, Kind};
use crate::service::Service;

/// What was counted: of a file, or of any part of one.
///
/// [`merge`](Self::merge) adds two up. It is associative and commutative, and [`new`](Self::new)
/// is its identity, so the parts of a file add up to the whole in any order. For that, lines must
/// carry the numbers that they have in the whole file, and records that share a
/// [mark](Judged::marks) must be judged together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary<S: Service> {
    records: u64,
    /// In the order of the variants of [`Verdict`].
    verdicts: [u64; 4],
    blank_lines: u64,
    causes: BTreeMap<Cause<S::Rule>, Tally>,
    unjudged_from: Option<u64>,
}

/// Why a record is not accepted, or accepted with an advisory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause<R> {
    /// It is not JSON, or could not be turned into JSON.
    Malformed,
    /// It is longer than [`FileOptions::max_record`](super::FileOptions::max_record).
    TooLarge,
    /// Its update breaks a rule of the service.
    Update(R),
    /// It breaks a rule across records.
    File(Rule),
}

/// The records that have one cause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// How many records there are.
    pub records: u64,
    /// How often the cause is found in them.
    pub findings: u64,
    /// The lines of the first [`SAMPLES`](Self::SAMPLES) of the records, in order.
    pub first_lines: Vec<u64>,
}

impl<R: CatalogueRule> Cause<R> {
    /// `malformed`, `too_large` or the id of the rule.
    pub fn id(self) -> &'static str {
        match self {
            Self::Malformed => Verdict::Malformed.name(),
            Self::TooLarge => Verdict::TooLarge.name(),
            Self::Update(rule) => rule.id(),
            Self::File(rule) => rule.id(),
        }
    }

    /// What is wrong and what to do about it, for people.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Malformed => "The record cannot be read.",
            Self::TooLarge => "The record is longer than the limit, and was not looked at.",
            Self::Update(rule) => rule.sentence(),
            Self::File(rule) => rule.sentence(),
        }
    }

    /// The kind of the rule; a violation if it is none.
    pub fn kind(self) -> Kind {
        match self {
            Self::Malformed | Self::TooLarge => Kind::Violation,
            Self::Update(rule) => rule.kind(),
            Self::File(rule) => rule.kind(),
        }
    }
}

impl Tally {
    /// How many lines are kept.
    pub const SAMPLES: usize = 10;

    fn merge(&mut self, other: Self) {
        self.records += other.records;
        self.findings += other.findings;
        other.first_lines.iter().for_each(|line| self.sample(*line));
    }

    /// Keeps the line if it is one of the first.
    fn sample(&mut self, line: u64) {
        let at = self.first_lines.partition_point(|first| *first <= line);
        if at < Self::SAMPLES {
            self.first_lines.truncate(Self::SAMPLES - 1);
            self.first_lines.insert(at, line);
        }
    }
}

impl<S: Service> Summary<S> {
    /// The summary of nothing.
    pub const fn new() -> Self {
        Self {
            records: 0,
            verdicts: [0; 4],
            blank_lines: 0,
            causes: BTreeMap::new(),
            unjudged_from: None,
        }
    }

    /// Counts what came out for a line; `None` is a blank one.
    pub fn add(&mut self, line: &Line<'_>, judged: Option<&Judged<S>>) {
        let Some(judged) = judged else {
            self.blank_lines += 1;
            return;
        };
        self.records += 1;
        let verdict = judged.verdict();
        if let Some(count) = self.verdicts.get_mut(verdict as usize) {
            *count += 1;
        }
        match verdict {
            Verdict::Malformed => self.count(Cause::Malformed, line, 1),
            Verdict::TooLarge => self.count(Cause::TooLarge, line, 1),
            Verdict::Accepted | Verdict::Rejected => {}
        }
        let report = judged.report().filter(|report| !report.is_empty());
        for (rule, findings) in report.into_iter().flat_map(Report::counts) {
            self.count(Cause::Update(rule), line, findings);
        }
        for problem in judged.problems() {
            self.count(Cause::File(problem.rule()), line, 1);
        }
    }

    /// Takes over from an [`Index`](super::Index) the line, if there is one, after which nothing was
    /// judged across records.
    pub fn add_unjudged_from(&mut self, line: Option<u64>) {
        self.unjudged_from = self.unjudged_from.into_iter().chain(line).min();
    }

    fn count(&mut self, cause: Cause<S::Rule>, line: &Line<'_>, findings: usize) {
        let tally = self.causes.entry(cause).or_default();
        tally.records += 1;
        tally.findings += findings as u64;
        tally.sample(line.number());
    }

    /// Adds what was counted elsewhere.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.records += other.records;
        for (count, more) in self.verdicts.iter_mut().zip(other.verdicts) {
            *count += more;
        }
        self.blank_lines += other.blank_lines;
        for (cause, tally) in other.causes {
            self.causes.entry(cause).or_default().merge(tally);
        }
        self.add_unjudged_from(other.unjudged_from);
        self
    }

    /// How many records there are.
    pub const fn records(&self) -> u64 {
        self.records
    }

    /// How many records have this verdict.
    pub fn of(&self, verdict: Verdict) -> u64 {
        self.verdicts
            .get(verdict as usize)
            .copied()
            .unwrap_or_default()
    }

    /// How many lines hold no record.
    pub const fn blank_lines(&self) -> u64 {
        self.blank_lines
    }

    /// Everything that was found, in the order of the catalogues.
    pub fn causes(&self) -> impl Iterator<Item = (Cause<S::Rule>, &Tally)> {
        self.causes.iter().map(|(cause, tally)| (*cause, tally))
    }

    /// As [`Index::unjudged_from`](super::Index::unjudged_from).
    pub const fn unjudged_from(&self) -> Option<u64> {
        self.unjudged_from
    }

    /// Whether every record is accepted, and none was left unjudged as far as
    /// [`add_unjudged_from`](Self::add_unjudged_from) was told.
    pub fn is_clean(&self) -> bool {
        self.of(Verdict::Accepted) == self.records && self.unjudged_from.is_none()
    }
}

impl<S: Service> Summary<S> {
    /// The summary as JSON in which each line is what `place` makes of it, such as a file and a line
    /// of it.
    pub fn with_places<P: Serialize>(&self, place: impl Fn(u64) -> P) -> impl Serialize {
        PlacedSummary {
            summary: self,
            place,
        }
    }
}

struct PlacedSummary<'s, S: Service, F> {
    summary: &'s Summary<S>,
    place: F,
}

struct PlacedTally<'s, R, P> {
    cause: Cause<R>,
    tally: &'s Tally,
    first: Vec<P>,
}

impl<S: Service, P: Serialize, F: Fn(u64) -> P> Serialize for PlacedSummary<'_, S, F> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let Self { summary, place } = self;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("records", &summary.records)?;
        for (verdict, count) in Verdict::ALL.iter().zip(summary.verdicts) {
            object.serialize_entry(verdict.name(), &count)?;
        }
        object.serialize_entry("blank_lines", &summary.blank_lines)?;
        if let Some(line) = summary.unjudged_from {
            object.serialize_entry("unjudged_from", &place(line))?;
        }
        let problems = summary.causes().map(|(cause, tally)| PlacedTally {
            cause,
            tally,
            first: tally.first_lines.iter().copied().map(place).collect(),
        });
        object.serialize_entry("problems", &problems.collect::<Vec<_>>())?;
        object.end()
    }
}

impl<R: CatalogueRule, P: Serialize> Serialize for PlacedTally<'_, R, P> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let mut object = serializer.serialize_struct("PlacedTally", 5)?;
        object.serialize_field("problem", self.cause.id())?;
        object.serialize_field("kind", self.cause.kind().name())?;
        object.serialize_field("records", &self.tally.records)?;
        object.serialize_field("findings", &self.tally.findings)?;
        object.serialize_field("first", &self.first)?;
        object.end()
    }
}

/// As `records`, one member for each verdict, `blank_lines`, `unjudged_from` if there is one, and
/// `problems`, each with `problem`, `kind`, `records`, `findings` and the `first` lines.
impl<S: Service> Serialize for Summary<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        self.with_places(|line| line).serialize(serializer)
    }
}

impl<S: Service> Default for Summary<S> {
    fn default() -> Self {
        Self::new()
    }
}
