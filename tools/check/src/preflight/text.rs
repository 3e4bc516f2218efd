use std::io::{self, Write};

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_WARNING_STYLE};
use salesive_schema::Service;
use salesive_schema::preflight::{Cause, Tally, Verdict};
use salesive_schema::report::Kind;
use salesive_terminal::printable;

use super::files::Files;
use super::output::{End, PlacedRecord, PreflightOutput, level};
use crate::output::write_incomplete;
use crate::totals::count;

/// For people: each problem once, with how often and where it occurs.
pub(crate) struct TextReport<W> {
    out: W,
    all: bool,
    quiet: bool,
    color: bool,
    /// Why the first malformed records cannot be read; unlike a rule, that is not the same for all.
    reasons: Vec<String>,
}

impl<W: Write> TextReport<W> {
    pub(crate) const fn new(out: W, all: bool, quiet: bool, color: bool) -> Self {
        Self {
            out,
            all,
            quiet,
            color,
            reasons: Vec::new(),
        }
    }

    /// `error[preflight.id.required]`
    fn head(&self, kind: Kind, id: &str) -> String {
        let head = format!("{}[{id}]", level(kind));
        let style = match kind {
            _ if !self.color => return head,
            Kind::Violation => DEFAULT_ERROR_STYLE,
            _ => DEFAULT_WARNING_STYLE,
        };
        format!("{style}{head}{style:#}")
    }

    fn keep_reason<S: Service>(&mut self, row: &PlacedRecord<'_, S>) {
        let Some(malformed) = row.malformed() else {
            return;
        };
        if self.reasons.len() == Tally::SAMPLES {
            return;
        }
        let place = row.place();
        let at = if row.files.are_many() {
            let column = column(malformed.column);
            format!("{}:{}{column}", place.shown(), place.line)
        } else {
            let column = malformed
                .column
                .map_or_else(String::new, |column| format!(", column {column}"));
            format!("line {}{column}", place.line)
        };
        let sentence = printable(malformed.sentence);
        self.reasons.push(format!("{at}: {sentence}"));
    }

    fn each<S: Service>(&mut self, row: &PlacedRecord<'_, S>) -> io::Result<()> {
        let judged = row.judged;
        let place = row.place();
        let (file, line) = (place.shown(), place.line);
        if judged.verdict() == Verdict::TooLarge {
            writeln!(self.out, "{file}:{line}: error: The record is too long.")?;
        }
        if let Some(malformed) = row.malformed() {
            let sentence = printable(malformed.sentence);
            let column = column(malformed.column);
            writeln!(self.out, "{file}:{line}{column}: error: {sentence}")?;
        }
        let findings = row.findings();
        for problem in &findings.listed {
            let description = &problem.description;
            let head = self.head(description.kind, description.rule);
            let column = column(problem.column);
            write!(self.out, "{file}:{line}{column}: {head}")?;
            if !description.pointer.tokens().is_empty() {
                write!(self.out, " at {}", description.pointer)?;
            }
            if let Some(found) = description.found {
                write!(self.out, ": {found}")?;
            }
            if let Some(other) = &problem.other {
                let source = printable(&other.source);
                write!(self.out, ": see {source}:{}", other.line)?;
            }
            writeln!(self.out)?;
        }
        if findings.omitted > 0 {
            writeln!(
                self.out,
                "{file}:{line}: {} more not listed",
                findings.omitted
            )?;
        }
        Ok(())
    }
}

impl<S: Service, W: Write> PreflightOutput<S> for TextReport<W> {
    fn record(&mut self, row: &PlacedRecord<'_, S>) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        if self.all {
            return self.each(row);
        }
        self.keep_reason(row);
        Ok(())
    }

    fn finish(&mut self, end: &End<'_, S>) -> io::Result<()> {
        let summary = end.summary;
        let causes = summary.causes().filter(|_| !self.quiet);
        let mut causes = causes.peekable();
        if self.all && causes.peek().is_some() {
            writeln!(self.out)?;
        }
        for (cause, tally) in causes {
            let head = self.head(cause.kind(), cause.id());
            writeln!(self.out, "{head}: {}", cause.sentence())?;
            writeln!(self.out, "  {}", occurrences(tally, end.files))?;
            if cause == Cause::Malformed {
                for reason in &self.reasons {
                    writeln!(self.out, "  {reason}")?;
                }
            }
            writeln!(self.out)?;
        }
        writeln!(self.out, "{}", end.total())?;
        if let Some(line) = summary.unjudged_from() {
            let place = end.files.place(line);
            let (file, line) = (place.shown(), place.line);
            writeln!(
                self.out,
                "From {file}:{line} on, nothing was judged across records: the index is full; see --max-customers"
            )?;
        }
        write_incomplete(&mut self.out, end.failures)?;
        if end.stopped {
            writeln!(self.out, "Stopped before the end; see --max-errors")?;
        }
        self.out.flush()
    }
}

fn column(column: Option<usize>) -> String {
    column.map_or_else(String::new, |column| format!(":{column}"))
}

/// `171 records, first at lines 3, 57, 90`
fn occurrences(tally: &Tally, files: &Files) -> String {
    let records = count(tally.records, "record", "records");
    let places: Vec<_> = tally
        .first_lines
        .iter()
        .map(|line| {
            let place = files.place(*line);
            if files.are_many() {
                format!("{}:{}", place.shown(), place.line)
            } else {
                place.line.to_string()
            }
        })
        .collect();
    let places = places.join(", ");
    let first = if tally.records > tally.first_lines.len() as u64 {
        "first at"
    } else {
        "at"
    };
    let lines = match (files.are_many(), tally.records) {
        (true, _) => "",
        (false, 1) => " line",
        (false, _) => " lines",
    };
    format!("{records}, {first}{lines} {places}")
}
