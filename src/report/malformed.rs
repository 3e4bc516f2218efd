use alloc::string::String;
use core::fmt::{self, Write as _};
use core::str::Utf8Error;

use crate::report::locate::{Lines, Location};

/// Why bytes are not JSON text (RFC 8259), and where.
///
/// Not UTF-8, a byte order mark, a syntax error, or half of a surrogate pair in a string that the
/// rules read. Nesting is not limited, and a number of any size is a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Malformed {
    /// `None` of a text that was never JSON.
    place: Option<Place>,
    sentence: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Place {
    offset: usize,
    line: usize,
    column: usize,
}

impl Place {
    const START: Self = Self {
        offset: 0,
        line: 1,
        column: 1,
    };
}

impl Malformed {
    /// The byte at which reading stopped, from 0; the length of the text if it ended too early. A row
    /// of CSV that could not be turned into JSON has no place, and counts as its start.
    pub const fn offset(&self) -> usize {
        self.place_or_start().offset
    }

    /// The line at which reading stopped, from 1.
    pub const fn line(&self) -> usize {
        self.place_or_start().line
    }

    /// The column at which reading stopped, from 1, in Unicode scalar values.
    pub const fn column(&self) -> usize {
        self.place_or_start().column
    }

    const fn place_or_start(&self) -> Place {
        match self.place {
            Some(place) => place,
            None => Place::START,
        }
    }

    /// Whether it is known where reading stopped.
    pub(super) const fn has_place(&self) -> bool {
        self.place.is_some()
    }

    /// What is wrong, for people; it repeats nothing of the text.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    pub(crate) fn not_utf8(json: &[u8], error: Utf8Error) -> Self {
        // Only up to there, so that the place is not taken for the inside of a character.
        let read = json.get(..error.valid_up_to()).map(core::str::from_utf8);
        let read = read.and_then(Result::ok).unwrap_or_default();
        Self::at(read, read.len(), "The text is not UTF-8.".into())
    }

    /// The text came in another format, such as CSV, and could not be turned into JSON.
    #[cfg(feature = "preflight")]
    pub(crate) const fn not_turned_into_json(sentence: String) -> Self {
        Self {
            place: None,
            sentence,
        }
    }

    /// `offset` is where the string begins. It is JSON, but a `str` cannot hold it.
    pub(crate) fn half_surrogate_pair(text: &str, offset: usize) -> Self {
        Self::at(
            text,
            offset,
            "The string spells half of a surrogate pair.".into(),
        )
    }

    pub(crate) fn byte_order_mark(text: &str) -> Self {
        let sentence = "The text begins with a byte order mark, which JSON does not have.";
        Self::at(text, 0, sentence.into())
    }

    /// serde_json read the text from the byte `start` on.
    pub(crate) fn syntax(text: &str, start: usize, error: &serde_json::Error) -> Self {
        let read = text.get(start..).unwrap_or_default();
        let offset = start
            + if error.is_eof() {
                read.len()
            } else {
                offset(read, error.line(), error.column())
            };
        let mut sentence = UpToPlace(String::with_capacity(SYNTAX.len() + 64));
        sentence.0.push_str(SYNTAX);
        // It ends with an error at the place.
        let _ = write!(sentence, "{error}");
        let mut sentence = sentence.0;
        sentence.push('.');
        // At a control character, serde_json gives the place before it.
        let is_before = sentence.get(SYNTAX.len()..);
        let is_before = is_before.is_some_and(|reason| reason.starts_with("control character"));
        Self::at(text, offset + usize::from(is_before), sentence)
    }

    fn at(text: &str, offset: usize, sentence: String) -> Self {
        let Location { span, line, column } = Lines::new(text).locate(offset..text.len());
        let place = Place {
            offset: span.start,
            line,
            column,
        };
        Self {
            place: Some(place),
            sentence,
        }
    }
}

const SYNTAX: &str = "The text is not JSON: ";

/// Takes what serde_json says up to ` at line 1 column 8`, so that the numbers are never written.
struct UpToPlace(String);

impl fmt::Write for UpToPlace {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if text.starts_with(" at line ") {
            return Err(fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}

/// serde_json counts lines from 1 and columns in bytes from 1; column 0 is the line break before.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    start + column.saturating_sub(1)
}

/// `1:8: The text is not JSON: expected value.`
impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(Place { line, column, .. }) = self.place {
            write!(f, "{line}:{column}: ")?;
        }
        f.write_str(&self.sentence)
    }
}

impl core::error::Error for Malformed {}
