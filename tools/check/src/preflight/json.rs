use std::io::{self, Write};

use salesive_schema::Service;
use serde::Serialize;

use super::output::{End, PlacedRecord, PreflightOutput};
use crate::failure::BadFile;
use crate::json::{RequestObject, write_line};

/// One JSON object a record, one a line, and one with the summary.
pub(crate) struct JsonReport<W> {
    out: W,
}

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
        let (place, findings) = (row.place(), row.findings());
        let verdict = row.judged.verdict().name();
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
