use std::io;

use salesive_schema::Service;
use salesive_schema::preflight::{Cause, Rule, Verdict};
use salesive_schema::report::{CatalogueRule, Kind};
use salesive_terminal::to_json;

use super::json::summary_object;
use super::output::{End, PlacedRecord, PreflightOutput};
use crate::catalogue::Descriptor;
use crate::problems::{LogEnd, Place, Problem, ProblemLog};

/// Each problem of records.
pub(crate) struct ProblemsOfRecords<L> {
    log: L,
}

/// What can be wrong with records of a service.
pub(crate) fn descriptors<S: Service>() -> impl Iterator<Item = Descriptor> {
    [Cause::Malformed, Cause::TooLarge]
        .into_iter()
        .chain(S::Rule::ALL.iter().map(|rule| Cause::Update(*rule)))
        .chain(Rule::ALL.iter().map(|rule| Cause::File(*rule)))
        .filter(|cause: &Cause<S::Rule>| cause.kind() != Kind::Discrepancy)
        .map(descriptor)
}

impl<L: ProblemLog> ProblemsOfRecords<L> {
    pub(crate) const fn new(log: L) -> Self {
        Self { log }
    }

    fn unread<R: CatalogueRule>(
        &mut self,
        cause: Cause<R>,
        sentence: &str,
        at: Place<'_>,
    ) -> io::Result<()> {
        let problem = Problem {
            rule: cause.id(),
            kind: cause.kind(),
            message: sentence.to_owned(),
            at,
            other: None,
        };
        self.log.problem(&problem, 0)
    }
}

impl<S: Service, L: ProblemLog> PreflightOutput<S> for ProblemsOfRecords<L> {
    fn record(&mut self, row: &PlacedRecord<'_, S>) -> io::Result<()> {
        let place = row.place();
        let line = || Place::line(place.file, place.line);
        if row.judged.verdict() == Verdict::TooLarge {
            let cause = Cause::<S::Rule>::TooLarge;
            self.unread(cause, cause.sentence(), line())?;
        }
        if let Some(malformed) = row.malformed() {
            let at = Place {
                column: malformed.column,
                pointer: malformed.pointer.clone(),
                ..line()
            };
            self.unread(Cause::<S::Rule>::Malformed, malformed.sentence, at)?;
        }
        let findings = row.findings();
        for (nth, finding) in findings.listed.iter().enumerate() {
            let is_last = nth + 1 == findings.listed.len();
            let omitted = if is_last { findings.omitted } else { 0 };
            let at = Place {
                column: finding.column,
                ..line()
            };
            self.log.problem(&Problem::of(finding, at), omitted)?;
        }
        Ok(())
    }

    fn finish(&mut self, end: &End<'_, S>) -> io::Result<()> {
        let mut notes = Vec::new();
        if end.stopped {
            notes.push("Stopped before the end, as --max-errors says.");
        }
        if end.summary.unjudged_from().is_some() {
            notes.push("The index is full, so not all records were judged across records.");
        }
        self.log.finish(&LogEnd {
            notes: &notes,
            failures: end.failures,
            summary: &to_json(&summary_object(end))?,
            total: &end.total(),
        })
    }
}

fn descriptor<R: CatalogueRule>(cause: Cause<R>) -> Descriptor {
    let help = match cause {
        Cause::Update(rule) => return Descriptor::of(rule),
        Cause::File(rule) => return Descriptor::of(rule),
        Cause::Malformed => "The message of each result says why",
        Cause::TooLarge => "The option --max-record says how long one can be",
    };
    Descriptor {
        id: cause.id(),
        kind: cause.kind(),
        sentence: cause.sentence(),
        help,
    }
}
