use std::fs;
use std::path::Path;

use salesive_schema::Service;
use salesive_schema::preflight::{FileOptions, Index, Line, Lines};

use super::progress::Progress;
use crate::input::{BadFile, read_some};
use crate::reader::Reader;

/// Reads all customers of a store, one a line of at most so many bytes; blank lines do not count.
pub(crate) fn read<S: Service>(
    path: &Path,
    options: &FileOptions,
    max_line: usize,
    is_watched: bool,
) -> Result<Index<S>, BadFile> {
    let bad = |error| BadFile::new(path, error);
    let metadata = fs::metadata(path).map_err(bad)?;
    if metadata.is_dir() {
        return Err(BadFile::new(path, "is a directory"));
    }
    let mut file = Reader::open(path, None).map_err(bad)?;
    let size = metadata.is_file().then_some(metadata.len());
    let mut progress = Progress::new(is_watched, "known customers", size);
    let mut index = Index::of_known(options);
    let mut lines = Lines::new(max_line);
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = read_some(&mut file, &mut buffer).map_err(bad)?;
        let mut known = Ok(());
        let each = |line: Line<'_>| {
            if known.is_ok() && !line.is_blank() {
                known = know(&mut index, &line, max_line);
            }
        };
        match buffer.get(..read) {
            Some(chunk) if read > 0 => lines.feed(chunk, each),
            _ => lines.finish(each),
        }
        known.map_err(|reason| BadFile::new(path, reason))?;
        if read == 0 {
            return Ok(index);
        }
        progress.advance(read);
    }
}

fn know<S: Service>(index: &mut Index<S>, line: &Line<'_>, max_line: usize) -> Result<(), String> {
    let number = line.number();
    let Some(customer) = line.text() else {
        return Err(format!(
            "line {number} is longer than {max_line} bytes; see --max-record"
        ));
    };
    let known = index.know(number, customer);
    known.map_err(|reason| format!("line {number}: {reason}"))
}
