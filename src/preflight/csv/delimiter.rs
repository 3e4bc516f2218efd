use core::fmt;
use core::str::FromStr;

use crate::value::invalid::invalid;

/// What stands between the cells of a row: one ASCII character, and no quote, line end or NUL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Delimiter(u8);

impl Delimiter {
    /// The comma.
    pub const COMMA: Self = Self(b',');

    /// Others that are common, after the comma.
    pub(super) const COMMON: [Self; 4] = [Self::COMMA, Self(b';'), Self(b'\t'), Self(b'|')];

    /// The character.
    pub const fn get(self) -> u8 {
        self.0
    }
}

invalid! {
    /// Why a text names no delimiter.
    pub struct InvalidDelimiter = "it must be one ASCII character, and no quote";
}

/// The character itself; a tab also as `tab`, in any case, or `\t`.
///
/// # Errors
///
/// [`InvalidDelimiter`] — the empty text, `"`, `;;`, `ä`
impl FromStr for Delimiter {
    type Err = InvalidDelimiter;

    fn from_str(text: &str) -> Result<Self, InvalidDelimiter> {
        match text.as_bytes() {
            b"\\t" => Ok(Self(b'\t')),
            tab if tab.eq_ignore_ascii_case(b"tab") => Ok(Self(b'\t')),
            [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r' | 0) => {
                Ok(Self(*byte))
            }
            _ => Err(InvalidDelimiter),
        }
    }
}

/// `tab`, or the character in quotes: `';'`.
impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            b'\t' => f.write_str("tab"),
            sign => write!(f, "'{}'", char::from(sign)),
        }
    }
}
