use std::io::Read;
use std::mem;
use std::path::Path;
use std::sync::Arc;

use salesive_schema::Service;
use salesive_schema::preflight::csv::{CsvOptions, Header, Rows};
use salesive_schema::preflight::{Judge, Line, Lines};

use super::block::{Block, end_of};
use super::header::told;
use crate::failure::BadFile;
use crate::form::Form;
use crate::input::Input;

/// Cuts one file into lines, or rows of CSV.
pub(crate) struct Cutter<S: Service> {
    into: CutInto,
    head: Head<S>,
    /// How much was cut.
    pub(crate) lines: u64,
    pub(crate) bytes: u64,
}

/// What stands before the rows of CSV.
struct Head<S: Service> {
    /// The rows so far, with their line ends.
    raw: Vec<u8>,
    header: Header<S>,
    is_read: bool,
}

enum CutInto {
    Lines(Lines),
    Rows(Rows),
}

impl<S: Service> Cutter<S> {
    pub(crate) fn new(input: &Input, options: &CsvOptions, judge: &Judge<S>) -> Self {
        let into = if input.form() == Form::Table {
            CutInto::Rows(Rows::new(judge.max_record(), options))
        } else {
            CutInto::Lines(judge.lines())
        };
        Self {
            into,
            head: Head {
                raw: Vec::new(),
                header: Header::new(options),
                is_read: false,
            },
            lines: 0,
            bytes: 0,
        }
    }

    /// Adds the lines that end in `chunk` to a block; at the end of the file, where it is empty,
    /// also the last one. `before` are the lines and bytes that stand before the file.
    pub(crate) fn feed(
        &mut self,
        chunk: &[u8],
        block: &mut Block<S>,
        before: (u64, u64),
    ) -> Result<(), String> {
        let mut header = Ok(());
        let head = &mut self.head;
        let (lines, bytes) = (&mut self.lines, &mut self.bytes);
        let mut each = |line: Line<'_>| {
            *bytes = line.range().end;
            *lines = line.number();
            block.push(&line, before);
        };
        match &mut self.into {
            CutInto::Lines(cutter) if chunk.is_empty() => cutter.finish(&mut each),
            CutInto::Lines(cutter) => cutter.feed(chunk, &mut each),
            CutInto::Rows(cutter) => {
                let each = |row: Line<'_>| {
                    *bytes = row.range().end;
                    if header.is_err() {
                        return;
                    }
                    if head.is_read {
                        block.push(&row, before);
                    } else {
                        header = head.read(&row, block);
                    }
                };
                if chunk.is_empty() {
                    let open = cutter.open_quote();
                    cutter.finish(each);
                    match open {
                        Some(reason) if header.is_err() => header = Err(reason),
                        Some(reason) => block.refuse_last(reason),
                        None => {}
                    }
                } else {
                    cutter.feed(chunk, each);
                }
                *lines = cutter.lines();
                if chunk.is_empty() && header.is_ok() && !head.is_read {
                    return Err("there is no header row".to_owned());
                }
            }
        }
        header
    }
}

/// Looks at the header of a table, if the file can be read again.
pub(crate) fn look_at_header<S: Service>(
    input: &Input,
    options: &CsvOptions,
    judge: &Judge<S>,
) -> Result<(), BadFile> {
    let is_file = input.source().path().is_some_and(Path::is_file);
    if input.form() != Form::Table || !is_file {
        return Ok(());
    }
    let mut reader = input.reader()?;
    let mut cutter = Cutter::new(input, options, judge);
    let mut block = Block::new(None);
    let mut chunk = Vec::new();
    while block.table().is_none() {
        chunk.clear();
        let read = reader.by_ref().take(1 << 16).read_to_end(&mut chunk);
        read.map_err(|error| input.bad(error))?;
        cutter
            .feed(&chunk, &mut block, (0, 0))
            .map_err(|reason| input.bad(reason))?;
    }
    Ok(())
}

impl<S: Service> Head<S> {
    /// Takes the next row.
    fn read(&mut self, row: &Line<'_>, block: &mut Block<S>) -> Result<(), String> {
        let table = self
            .header
            .read(row)
            .map_err(|invalid| told::<S>(&invalid))?;
        let text = row.text().unwrap_or_default();
        self.raw.extend_from_slice(text);
        self.raw.extend_from_slice(end_of(row, text));
        if let Some(table) = table {
            self.is_read = true;
            block.set_header(mem::take(&mut self.raw), Arc::new(table));
        }
        Ok(())
    }
}
