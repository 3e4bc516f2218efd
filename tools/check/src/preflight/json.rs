use std::io::{self, Write};

use salesive_schema::Service;
use salesive_schema::preflight::Verdict;
use serde::Serialize;

use super::files::Place;
use super::output::{End, PlacedRecord, PreflightOutput};
use crate::input::BadFile;
use crate::json::{RequestObject, write_line};

/// One JSON object a record, one a line, and one with the summary.
pub(crate) struct JsonReport<W> {
    out: W,
}

#[derive(Serialize)]
struct LastLine<'a> {
    summary: SummaryObject<'a>,
}

#[derive(Serialize)]
pub(super) struct SummaryObject<'a> {
    records: u64,
    accepted: u64,
    rejected: u64,
    malformed: u64,
    too_large: u64,
    blank_lines: u64,
    /// Whether everything was read and copied; not after `--max-errors`.
    complete: bool,
    /// The files that could not be read, or not to their end, and copies that lack something.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    failures: &'a [BadFile],
    /// Where the judgement across records ended, for want of room.
    #[serde(skip_serializing_if = "Option::is_none")]
    unjudged_from: Option<Place<'a>>,
    problems: Vec<ProblemCount<'a>>,
}

#[derive(Serialize)]
struct ProblemCount<'a> {
    problem: &'static str,
    kind: &'static str,
    records: u64,
    findings: u64,
    first: Vec<Place<'a>>,
}

impl<W: Write> JsonReport<W> {
    pub(crate) const fn new(out: W) -> Self {
        Self { out }
    }
}

impl<S: Service, W: Write> PreflightOutput<S> for JsonReport<W> {
    fn record(&mut self, row: &PlacedRecord<'_, S>) -> io::Result<()> {
        let (place, findings) = (row.place(), row.findings());
        let verdict = row.record.judged.verdict().name();
        let place = (place.file, place.line);
        let object = RequestObject::new(place, verdict, &findings, row.malformed());
        write_line(&mut self.out, &object)
    }

    fn finish(&mut self, end: &End<'_, S>) -> io::Result<()> {
        let summary = summary_object(end);
        write_line(&mut self.out, &LastLine { summary })?;
        self.out.flush()
    }
}

pub(super) fn summary_object<'a, S: Service>(end: &End<'a, S>) -> SummaryObject<'a> {
    let summary = end.summary;
    let place = |line| end.files.place(line);
    let problems = summary.causes().map(|(cause, tally)| ProblemCount {
        problem: cause.id(),
        kind: cause.kind().name(),
        records: tally.records,
        findings: tally.findings,
        first: tally.first_lines.iter().copied().map(place).collect(),
    });
    SummaryObject {
        records: summary.records(),
        accepted: summary.of(Verdict::Accepted),
        rejected: summary.of(Verdict::Rejected),
        malformed: summary.of(Verdict::Malformed),
        too_large: summary.of(Verdict::TooLarge),
        blank_lines: summary.blank_lines(),
        complete: !end.stopped && end.failures.is_empty(),
        failures: end.failures,
        unjudged_from: summary.unjudged_from().map(place),
        problems: problems.collect(),
    }
}
