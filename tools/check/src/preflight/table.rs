use std::sync::{Mutex, MutexGuard, PoisonError};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::memchr2;
use serde::Serialize;

use super::header::{self, Column, Holds};
use super::rows::State;
use crate::args::{ServiceName, TableArgs};
use crate::start::BYTE_ORDER_MARK;

/// How the CSV of a service is read.
#[derive(Clone, Copy)]
pub(crate) struct Dialect<'a> {
    pub(crate) service: ServiceName,
    pub(crate) asked: &'a TableArgs,
}

/// How the rows of one CSV file become records.
pub(crate) struct Table {
    /// `None` are those to pass over.
    columns: Vec<Option<Column>>,
    delimiter: u8,
    null: String,
    separator: char,
    /// What takes rows apart and is not at work; making it takes longer than many rows.
    idle: Mutex<Vec<Cells>>,
}

/// Why a row is no record.
pub(crate) struct Unreadable {
    pub(crate) sentence: String,
    /// The member whose cell alone is the reason.
    pub(crate) member: Option<&'static str>,
}

/// Takes rows apart.
pub(crate) struct Cells {
    reader: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// A row as a record.
pub(crate) struct Converted {
    pub(crate) json: Vec<u8>,
    /// The members whose text reads like null.
    pub(crate) nulls: Vec<&'static str>,
}

impl Table {
    /// Reads the header row.
    pub(crate) fn new(header: &[u8], delimiter: u8, dialect: Dialect<'_>) -> Result<Self, String> {
        let Dialect { service, asked } = dialect;
        let mut table = Self {
            columns: Vec::new(),
            delimiter,
            null: asked.null.clone(),
            separator: asked.tag_separator,
            idle: Mutex::default(),
        };
        let read = table.names(header).and_then(|names| {
            let names: Vec<_> = names.iter().map(String::as_str).collect();
            header::columns(&names, service, &asked.ignored_columns)
        });
        table.columns =
            read.map_err(|reason| match header::other_delimiter(header, delimiter) {
                Some(other) => {
                    let [no, other] = [delimiter, other].map(header::shown);
                    format!("the header row has no {no}, but {other}: give --delimiter {other}")
                }
                None => reason,
            })?;
        Ok(table)
    }

    fn names(&self, header: &[u8]) -> Result<Vec<String>, String> {
        self.is_clear(header)?;
        let mut cells = self.cells();
        let (names, _) = cells.of(header, header.len() + 1)?;
        Ok(names.into_iter().map(str::to_owned).collect())
    }

    /// Whether a row has cells, and all are empty.
    pub(crate) fn is_hollow(&self, row: &[u8]) -> bool {
        !row.is_empty() && row.iter().all(|byte| *byte == self.delimiter)
    }

    /// Turns a row into a record; an empty cell is left out of it.
    pub(crate) fn record(&self, row: &[u8], cells: &mut Cells) -> Result<Converted, Unreadable> {
        self.is_clear(row)?;
        let expected = self.columns.len();
        let (cells, found) = cells.of(row, expected)?;
        if found != expected {
            return Err(format!("The row has {found} cells, the header {expected}.").into());
        }
        let mut record = Vec::with_capacity(row.len() + 64);
        let mut nulls = Vec::new();
        record.push(b'{');
        for (column, cell) in self.columns.iter().zip(cells) {
            let Some(column) = column.filter(|_| !cell.is_empty()) else {
                continue;
            };
            if record.len() > 1 {
                record.push(b',');
            }
            let name = column.member;
            if cell != self.null && column.holds != Holds::Flag && reads_like_null(cell) {
                nulls.push(name);
            }
            let written = match column.holds {
                _ if cell == self.null => member(&mut record, name, &()),
                Holds::Text => member(&mut record, name, &cell),
                Holds::Flag => match cell {
                    // Spreadsheets write capitals.
                    "true" | "TRUE" | "True" => member(&mut record, name, &true),
                    "false" | "FALSE" | "False" => member(&mut record, name, &false),
                    _ => {
                        let reason = "neither true nor false; TRUE and FALSE are understood too";
                        return Err(Unreadable::cell(name, reason));
                    }
                },
                Holds::Tags => {
                    let tags: Vec<_> = cell.split(self.separator).collect();
                    if tags.contains(&"") {
                        return Err(Unreadable::cell(name, "a tag between separators is empty"));
                    }
                    member(&mut record, name, &tags)
                }
            };
            written.map_err(|error| error.to_string())?;
        }
        record.push(b'}');
        Ok(Converted {
            json: record,
            nulls,
        })
    }

