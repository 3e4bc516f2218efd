use std::io::{self, BufWriter, IsTerminal, Write};

use crate::args::{Args, Format, Message, Snippets};
use crate::input::Document;
use crate::json::Json;
use crate::judged::Judged;
use crate::tally::Tally;
use crate::text::Text;

/// A way to show what comes out.
pub(crate) trait Output {
    fn document(&mut self, document: &Document<'_>, judged: &Judged<'_>) -> io::Result<()>;

    fn finish(&mut self, tally: &Tally) -> io::Result<()>;
}

pub(crate) fn open(args: &Args, message: Message) -> Box<dyn Output> {
    let stdout = io::stdout();
    let terminal = stdout.is_terminal();
    // Standard output flushes every line, which people wait for and pipes do not.
    let out: Box<dyn Write> = if terminal {
        Box::new(stdout.lock())
    } else {
        Box::new(BufWriter::with_capacity(1 << 16, stdout.lock()))
    };
    match args.format {
        Format::Json => Box::new(Json::new(out, message)),
        Format::Text | Format::Sarif => {
            let snippets = match args.snippets {
                Snippets::Auto => terminal,
                Snippets::Always => true,
                Snippets::Never => false,
            };
            let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            Box::new(Text::new(out, snippets, terminal && !no_color))
        }
    }
}
