//! How bytes become values. Here lives the one reader of JSON text, and what reads a value of a
//! certain shape with it: strings, numbers, flags, records.

use alloc::borrow::Cow;

pub(crate) mod expect;
pub(crate) mod flag;
pub(crate) mod list;
pub(crate) mod number;
pub(crate) mod raw;
pub(crate) mod record;
mod scan;
mod scan_error;
mod string;
pub(crate) mod text;
mod typed;

pub(crate) use scan::Unread;
pub(crate) use scan_error::{Result, ScanError};
pub(crate) use string::string;
pub use text::{JsonText, UnlistedMembers};
pub(crate) use typed::Typed;

use crate::report::finding::JsonType;
use crate::report::malformed::Malformed;
use crate::value::named::MemberName;

/// What a JSON value is; of an array or object only that it is one.
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    Number,
    String(Cow<'a, str>),
    Array,
    Object,
}

impl<'a> Value<'a> {
    #[inline]
    pub(crate) fn string(self) -> Typed<Cow<'a, str>> {
        match self {
            Self::String(string) => Typed::Value(string),
            other => Typed::Mismatch(other.json_type()),
        }
    }

    #[inline]
    pub(crate) fn boolean(self) -> Typed<bool> {
        match self {
            Self::Boolean(boolean) => Typed::Value(boolean),
            other => Typed::Mismatch(other.json_type()),
        }
    }

    pub(crate) const fn json_type(&self) -> JsonType {
        match self {
            Self::Null => JsonType::Null,
            Self::Boolean(_) => JsonType::Boolean,
            Self::Number => JsonType::Number,
            Self::String(_) => JsonType::String,
            Self::Array => JsonType::Array,
            Self::Object => JsonType::Object,
        }
    }
}

/// What follows the byte order mark, if the text begins with one.
pub(crate) fn without_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json)
}

/// The type of the JSON value that `text` holds.
pub(crate) fn json_type(text: &str) -> JsonType {
    let first = text.trim_ascii_start().bytes().next();
    first.map_or(JsonType::Absent, json_type_by)
}

/// The type of a JSON value, by its first byte.
const fn json_type_by(first: u8) -> JsonType {
    match first {
        b'n' => JsonType::Null,
        b't' | b'f' => JsonType::Boolean,
        b'"' => JsonType::String,
        b'[' => JsonType::Array,
        b'{' => JsonType::Object,
        _ => JsonType::Number,
    }
}

/// What reads the members of one JSON object, in document order.
pub(crate) trait Object<'a> {
    /// A documented member.
    type Slot: MemberName;

    /// Reads the value of a documented member. `ordinal` counts the members before it.
    fn listed(&mut self, slot: Self::Slot, ordinal: usize, value: Unread<'_, 'a>) -> Result<()>;

    /// Reads or skips the value of any other member.
    fn unlisted(&mut self, name: Cow<'a, str>, ordinal: usize, value: Unread<'_, 'a>)
    -> Result<()>;
}

/// What reads the elements of one JSON array.
pub(crate) trait Array<'a> {
    fn element(&mut self, index: usize, value: Unread<'_, 'a>) -> Result<()>;
}

/// What to do with half of a surrogate pair in a string.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Surrogates {
    Refuse,
    Replace,
}

/// Reads a JSON text from start to end, into `object` if it is one, and tells what it is.
pub(crate) fn read<'a>(
    json: &'a [u8],
    surrogates: Surrogates,
    object: &mut impl Object<'a>,
) -> Result<JsonType, Malformed> {
    let text = core::str::from_utf8(json).map_err(|error| Malformed::not_utf8(json, error))?;
    scan::read(text, surrogates, object)
}
