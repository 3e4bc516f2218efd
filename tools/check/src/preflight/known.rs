use std::fs;
use std::path::Path;

use salesive_schema::preflight::{FileOptions, Index, Line, Lines};
use salesive_schema::report::{CatalogueRule, JsonType};
use salesive_schema::{Rejection, Service};

use crate::failure::BadFile;
use crate::form::Form;
use crate::input::{STANDARD_INPUT, read_some};
use crate::progress::Progress;
use crate::reader::Reader;
use crate::start::{BYTE_ORDER_MARK, ONE_A_LINE};

/// Reads all customers of a store, one a line of at most so many bytes; blank lines do not count.
pub(crate) fn read<S: Service>(
    path: &Path,
    options: &FileOptions,
    max_line: usize,
    is_wanted: bool,
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
    let mut progress = Progress::new(is_wanted, "known customers", size);
    let mut index = Index::of_known(options);
    let mut lines = Lines::new(max_line);
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = read_some(&mut file, &mut buffer).map_err(bad)?;
        let before = index.customers();
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
        let count = index.customers() - before;
        progress.advance(read as u64, count as u64);
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
    let customer = S::customer_from_json(customer)
        .map_err(|rejection| format!("line {number}{}", what_it_is::<S>(&rejection)))?;
    index
        .know(number, &customer)
        .map_err(|reason| format!("line {number}: {reason}"))
}

/// What stands on a line that holds no customer.
fn what_it_is<S: Service>(rejection: &Rejection<S::Rule>) -> String {
    let report = match rejection {
        Rejection::Malformed(malformed) => {
            let (column, sentence) = (malformed.column(), malformed.sentence());
            return format!(", column {column}: {}", sentence.trim_end_matches('.'));
        }
        Rejection::Report(report) => report,
        _ => return " is no customer".to_owned(),
    };
    // What departs from the document in another way is no reason.
    let rule = format!("{}.reply.customer.type", S::NAME);
    let mut findings = report.findings().iter();
    let wrong = findings.find(|finding| finding.rule().id() == rule);
    let found =
        wrong.and_then(|finding| Some((finding.pointer().to_string(), finding.json_type()?)));
    match found {
        None => " is no customer".to_owned(),
        Some((pointer, found)) if !pointer.is_empty() => {
            format!(": {pointer} is a JSON {found}, which no customer has there")
        }
        Some((_, JsonType::Array)) => format!(" is a JSON array, no customer; {ONE_A_LINE}"),
        Some((_, found)) => format!(" is a JSON {found}, no customer"),
    }
}
