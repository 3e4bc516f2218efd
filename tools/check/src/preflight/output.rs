use std::collections::BTreeSet;
use std::io;

use salesive_schema::Service;
use salesive_schema::preflight::{Cause, Judged, Line, Other, RecordProblem, Summary, Verdict};
use salesive_schema::report::{Kind, Report};
use serde::Serialize;

use super::files::{Files, Place};
use crate::failure::BadFile;
use crate::findings::{LocatedFinding, LocatedFindings, OtherLine};
use crate::totals::{count, in_files};

/// A way to show what comes out of a preflight.
pub(crate) trait PreflightOutput<S: Service> {
    fn record(&mut self, row: &PlacedRecord<'_, S>) -> io::Result<()>;

    fn finish(&mut self, end: &End<'_, S>) -> io::Result<()>;
}

/// A record, and what is needed to say where it stands.
pub(crate) struct PlacedRecord<'a, S: Service> {
    pub(crate) line: &'a Line<'a>,
    pub(crate) judged: &'a Judged<S>,
    /// The member whose cell alone makes the record malformed.
    pub(crate) member: Option<&'static str>,
    pub(crate) files: &'a Files,
    /// The name of the file of known customers.
    pub(crate) known: Option<&'a str>,
}

/// Why a record cannot be read.
#[derive(Serialize)]
pub(crate) struct MalformedRecord<'a> {
    pub(crate) line: u64,
    /// `None` in a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<usize>,
    /// The cell of a table that alone is the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pointer: Option<String>,
    pub(crate) sentence: &'a str,
}

pub(crate) struct End<'a, S: Service> {
    pub(crate) summary: &'a Summary<S>,
    pub(crate) files: &'a Files,
    /// Whether reading stopped before the end.
    pub(crate) stopped: bool,
    /// The inputs that could not be read, or not to their end, and copies that lack something.
    pub(crate) failures: &'a [BadFile],
}

impl<'a, S: Service> PlacedRecord<'a, S> {
    pub(crate) fn place(&self) -> Place<'a> {
        self.files.place(self.line.number())
    }

    /// What is wrong with the record, in its update and in the file.
    pub(crate) fn findings(&self) -> LocatedFindings {
        let judged = self.judged;
        let Some((report, text)) = judged.report().zip(self.line.text()) else {
            return LocatedFindings::default();
        };
        let place = self.place();
        let line = place.line;
        // The text of a row is not the text that was judged, so nothing is located in it.
        let text = if place.is_table { b"" } else { text };
        let mut findings =
            LocatedFindings::new(report, text, usize::try_from(line).unwrap_or(usize::MAX));
        for problem in judged.problems() {
            findings.listed.push(self.across(problem, text, line));
        }
        if place.is_table {
            findings
                .listed
                .iter_mut()
                .for_each(|problem| problem.column = None);
        }
        findings
    }

    /// What the summary counts the record under, each once, in the order of the catalogues.
    pub(crate) fn causes(&self) -> BTreeSet<Cause<S::Rule>> {
        let judged = self.judged;
        let unread = match judged.verdict() {
            Verdict::Malformed => Some(Cause::Malformed),
            Verdict::TooLarge => Some(Cause::TooLarge),
            Verdict::Accepted | Verdict::Rejected => None,
        };
        let counts = judged.report().into_iter().flat_map(Report::counts);
        let update = counts.map(|(rule, _)| Cause::Update(rule));
        let file = judged.problems().iter();
        let file = file.map(|problem| Cause::File(problem.rule()));
        unread.into_iter().chain(update).chain(file).collect()
    }

    /// Why the record cannot be read, if it cannot.
    pub(crate) fn malformed(&self) -> Option<MalformedRecord<'_>> {
        let malformed = self.judged.malformed()?;
        let place = self.place();
        Some(MalformedRecord {
            line: place.line,
            column: Some(malformed.column()).filter(|_| !place.is_table),
            pointer: self.member.map(|member| format!("/{member}")),
            sentence: malformed.sentence(),
        })
    }

    fn across(&self, problem: &RecordProblem, text: &[u8], line: u64) -> LocatedFinding {
        let (column, span) = problem
            .locate(text)
            .map_or((1, 0..0), |location| (location.column, location.span));
        LocatedFinding {
            description: problem.describe(),
            line: usize::try_from(line).unwrap_or(usize::MAX),
            column: Some(column),
            other: problem.other().and_then(|other| self.other(other)),
            span,
        }
    }

    fn other(&self, other: Other) -> Option<OtherLine> {
        match other {
            Other::Record { line } => {
                let place = self.files.place(line);
                Some(OtherLine {
                    source: place.file.to_owned(),
                    line: place.line,
                    is_known: false,
                })
            }
            Other::Known { line } => Some(OtherLine {
                source: self.known?.to_owned(),
                line,
                is_known: true,
            }),
            _ => None,
        }
    }
}

impl<S: Service> End<'_, S> {
    /// `8 records: 4 accepted, 4 rejected, 0 malformed, 0 too large`
    pub(crate) fn total(&self) -> String {
        let summary = self.summary;
        let verdicts = [
            Verdict::Accepted,
            Verdict::Rejected,
            Verdict::Malformed,
            Verdict::TooLarge,
        ];
        let verdicts = verdicts.map(|verdict| {
            let name = verdict.name().replace('_', " ");
            format!("{} {name}", summary.of(verdict))
        });
        let records = count(summary.records(), "record", "records");
        let files = in_files(self.files.count());
        let mut total = format!("{records}{files}: {}", verdicts.join(", "));
        if summary.blank_lines() > 0 {
            let blank = count(summary.blank_lines(), "blank line", "blank lines");
            total += &format!("; {blank} skipped");
        }
        total
    }
}

/// The word that people get for a kind.
pub(crate) const fn level(kind: Kind) -> &'static str {
    match kind {
        Kind::Violation => "error",
        _ => "warning",
    }
}
