use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::mem;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::memchr2;

use super::rows::State;
use super::{BYTE_ORDER_MARK, CsvOptions, Delimiter};
use crate::service::Service;
use crate::service::column::{Column, Holds};
use crate::value::secret::Redacted;

/// Turns the rows below a [`Header`](super::Header) into records.
#[derive(Clone, Debug)]
pub struct Table<S: Service> {
    /// `None` are those to pass over.
    pub(super) columns: Vec<Option<Column>>,
    delimiter: Delimiter,
    null: String,
    separator: char,
    service: PhantomData<S>,
}

/// Takes rows apart. Making it takes longer than many rows, so keep it.
pub struct Cells {
    reader: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// A row as a record.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Converted {
    /// The record as JSON.
    pub json: Vec<u8>,
    /// The members whose text reads like null, for [`Judge::doubt`](crate::preflight::Judge::doubt).
    pub nulls: Vec<&'static str>,
}

/// Why a row is no record; it holds nothing of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unconvertible {
    /// For people.
    pub sentence: String,
    /// The member whose cell alone is the reason.
    pub member: Option<&'static str>,
}

impl<S: Service> Table<S> {
    /// A table without columns.
    pub(super) fn new(delimiter: Delimiter, options: &CsvOptions) -> Self {
        Self {
            columns: Vec::new(),
            delimiter,
            null: options.null.clone(),
            separator: options.tag_separator,
            service: PhantomData,
        }
    }

    /// The names in a header row.
    pub(super) fn names(&self, header: &[u8]) -> Result<Vec<String>, String> {
        self.is_clear(header)?;
        let mut cells = self.cells();
        let (names, _) = cells.of(header, header.len() + 1)?;
        Ok(names.into_iter().map(str::to_owned).collect())
    }

    /// What stands between the cells.
    pub const fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// Whether a row has cells, and all are empty.
    pub fn is_hollow(&self, row: &[u8]) -> bool {
        let delimiter = self.delimiter.get();
        !row.is_empty() && row.iter().all(|byte| *byte == delimiter)
    }

    /// Turns a row, without its line end, into a record; an empty cell is left out of it.
    ///
    /// # Errors
    ///
    /// [`Unconvertible`] for a row that can be read in two ways or has another number of cells than
    /// the header, and for a cell that is no value of its column — `1,"Ada`, `1,2,3` below `id,name`,
    /// `1,yes` below `id,active`, `1,VIP;;new` below `id,tags`
    pub fn record(&self, row: &[u8], cells: &mut Cells) -> Result<Converted, Unconvertible> {
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
            for part in ["\"", name, "\":"] {
                record.extend_from_slice(part.as_bytes());
            }
            if cell != self.null && column.holds != Holds::Flag && reads_like_null(cell) {
                nulls.push(name);
            }
            match column.holds {
                _ if cell == self.null => record.extend_from_slice(b"null"),
                Holds::Text => string(&mut record, cell),
                Holds::Flag => match cell {
                    // Spreadsheets write capitals.
                    "true" | "TRUE" | "True" => record.extend_from_slice(b"true"),
                    "false" | "FALSE" | "False" => record.extend_from_slice(b"false"),
                    _ => {
                        let reason = "neither true nor false; TRUE and FALSE are understood too";
                        return Err(Unconvertible::cell(name, reason));
                    }
                },
                Holds::Tags => {
                    for (nth, tag) in cell.split(self.separator).enumerate() {
                        if tag.is_empty() {
                            let reason = "a tag between separators is empty";
                            return Err(Unconvertible::cell(name, reason));
                        }
                        record.push(if nth == 0 { b'[' } else { b',' });
                        string(&mut record, tag);
                    }
                    record.push(b']');
                }
            }
        }
        record.push(b'}');
        Ok(Converted {
            json: record,
            nulls,
        })
    }

    /// What takes rows apart.
    pub fn cells(&self) -> Cells {
        // A clone of a reader would lose the delimiter.
        let mut builder = ReaderBuilder::new();
        Cells {
            reader: builder.delimiter(self.delimiter.get()).build(),
            text: Vec::new(),
            ends: Vec::new(),
        }
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
            state = state.next(*byte, self.delimiter.get());
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

impl Unconvertible {
    fn cell(member: &'static str, reason: &str) -> Self {
        Self {
            sentence: format!("Column {member}: {reason}."),
            member: Some(member),
        }
    }
}

impl From<String> for Unconvertible {
    fn from(sentence: String) -> Self {
        Self {
            sentence,
            member: None,
        }
    }
}

impl fmt::Display for Unconvertible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl core::error::Error for Unconvertible {}

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
        let mut cell = |end: &usize| text.get(mem::replace(&mut start, *end)..*end);
        let ends = self.ends.get(..cells.min(max)).unwrap_or_default();
        let first = ends.iter().map(|end| cell(end).unwrap_or_default());
        Ok((first.collect(), cells))
    }
}

/// No text is shown.
impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cells").finish_non_exhaustive()
    }
}

/// No text is shown.
impl fmt::Debug for Converted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Converted")
            .field("json", &Redacted)
            .field("nulls", &self.nulls)
            .finish()
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

/// Writes a JSON string.
fn string(out: &mut Vec<u8>, text: &str) {
    // All bytes are looked at, so that many are at a time.
    let is_plain = |all, byte: u8| all & (byte >= 0x20) & (byte != b'"') & (byte != b'\\');
    if text.bytes().fold(true, is_plain) {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        // A string is always JSON.
        let json = serde_json::to_vec(text).unwrap_or_default();
        out.extend_from_slice(&json);
    }
}
