use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use super::cells::{self, Cells};
use super::{CsvOptions, Delimiter};
use crate::service::Service;
use crate::service::column::{Column, Holds};
use crate::value::secret::Redacted;

/// Turns the rows below a [`Header`](super::Header) into records.
#[derive(Clone, Debug)]
pub struct Table<S: Service> {
    /// Those of members, with the name as it stands in JSON after another member, and the quote that
    /// begins a text; `None` are those to pass over.
    pub(super) columns: Vec<Option<(Column, String)>>,
    delimiter: Delimiter,
    null: String,
    separator: char,
    service: PhantomData<S>,
}

/// A row as a record.
#[derive(Clone, Default, PartialEq, Eq)]
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
    pub(super) fn names(&self, header: &str) -> Result<Vec<String>, String> {
        let cells = self.cells(header)?;
        let names = cells.map(|name| name.map(Cow::into_owned));
        Ok(names.collect::<Result<_, _>>()?)
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
    pub fn record(&self, row: &[u8]) -> Result<Converted, Unconvertible> {
        let mut converted = Converted::default();
        self.record_into(row, &mut converted).map(|()| converted)
    }

    /// As [`record`](Self::record), in the room that an earlier record took.
    ///
    /// # Errors
    ///
    /// The same; what is in that room then is no record.
    pub fn record_into(&self, row: &[u8], converted: &mut Converted) -> Result<(), Unconvertible> {
        converted.json.clear();
        converted.nulls.clear();
        let row = is_utf8(row)?;
        let mut cells = self.cells(row)?;
        let is_plain = cells.is_plain();
        converted.json.reserve(row.len() + 96);
        let (mut found, mut wrong) = (0, None);
        for (column, cell) in self.columns.iter().zip(&mut cells) {
            let cell = cell.map_err(String::from)?;
            found += 1;
            if let Some((column, name)) = column
                && let Err(reason) = self.add(converted, column, name, &cell, is_plain)
            {
                wrong = Some((column.member, reason));
                break;
            }
        }
        // Whatever is wrong with the row counts before a wrong cell.
        for cell in cells {
            cell.map_err(String::from)?;
            found += 1;
        }
        // Each member begins with a comma.
        match converted.json.first_mut() {
            Some(first) => *first = b'{',
            None => converted.json.push(b'{'),
        }
        converted.json.push(b'}');
        let expected = self.columns.len();
        if found != expected {
            return Err(format!("The row has {found} cells, the header {expected}.").into());
        }
        match wrong {
            Some((member, reason)) => Err(Unconvertible {
                sentence: format!("Column {member}: {reason}."),
                member: Some(member),
            }),
            None => Ok(()),
        }
    }

    /// Adds the member of a column, unless the cell is empty.
    #[inline]
    fn add(
        &self,
        Converted { json, nulls }: &mut Converted,
        column: &Column,
        name: &str,
        cell: &str,
        is_plain: bool,
    ) -> Result<(), &'static str> {
        if cell.is_empty() {
            return Ok(());
        }
        json.extend_from_slice(name.as_bytes());
        if cell == self.null {
            if column.holds == Holds::Text {
                json.pop();
            }
            json.extend_from_slice(b"null");
            return Ok(());
        }
        if column.holds != Holds::Flag && reads_like_null(cell) {
            nulls.push(column.member);
        }
        match column.holds {
            Holds::Text => string(json, cell.as_bytes(), is_plain),
            Holds::Flag => json.extend_from_slice(match cell {
                // Spreadsheets write capitals.
                "true" | "TRUE" | "True" => b"true",
                "false" | "FALSE" | "False" => b"false",
                _ => return Err("neither true nor false; TRUE and FALSE are understood too"),
            }),
            Holds::Tags => {
                // Bytes are told apart faster.
                let ascii = u8::try_from(self.separator).ok().filter(u8::is_ascii);
                return match ascii {
                    Some(ascii) => {
                        list(json, cell.as_bytes().split(|byte| *byte == ascii), is_plain)
                    }
                    None => list(
                        json,
                        cell.split(self.separator).map(str::as_bytes),
                        is_plain,
                    ),
                };
            }
        }
        Ok(())
    }

    /// Of a byte order mark in the midst of a file nobody can tell whether it is part of a cell.
    fn cells<'r>(&self, row: &'r str) -> Result<Cells<'r>, String> {
        if row.starts_with('\u{feff}') {
            return Err("The row begins with a byte order mark.".into());
        }
        Ok(Cells::new(row, self.delimiter.get()))
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
#[inline(always)]
fn reads_like_null(cell: &str) -> bool {
    cell.len() <= 4 && is_word_for_null(cell)
}

fn is_word_for_null(cell: &str) -> bool {
    const WORDS: [&str; 7] = ["\\N", "NA", "N/A", "#N/A", "NaN", "None", "nil"];
    WORDS.contains(&cell) || cell.eq_ignore_ascii_case("null")
}

#[inline]
pub(super) fn is_utf8(row: &[u8]) -> Result<&str, String> {
    str::from_utf8(row).map_err(|error| {
        let before = row.get(..error.valid_up_to()).unwrap_or_default();
        match before.iter().filter(|byte| **byte == b'\n').count() {
            0 => "The row is not UTF-8.".to_owned(),
            lines => format!("The row is not UTF-8, from its line {} on.", lines + 1),
        }
    })
}

/// Writes the JSON array of a cell's tags.
#[inline(never)]
fn list<'c>(
    out: &mut Vec<u8>,
    tags: impl Iterator<Item = &'c [u8]>,
    is_plain: bool,
) -> Result<(), &'static str> {
    for (nth, tag) in tags.enumerate() {
        if tag.is_empty() {
            return Err("a tag between separators is empty");
        }
        out.extend_from_slice(if nth == 0 { b"[\"" } else { b",\"" });
        string(out, tag, is_plain);
    }
    out.push(b']');
    Ok(())
}

/// Writes a JSON string whose first quote is there; `is_plain` may be false although the text is plain.
#[inline(always)]
fn string(out: &mut Vec<u8>, text: &[u8], is_plain: bool) {
    if is_plain || cells::is_plain_but(text, b' ') {
        out.extend_from_slice(text);
        out.push(b'"');
    } else {
        escaped(out, text);
    }
}

#[cold]
fn escaped(out: &mut Vec<u8>, text: &[u8]) {
    // It is UTF-8, and a string is always JSON.
    let json = serde_json::to_vec(&String::from_utf8_lossy(text)).unwrap_or_default();
    out.extend_from_slice(json.get(1..).unwrap_or_default());
}
