use std::io::{self, BufWriter, IsTerminal, Write};

use salesive_terminal::printable;

use crate::input::{BadFile, Document};
use crate::judged_document::JudgedDocument;
use crate::totals::Totals;

/// A way to show what comes out.
pub(crate) trait Output {
    fn document(&mut self, document: &Document<'_>, judged: &JudgedDocument<'_>) -> io::Result<()>;

    /// `failures` are the inputs that could not be read, or not to their end.
    fn finish(&mut self, tally: &Totals, failures: &[BadFile]) -> io::Result<()>;
}

/// Standard output flushes every line, which people wait for and pipes do not.
pub(crate) fn stdout() -> Box<dyn Write> {
    let stdout = io::stdout();
    if stdout.is_terminal() {
        Box::new(stdout.lock())
    } else {
        Box::new(BufWriter::with_capacity(1 << 16, stdout.lock()))
    }
}

/// Says to people which inputs lack something.
pub(crate) fn write_incomplete(out: &mut impl Write, failures: &[BadFile]) -> io::Result<()> {
    for bad in failures {
        writeln!(out, "Incomplete: {}", printable(&bad.to_string()))?;
    }
    Ok(())
}
