use std::io::{self, Write};

use salesive_schema::Kind;
use salesive_schema::preflight::{Records, Verdict};
use serde::Serialize;

use super::report::{End, Malformed, Report, Row};
use crate::findings::Problem;
use crate::input::BadFile;

/// One JSON object a record, one a line, and one with the summary.
pub(crate) struct Json<W> {
    out: W,
}

#[derive(Serialize)]
struct Judged<'a> {
    source: &'a str,
    line: u64,
    verdict: &'static str,
    violations: Vec<&'a Problem>,
    advisories: Vec<&'a Problem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    omitted: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    malformed: Option<Malformed<'a>>,
}

#[derive(Serialize)]
struct Last<'a> {
    summary: Counts<'a>,
}

#[derive(Serialize)]
pub(super) struct Counts<'a> {
    records: u64,
    accepted: u64,
    rejected: u64,
    malformed: u64,
    too_large: u64,
    blank_lines: u64,
    /// Whether everything was read and copied; not after `--max-errors`.
    complete: bool,
    /// The files that could not be read, or not to their end, and copies that lack something.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    failures: Vec<FailureOf<'a>>,
    /// Where the judgement across records ended, for want of room.
    #[serde(skip_serializing_if = "Option::is_none")]
    unjudged_from: Option<Line<'a>>,
    problems: Vec<Count<'a>>,
}

#[derive(Serialize)]
struct Count<'a> {
    problem: &'static str,
    kind: &'static str,
    records: u64,
    findings: u64,
    first: Vec<Line<'a>>,
}

#[derive(Serialize)]
struct FailureOf<'a> {
    file: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Line<'a> {
    source: &'a str,
    line: u64,
}

impl<W: Write> Json<W> {
    pub(crate) const fn new(out: W) -> Self {
        Self { out }
    }

    fn line(&mut self, object: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, object)?;
        self.out.write_all(b"\n")
    }
}

impl<R: Records, W: Write> Report<R> for Json<W> {
    fn record(&mut self, row: &Row<'_, R>) -> io::Result<()> {
        let judged = &row.record.judged;
        let place = row.files.place(row.record.line.number());
        let findings = row.findings();
        self.line(&Judged {
            source: place.file,
            line: place.line,
            verdict: judged.verdict().name(),
            violations: findings.of(Kind::Violation).collect(),
            advisories: findings.of(Kind::Advisory).collect(),
            omitted: Some(findings.omitted).filter(|omitted| *omitted > 0),
            malformed: row.malformed(),
        })
    }

    fn finish(&mut self, end: &End<'_, R>) -> io::Result<()> {
        self.line(&Last {
            summary: counts(end),
        })?;
        self.out.flush()
    }
}

/// The summary as JSON.
pub(super) fn counts<'a, R: Records>(end: &End<'a, R>) -> Counts<'a> {
    let summary = end.summary;
    let place = |line| {
        let place = end.files.place(line);
        Line {
            source: place.file,
            line: place.line,
        }
    };
    let problems = summary.causes().map(|(cause, tally)| Count {
        problem: cause.id(),
        kind: cause.kind().name(),
        records: tally.records,
        findings: tally.findings,
        first: tally.first_lines.iter().copied().map(place).collect(),
    });
    Counts {
        records: summary.records(),
        accepted: summary.of(Verdict::Accepted),
        rejected: summary.of(Verdict::Rejected),
        malformed: summary.of(Verdict::Malformed),
        too_large: summary.of(Verdict::TooLarge),
        blank_lines: summary.blank_lines(),
        complete: !end.stopped && end.failures.is_empty(),
        failures: end.failures.iter().map(failure_of).collect(),
        unjudged_from: summary.unjudged_from().map(place),
        problems: problems.collect(),
    }
}

fn failure_of(bad: &BadFile) -> FailureOf<'_> {
    FailureOf {
        file: &bad.name,
        reason: &bad.reason,
    }
}
