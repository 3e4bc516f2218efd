use std::fs;
use std::path::Path;

use salesive_schema::preflight::{FileOptions, Index, InvalidKnown, Line, Lines};
use salesive_schema::report::JsonType;
use salesive_schema::{Options, Service};

use super::progress::Progress;
use crate::input::{BadFile, Form, STANDARD_INPUT, read_some};
use crate::reader::Reader;
use crate::start::{BYTE_ORDER_MARK, ONE_A_LINE};

/// Reads all customers of a store, one a line of at most so many bytes; blank lines do not count.
pub(crate) fn read<S: Service>(
    path: &Path,
    options: &FileOptions,
    max_line: usize,
    is_watched: bool,
) -> Result<Index<S>, BadFile> {
    let bad = |error| BadFile::new(path, error);
    if path == Path::new(STANDARD_INPUT) {
        return Err(BadFile::new(
            path,
            "cannot hold known customers; give a file",
        ));
    }
    let metadata = fs::metadata(path).map_err(bad)?;
    if metadata.is_dir() {
        return Err(BadFile::new(path, "is a directory"));
    }
    let mut file = Reader::open(path, None, Form::Lines).map_err(bad)?;
    let size = metadata.is_file().then_some(metadata.len());
    let mut progress = Progress::new(is_watched, "known customers", size);
    let mut index = Index::of_known(options);
    let mut lines = Lines::new(max_line);
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = read_some(&mut file, &mut buffer).map_err(bad)?;
        let mut known = Ok(());
        let each = |line: Line<'_>| {
            let line = without_mark(&line);
            if known.is_ok() && !line.is_blank() {
                known = know(&mut index, &line, max_line);
            }
        };
        match buffer.get(..read) {
            Some(chunk) if read > 0 => lines.feed(chunk, each),
            _ => lines.finish(each),
        }
        known.map_err(|reason| BadFile::new(path, reason))?;
        if read == 0 && index.customers() == 0 {
            return Err(BadFile::new(path, "holds no customer"));
        }
        if read == 0 {
            return Ok(index);
        }
        progress.advance(read);
    }
}

/// At the start of the file, it is no part of the customer.
fn without_mark<'t>(line: &Line<'t>) -> Line<'t> {
    let text = line
        .text()
        .map(|text| match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) if line.number() == 1 => rest,
            _ => text,
        });
    Line::new(line.number(), line.range().clone(), text)
}

fn know<S: Service>(index: &mut Index<S>, line: &Line<'_>, max_line: usize) -> Result<(), String> {
    let number = line.number();
    let Some(customer) = line.text() else {
        return Err(format!(
            "line {number} is longer than {max_line} bytes; see --max-record"
        ));
    };
    index
        .know(number, customer)
        .map_err(|reason| match what_it_is::<S>(customer) {
            Some(cause) if reason == InvalidKnown::Unreadable => format!("line {number}{cause}"),
            _ => format!("line {number}: {reason}"),
        })
}

/// What stands on a line that holds no object.
fn what_it_is<S: Service>(line: &[u8]) -> Option<String> {
    let checked = match S::check(line, &Options::new()) {
        Ok(checked) => checked,
        Err(malformed) => {
            let (column, sentence) = (malformed.column(), malformed.sentence());
            return Some(format!(
                ", column {column}: {}",
                sentence.trim_end_matches('.')
            ));
        }
    };
    let finding = checked.report().findings().first()?;
    let found = finding
        .json_type()
        .filter(|found| *found != JsonType::Object)?;
    let is_whole = finding.pointer().to_string().is_empty();
    let what_to_do = match found {
        JsonType::Array => format!("; {ONE_A_LINE}"),
        _ => String::new(),
    };
    is_whole.then(|| format!(" is a JSON {}, no customer{what_to_do}", found.name()))
}
