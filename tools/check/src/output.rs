use std::io::{self, BufWriter, IsTerminal, Write};

use crate::input::Document;
use crate::judged::Judged;
use crate::tally::Tally;

/// A way to show what comes out.
pub(crate) trait Output {
    fn document(&mut self, document: &Document<'_>, judged: &Judged<'_>) -> io::Result<()>;

    fn finish(&mut self, tally: &Tally) -> io::Result<()>;
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
