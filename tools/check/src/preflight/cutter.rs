use std::io::Read;
use std::sync::Arc;

use salesive_schema::Service;
use salesive_schema::preflight::{Judge, Line, Lines};

use super::block::Block;
use super::rows::{BYTE_ORDER_MARK, Rows};
use super::table::{Dialect, Table};
use crate::input::{BadFile, Input};

/// Cuts one file into lines, or rows of CSV.
pub(crate) struct Cutter<'r> {
    into: CutInto,
    dialect: Dialect<'r>,
    /// How much was cut.
    pub(crate) lines: u64,
    pub(crate) bytes: u64,
}

enum CutInto {
    Lines(Lines),
    Rows(Rows),
}

impl<'r> Cutter<'r> {
    pub(crate) fn new<S: Service>(input: &Input, dialect: Dialect<'r>, judge: &Judge<S>) -> Self {
        let into = if input.is_table() {
            CutInto::Rows(Rows::new(judge.max_record(), dialect.asked.delimiter))
        } else {
            CutInto::Lines(judge.lines())
        };
        Self {
            into,
            dialect,
            lines: 0,
            bytes: 0,
        }
    }

    /// Adds the lines that end in `chunk` to a block; at the end of the file, where it is empty,
    /// also the last one. `before` are the lines and bytes that stand before the file.
    pub(crate) fn feed<S: Service>(
        &mut self,
        chunk: &[u8],
        block: &mut Block<S>,
        before: (u64, u64),
    ) -> Result<(), String> {
        let mut header = Ok(());
        let (lines, bytes) = (&mut self.lines, &mut self.bytes);
        let dialect = self.dialect;
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
                    if row.range().start == 0 {
                        header = set_header(&row, block, dialect);
                    } else if header.is_ok() {
                        block.push(&row, before);
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
                if chunk.is_empty() && *lines == 0 {
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
    dialect: Dialect<'_>,
    judge: &Judge<S>,
) -> Result<(), BadFile> {
    if !input.is_table() || !input.path().is_file() {
        return Ok(());
    }
    let mut reader = input.reader()?;
    let mut cutter = Cutter::new(input, dialect, judge);
    let mut block = Block::<S>::new(None);
    let mut chunk = Vec::new();
    while block.table().is_none() {
        chunk.clear();
        let read = reader.by_ref().take(1 << 16).read_to_end(&mut chunk);
        read.map_err(|error| BadFile::new(input.path(), error))?;
        cutter
            .feed(&chunk, &mut block, (0, 0))
            .map_err(|reason| BadFile::new(input.path(), reason))?;
    }
    Ok(())
}

fn set_header<S: Service>(
    row: &Line<'_>,
    block: &mut Block<S>,
    dialect: Dialect<'_>,
) -> Result<(), String> {
    let header = row.text().ok_or("the header row is too long")?;
    let names = header.strip_prefix(BYTE_ORDER_MARK).unwrap_or(header);
    let table = Table::new(names, dialect)?;
    block.set_header(row, Arc::new(table));
    Ok(())
}
