use std::io::Read;
use std::mem;
use std::sync::Arc;

use salesive_schema::Service;
use salesive_schema::preflight::{Judge, Line, Lines};

use super::block::{Block, end_of};
use super::header::{separator, shown};
use super::rows::Rows;
use super::table::{Dialect, Table, is_utf8};
use crate::input::{BadFile, Input};
use crate::start::BYTE_ORDER_MARK;

/// Cuts one file into lines, or rows of CSV.
pub(crate) struct Cutter<'r> {
    into: CutInto,
    head: Head,
    dialect: Dialect<'r>,
    /// How much was cut.
    pub(crate) lines: u64,
    pub(crate) bytes: u64,
}

/// What stands before the rows of CSV.
#[derive(Default)]
struct Head {
    /// The row that names the delimiter, if there is one, with its line end.
    raw: Vec<u8>,
    delimiter: Option<u8>,
    is_read: bool,
}

enum CutInto {
    Lines(Lines),
    Rows(Rows),
}

impl<'r> Cutter<'r> {
    pub(crate) fn new<S: Service>(input: &Input, dialect: Dialect<'r>, judge: &Judge<S>) -> Self {
        let into = if input.is_table() {
            let delimiter = dialect.asked.delimiter.unwrap_or(b',');
            CutInto::Rows(Rows::new(judge.max_record(), delimiter))
        } else {
            CutInto::Lines(judge.lines())
        };
        Self {
            into,
            head: Head::default(),
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
        let head = &mut self.head;
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
                    if header.is_err() {
                        return;
                    }
                    if head.is_read {
                        block.push(&row, before);
                    } else {
                        header = head.read(&row, block, dialect);
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

impl Head {
    /// Takes the next row.
    fn read<S: Service>(
        &mut self,
        row: &Line<'_>,
        block: &mut Block<S>,
        dialect: Dialect<'_>,
    ) -> Result<(), String> {
        let text = row.text().ok_or("the header row is too long")?;
        self.raw.extend_from_slice(text);
        self.raw.extend_from_slice(end_of(row, text));
        let asked = dialect.asked.delimiter;
        if row.range().start == 0
            && let Some(named) = separator(text)
        {
            let named = named?;
            self.delimiter = Some(named);
            return match asked {
                Some(asked) if asked != named => {
                    let [named, asked] = [named, asked].map(shown);
                    Err(format!(
                        "the first row names {named} as its delimiter, and --delimiter {asked}"
                    ))
                }
                _ => Ok(()),
            };
        }
        self.is_read = true;
        let at = |reason| format!("line {}: {reason}", row.number());
        let names = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        is_utf8(names).map_err(at)?;
        let delimiter = self.delimiter.or(asked).unwrap_or(b',');
        let table = Table::new(names, delimiter, dialect);
        let table = table.map_err(|reason| if row.number() > 1 { at(reason) } else { reason })?;
        block.set_header(mem::take(&mut self.raw), Arc::new(table));
        Ok(())
    }
}
