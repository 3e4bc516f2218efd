#[cfg(test)]
mod tests;

use crate::form::Form;

/// What editors put before a text.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// What to do with an array.
pub(crate) const ONE_A_LINE: &str =
    "write each of its elements on a line of its own, for example with jq -c '.[]'";

/// The start of an input, which can say that it is not what it was taken for.
pub(crate) struct Start {
    form: Form,
    /// The first bytes, as many as can say what the text is written in.
    first: Vec<u8>,
    seen: Seen,
}

#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Nothing,
    /// What a JSON array begins with, and white space after it.
    Bracket,
    Text,
}

/// So many bytes say what a text is written in; fewer than that can still become another mark.
const MOST: usize = 1 << 10;
const FEWEST: usize = 4;

impl Start {
    pub(crate) const fn new(form: Form) -> Self {
        Self {
            form,
            first: Vec::new(),
            seen: Seen::Nothing,
        }
    }

    /// Takes the next bytes; an error is what the input is instead.
    pub(crate) fn pass(&mut self, bytes: &[u8]) -> Result<(), String> {
        let room = MOST - self.first.len();
        if room > 0 && !bytes.is_empty() {
            let first = bytes.get(..room).unwrap_or(bytes);
            self.first.extend_from_slice(first);
            if self.first.len() >= FEWEST {
                is_utf8(&self.first)?;
            }
            if self.first.starts_with(b"PK\x03\x04") {
                return Err(
                    "is a ZIP file, as spreadsheets are saved in; save it as CSV".to_owned(),
                );
            }
            if self.form == Form::Lines && is_header(&self.first) {
                return Err(
                    "is CSV, not one object a line; a preflight reads it with --input-format csv"
                        .to_owned(),
                );
            }
        }
        for byte in bytes {
            if self.seen == Seen::Text {
                break;
            }
            let is_array = self.seen == Seen::Bracket && b"{\n".contains(byte);
            if is_array && self.form == Form::Lines {
                return Err(format!(
                    "is a JSON array, not one object a line; {ONE_A_LINE}"
                ));
            }
            if self.form == Form::Table && self.seen == Seen::Nothing && b"{[".contains(byte) {
                return Err("is JSON, not CSV; give --input-format ndjson".to_owned());
            }
            self.seen = match (self.seen, byte) {
                (Seen::Bracket, b' ' | b'\t' | b'\r') | (Seen::Nothing, b'[') => Seen::Bracket,
                (Seen::Nothing, byte) if is_white(*byte) => Seen::Nothing,
                _ => Seen::Text,
            };
        }
        Ok(())
    }

    /// Ends the input; an error is what it is instead.
    pub(crate) fn end(&self) -> Result<(), String> {
        is_utf8(&self.first)?;
        let is_empty = self.first.is_empty() || self.first == BYTE_ORDER_MARK;
        match self.form {
            Form::Table if is_empty => Err("is empty: there is no header row".to_owned()),
            Form::Lines if is_empty => Err("is empty".to_owned()),
            // An empty body is one all the same.
            Form::Whole | Form::Lines | Form::Table => Ok(()),
        }
    }
}

/// What lines without a document are made of; a byte order mark says no more than they do.
fn is_white(byte: u8) -> bool {
    b" \t\r\n".contains(&byte) || BYTE_ORDER_MARK.contains(&byte)
}

/// Whether a text begins with a row of names, one of which is that of every table of records.
fn is_header(first: &[u8]) -> bool {
    const DELIMITERS: &[u8] = b",;\t|";
    let first = first.strip_prefix(BYTE_ORDER_MARK).unwrap_or(first);
    let mut lines = first.split(|byte| b"\r\n".contains(byte));
    // Only a line whose end is there is whole.
    let Some(row) = lines.next().filter(|_| lines.next().is_some()) else {
        return false;
    };
    let mut cells = row.split(|byte| DELIMITERS.contains(byte));
    let has_cells = row.iter().any(|byte| DELIMITERS.contains(byte));
    has_cells && cells.any(|cell| matches!(cell, b"id" | b"\"id\""))
}

fn is_utf8(first: &[u8]) -> Result<(), String> {
    let Some((encoding, is_marked)) = Wide::of(first) else {
        return Ok(());
    };
    let name = encoding.name;
    // Under this name the mark is no part of the text.
    let from = match encoding.bytes {
        _ if !is_marked => name,
        2 => "UTF-16",
        _ => "UTF-32",
    };
    Err(format!(
        "is {name}, not UTF-8; convert it, for example with iconv -f {from} -t UTF-8"
    ))
}

/// An encoding with more than one byte for each character of ASCII.
struct Wide {
    name: &'static str,
    bytes: usize,
    is_little_endian: bool,
}

const WIDE: [Wide; 4] = [
    Wide::new("UTF-32LE", 4, true),
    Wide::new("UTF-32BE", 4, false),
    Wide::new("UTF-16LE", 2, true),
    Wide::new("UTF-16BE", 2, false),
];

impl Wide {
    const fn new(name: &'static str, bytes: usize, is_little_endian: bool) -> Self {
        Self {
            name,
            bytes,
            is_little_endian,
        }
    }

    /// What a text is written in that begins so, and whether a mark says it. Without one, a first
    /// character of ASCII with NULs beside it says it, or many NULs.
    fn of(first: &[u8]) -> Option<(&'static Self, bool)> {
        let marked = |wide: &&Self| {
            let text = wide.read(first);
            text.is_some_and(|text| text.starts_with('\u{feff}'))
        };
        if let Some(wide) = WIDE.iter().find(marked) {
            return Some((wide, true));
        }
        let nuls = first.iter().filter(|byte| **byte == 0).count();
        if nuls == 0 {
            return None;
        }
        let has_many = nuls * 4 > first.len();
        let ascii = |wide: &Self| {
            let text = wide.read(first).unwrap_or_default();
            let is_likely = has_many || text.starts_with(|c: char| c.is_ascii());
            let graphic = text.chars().filter(char::is_ascii_graphic);
            if is_likely { graphic.count() } else { 0 }
        };
        let likely = WIDE.iter().max_by_key(|wide| ascii(wide))?;
        (ascii(likely) > 0).then_some((likely, false))
    }

    /// The text that begins so, unless it holds what only other data does.
    fn read(&self, first: &[u8]) -> Option<String> {
        let units = first.chunks_exact(self.bytes).map(|unit| {
            let add = |sum: u32, byte: &u8| sum << 8 | u32::from(*byte);
            if self.is_little_endian {
                unit.iter().rev().fold(0, add)
            } else {
                unit.iter().fold(0, add)
            }
        });
        let text: String = if self.bytes == 4 {
            units.map(char::from_u32).collect::<Option<_>>()?
        } else {
            let mut units: Vec<_> = units.filter_map(|unit| u16::try_from(unit).ok()).collect();
            // Its other half is beyond what was looked at.
            units.pop_if(|unit| matches!(unit, 0xD800..=0xDBFF));
            String::from_utf16(&units).ok()?
        };
        let is_odd = |c: char| c.is_ascii_control() && !"\t\r\n".contains(c);
        (!text.contains(is_odd)).then_some(text)
    }
}
