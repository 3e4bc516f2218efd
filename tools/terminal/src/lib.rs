//! What the tools print, without anything that a terminal obeys or hides.
#![forbid(unsafe_code)]

mod refused;

use std::fmt::{Display, Write as _};
use std::io::{self, Write};

use serde::Serialize;

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

/// JSON in which such characters are escaped, so that it is printable and its value the same.
///
/// # Errors
///
/// That of the value
pub fn to_json(value: &impl Serialize) -> io::Result<String> {
    let json = serde_json::to_string(value)?;
    // All bytes are looked at, so that many are at a time.
    if json.bytes().fold(true, |all, byte| all & (byte < 0x7f)) {
        return Ok(json);
    }
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        // Below U+0020 only white space is left, and outside its strings JSON is ASCII.
        if c < '\x7f' || !is_raw(c) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // A string takes all that is written to it.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    Ok(escaped)
}

#[cfg(test)]
mod tests;
