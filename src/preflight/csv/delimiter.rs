use core::fmt;
use core::str::FromStr;

use super::BYTE_ORDER_MARK;
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

/// The delimiter that a first row is about, such as `sep=;`; nothing in it if it names none that can
/// be.
pub(super) fn separator(row: &[u8]) -> Option<Option<Delimiter>> {
    let row = row.strip_prefix(BYTE_ORDER_MARK).unwrap_or(row);
    let quoted = row
        .strip_prefix(b"\"")
        .and_then(|row| row.strip_suffix(b"\""));
    let row = quoted.unwrap_or(row);
    let (begin, signs) = row.split_at_checked(4)?;
    if !begin.eq_ignore_ascii_case(b"sep=") {
        return None;
    }
    // Programs that take the row for one of cells give it as many as the others have.
    let is_one = signs.iter().all(|sign| Some(sign) == signs.first());
    let sign = if is_one { signs.get(..1) } else { Some(signs) };
    let sign = sign
        .and_then(|sign| str::from_utf8(sign).ok())
        .unwrap_or_default();
    Some(sign.parse().ok())
}
