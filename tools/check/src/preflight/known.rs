use std::fs::File;
use std::io::Read;
use std::path::Path;

use salesive_schema::preflight::{Index, InvalidKnown, Lines, Options, Records};

use super::progress::Progress;
use crate::failure::Failure;

/// Reads all customers of a store, one a line; blank lines do not count.
pub(crate) fn read<R: Records>(
    path: &Path,
    options: &Options,
    is_watched: bool,
) -> Result<Index<R>, Failure> {
    let failure = |error| Failure::file(path, error);
    let mut file = File::open(path).map_err(failure)?;
    let metadata = file.metadata().map_err(failure)?;
    if metadata.is_dir() {
        return Err(Failure::file(path, "is a directory"));
    }
    let size = metadata.is_file().then_some(metadata.len());
    let mut progress = Progress::new(is_watched, "known customers", size);
    let mut index = Index::of_known(options);
    let mut lines = Lines::new(1 << 20);
    let mut wrong = None;
    let mut know = |line: salesive_schema::preflight::Line<'_>| {
        if wrong.is_some() || line.is_blank() {
            return;
        }
        let known = match line.text() {
            Some(customer) => index.know(line.number(), customer),
            None => Err(InvalidKnown::Unreadable),
        };
        wrong = known.err().map(|reason| (line.number(), reason));
    };
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = file.read(&mut buffer).map_err(failure)?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            break;
        };
        lines.feed(chunk, &mut know);
        progress.advance(read);
    }
    lines.finish(&mut know);
    match wrong {
        None => Ok(index),
        Some((line, reason)) => Err(Failure::file(path, format!("line {line}: {reason}"))),
    }
}