    /// What takes rows apart, to be given back.
    pub(crate) fn cells(&self) -> Cells {
        self.idle().pop().unwrap_or_else(|| Cells {
            reader: ReaderBuilder::new().delimiter(self.delimiter).build(),
            text: Vec::new(),
            ends: Vec::new(),
        })
    }

    pub(crate) fn give_back(&self, cells: Cells) {
        self.idle().push(cells);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Cells>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A quote begins a cell, is doubled inside, or ends the cell; anywhere else nobody can tell
    /// what it means. Of a carriage return alone nobody can tell whether it ends the row, and of a
    /// byte order mark in the midst of a file whether it is part of a cell.
    fn is_clear(&self, row: &[u8]) -> Result<(), String> {
        is_utf8(row)?;
        if row.starts_with(BYTE_ORDER_MARK) {
            return Err("The row begins with a byte order mark.".into());
        }
        if memchr2(b'"', b'\r', row).is_none() {
            return Ok(());
        }
        let mut state = State::Start;
        for byte in row {
            if *byte == b'\r' && state != State::Quoted {
                return Err("A carriage return outside quotes has no line feed.".into());
            }
            state = state.next(*byte, self.delimiter);
            if state == State::Stray {
                return Err("A quote is neither around a cell nor doubled in a quoted one.".into());
            }
        }
        if state == State::Quoted {
            return Err("A quoted cell has no end.".into());
        }
        Ok(())
    }
}

impl Unreadable {
    fn cell(member: &'static str, reason: &str) -> Self {
        Self {
            sentence: format!("Column {member}: {reason}."),
            member: Some(member),
        }
    }
}

impl From<String> for Unreadable {
    fn from(sentence: String) -> Self {
        Self {
            sentence,
            member: None,
        }
    }
}

impl Cells {
    /// The first cells of a row, at most so many, and how many there are.
    fn of(&mut self, row: &[u8], max: usize) -> Result<(Vec<&str>, usize), String> {
        self.reader.reset();
        self.text.resize(row.len(), 0);
        self.ends.resize(max, 0);
        // The cells beyond are only counted.
        let mut beyond = ([0; 1 << 6], [0; 1 << 6]);
        let (mut input, mut written, mut cells) = (row, 0, 0);
        loop {
            let is_beyond = cells >= max;
            let (output, ends) = if is_beyond {
                (&mut beyond.0[..], &mut beyond.1[..])
            } else {
                let output = self.text.get_mut(written..).unwrap_or_default();
                (output, self.ends.get_mut(cells..).unwrap_or_default())
            };
            let (result, read, wrote, ended) = self.reader.read_record(input, output, ends);
            input = input.get(read..).unwrap_or_default();
            written += if is_beyond { 0 } else { wrote };
            cells += ended;
            let is_done = matches!(result, ReadRecordResult::Record | ReadRecordResult::End);
            if is_done || read == 0 && wrote == 0 && ended == 0 {
                break;
            }
        }
        let text = self.text.get(..written).unwrap_or_default();
        let text = str::from_utf8(text).map_err(|_| NOT_UTF8.to_owned())?;
        let mut start = 0;
        // Whole characters stand between delimiters.
        let mut cell = |end: &usize| text.get(std::mem::replace(&mut start, *end)..*end);
        let ends = self.ends.get(..cells.min(max)).unwrap_or_default();
        let first = ends.iter().map(|end| cell(end).unwrap_or_default());
        Ok((first.collect(), cells))
    }
}

/// Whether databases, data frames or spreadsheets write a missing value so.
fn reads_like_null(cell: &str) -> bool {
    const WORDS: [&str; 7] = ["\\N", "NA", "N/A", "#N/A", "NaN", "None", "nil"];
    cell.len() <= 4 && (WORDS.contains(&cell) || cell.eq_ignore_ascii_case("null"))
}

const NOT_UTF8: &str = "The row is not UTF-8.";

pub(super) fn is_utf8(row: &[u8]) -> Result<(), String> {
    str::from_utf8(row).map(drop).map_err(|error| {
        let before = row.get(..error.valid_up_to()).unwrap_or_default();
        match before.iter().filter(|byte| **byte == b'\n').count() {
            0 => NOT_UTF8.to_owned(),
            lines => format!("The row is not UTF-8, from its line {} on.", lines + 1),
        }
    })
}

fn member(out: &mut Vec<u8>, name: &str, value: &impl Serialize) -> serde_json::Result<()> {
    for part in ["\"", name, "\":"] {
        out.extend_from_slice(part.as_bytes());
    }
    serde_json::to_writer(out, value)
}
