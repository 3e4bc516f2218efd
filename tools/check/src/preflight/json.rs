use std::io::{self, Write};

use salesive_schema::Service;
use serde::Serialize;

use super::output::{End, MalformedRecord, PlacedRecord, PreflightOutput};
use crate::failure::BadFile;
use crate::findings::LocatedFindings;
use crate::json::{RequestObject, write_line};

/// One JSON object a record, one a line, and one with the summary.
pub(crate) struct JsonReport<W> {
    out: W,
}

pub(super) type RecordObject<'r> = RequestObject<'r, MalformedRecord<'r>>;

#[derive(Serialize)]
struct LastLine<T> {
    summary: T,
}

#[derive(Serialize)]
pub(super) struct SummaryObject<'a, T> {
    #[serde(flatten)]
    summary: T,
    /// Whether everything was read and copied; not after `--max-errors`.
    complete: bool,
    /// The files that could not be read, or not to their end, and copies that lack something.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    failures: &'a [BadFile],
}

impl<W: Write> JsonReport<W> {
    pub(crate) const fn new(out: W) -> Self {
        Self { out }
    }
}

impl<S: Service, W: Write> PreflightOutput<S> for JsonReport<W> {
    fn record(&mut self, row: &PlacedRecord<'_, S>) -> io::Result<()> {
        write_line(&mut self.out, &record_object(row, &row.findings()))
    }

    fn finish(&mut self, end: &End<'_, S>) -> io::Result<()> {
        let summary = summary_object(end);
        write_line(&mut self.out, &LastLine { summary })?;
        self.out.flush()
    }
}

/// What is said of a record, whose findings these are.
pub(super) fn record_object<'r, S: Service>(
    row: &'r PlacedRecord<'_, S>,
    findings: &'r LocatedFindings,
) -> RecordObject<'r> {
    let place = row.place();
    let verdict = row.judged.verdict().name();
    RequestObject::new((place.file, place.line), verdict, findings, row.malformed())
}

/// With places in files for the lines, which count through all of them.
pub(super) fn summary_object<'a, S: Service>(
    end: &End<'a, S>,
) -> SummaryObject<'a, impl Serialize> {
    SummaryObject {
        summary: end.summary.with_places(|line| end.files.place(line)),
        complete: !end.stopped && end.failures.is_empty(),
        failures: end.failures,
    }
}
