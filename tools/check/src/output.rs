use std::io::{self, Write};

use salesive_terminal::printable;

use crate::documents::Document;
use crate::failure::BadFile;
use crate::judged_document::JudgedDocument;
use crate::totals::Totals;

/// A way to show what comes out.
pub(crate) trait Output {
    fn document(&mut self, document: &Document<'_>, judged: &JudgedDocument<'_>) -> io::Result<()>;

    /// `failures` are the inputs that could not be read, or not to their end.
    fn finish(&mut self, totals: &Totals, failures: &[BadFile]) -> io::Result<()>;
}

/// For people who want no more than what was counted.
pub(crate) struct LastLines<W> {
    out: W,
}

impl<W> LastLines<W> {
    pub(crate) const fn new(out: W) -> Self {
        Self { out }
    }
}

impl<W: Write> Output for LastLines<W> {
    fn document(&mut self, _: &Document<'_>, _: &JudgedDocument<'_>) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, totals: &Totals, failures: &[BadFile]) -> io::Result<()> {
        write_last_lines(&mut self.out, totals, failures)
    }
}

/// What was counted, and which inputs lack something.
pub(crate) fn write_last_lines(
    out: &mut impl Write,
    totals: &Totals,
    failures: &[BadFile],
) -> io::Result<()> {
    writeln!(out, "{totals}")?;
    write_incomplete(out, failures)?;
    out.flush()
}

/// Says to people which inputs lack something.
pub(crate) fn write_incomplete(out: &mut impl Write, failures: &[BadFile]) -> io::Result<()> {
    for bad in failures {
        writeln!(out, "Incomplete: {}", printable(&bad.to_string()))?;
    }
    Ok(())
}
