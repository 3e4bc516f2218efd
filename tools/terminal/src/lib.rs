//! What the tools print, without anything that a terminal obeys or hides.
#![forbid(unsafe_code)]

mod refused;

use std::fmt::{Display, Write as _};
use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

pub use refused::in_one_line;

/// `text` in one line, in which no character commands a terminal, turns text round or is invisible.
pub fn printable(text: &str) -> String {
    text.chars().map(printable_character).collect()
}

/// The character itself, or one that is seen in its place.
pub fn printable_character(c: char) -> char {
    match c {
        '\t' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(c),
        c if is_raw(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Whether a terminal obeys or hides the character: a control, a separator of lines, an annotation, or
/// what Unicode says to ignore (`Default_Ignorable_Code_Point`), but for the selectors U+FE00 to
/// U+FE0F, with which emoji are written.
const fn is_raw(c: char) -> bool {
    matches!(
        c,
        '\0'..='\x1f'
            | '\x7f'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Says on standard error in one line why a program goes no further.
pub fn tell(program: &str, reason: &dyn Display) {
    let line = printable(&format!("{program}: {reason}"));
    // With standard error closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{line}");
}

/// Writes JSON in which such characters are escaped, so that it is printable and its value the same.
///
/// # Errors
///
/// That of the writer
pub fn write_json(out: impl Write, value: &impl Serialize) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Escaping))?)
}

/// The same as a text.
///
/// # Errors
///
/// That of the value
pub fn to_json(value: &impl Serialize) -> io::Result<String> {
    let mut json = Vec::new();
    write_json(&mut json, value)?;
    String::from_utf8(json).map_err(io::Error::other)
}

struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        write_escaped(out, fragment)
    }

    fn write_raw_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        write_escaped(out, fragment)
    }
}

/// Outside its strings JSON is ASCII, and below U+0020 only white space is left in it.
fn write_escaped<W: ?Sized + Write>(out: &mut W, json: &str) -> io::Result<()> {
    if json.bytes().all(|byte| byte < 0x7f) {
        return out.write_all(json.as_bytes());
    }
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if c < '\x7f' || !is_raw(c) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // A string takes all that is written to it.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    out.write_all(escaped.as_bytes())
}

#[cfg(test)]
mod tests;
