use std::io::{self, BufWriter, IsTerminal, Write};

use crate::input::Document;
use crate::judged_document::JudgedDocument;
use crate::totals::Totals;

/// A way to show what comes out.
pub(crate) trait Output {
    fn document(&mut self, document: &Document<'_>, judged: &JudgedDocument<'_>) -> io::Result<()>;

    fn finish(&mut self, tally: &Totals) -> io::Result<()>;
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
