use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::de::IgnoredAny;

mod careful;
mod direct;
mod string;

pub(crate) use careful::{elements, string};
pub(crate) use direct::stream;

use crate::finding::JsonType;
use crate::malformed::Malformed;

/// What a JSON value is, as deep as the rules look into one.
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    Number,
    String(Cow<'a, str>),
    Array(Array<'a>),
    Object,
    /// Any value, as its text.
    Text(&'a str),
}

impl Value<'_> {
    pub(crate) fn json_type(&self) -> JsonType {
        match self {
            Self::Null => JsonType::Null,
            Self::Boolean(_) => JsonType::Boolean,
            Self::Number => JsonType::Number,
            Self::String(_) => JsonType::String,
            Self::Array(_) => JsonType::Array,
            Self::Object => JsonType::Object,
            Self::Text(text) => json_type(text),
        }
    }
}

/// The type of the JSON value that `text` holds, by its first character.
pub(crate) fn json_type(text: &str) -> JsonType {
    match text.trim_ascii_start().bytes().next() {
        Some(b'n') => JsonType::Null,
        Some(b't' | b'f') => JsonType::Boolean,
        Some(b'"') => JsonType::String,
        Some(b'[') => JsonType::Array,
        Some(b'{') => JsonType::Object,
        Some(_) => JsonType::Number,
        None => JsonType::Absent,
    }
}

/// An array of strings, and which of its elements are something else.
#[derive(Default)]
pub(crate) struct Array<'a> {
    pub(crate) strings: Vec<Cow<'a, str>>,
    pub(crate) others: Vec<(usize, JsonType)>,
}

impl<'a> From<Vec<Cow<'a, str>>> for Array<'a> {
    fn from(strings: Vec<Cow<'a, str>>) -> Self {
        Self {
            strings,
            others: Vec::new(),
        }
    }
}

impl<'a> Array<'a> {
    fn push(&mut self, element: Value<'a>) {
        match element {
            Value::String(string) => self.strings.push(string),
            other => self
                .others
                .push((self.strings.len() + self.others.len(), other.json_type())),
        }
    }
}

/// How much of a member's value is wanted.
#[derive(Clone, Copy)]
pub(crate) enum Read {
    /// The value, of an array or object only that it is one.
    Scalar,
    /// The value, with the elements of an array.
    Elements,
    /// The text of the value; not to be had from a [`stream`].
    Text,
}

/// What to do with half of a surrogate pair in a string.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Surrogates {
    Refuse,
    Replace,
}

/// What reads the members of one JSON object, in document order.
pub(crate) trait Object<'a> {
    /// A member whose value is wanted.
    type Slot;

    /// Says whether the value of the member is wanted. `ordinal` counts the members before it.
    fn member(&mut self, name: Cow<'a, str>, ordinal: usize) -> Option<(Self::Slot, Read)>;

    fn value(&mut self, slot: Self::Slot, ordinal: usize, value: Value<'a>);
}

/// A JSON text: an object that was read, or something else.
pub(crate) enum Root<O> {
    Object(O),
    Other(JsonType),
}

/// Reads a JSON text from start to end. Only the first pass counts for a well-formed body of the
/// expected types; `new` makes a fresh reader for each pass.
pub(crate) fn text<'a, O: Object<'a>>(
    json: &'a [u8],
    surrogates: Surrogates,
    new: impl Fn() -> O,
) -> Result<Root<O>, Malformed> {
    let text = core::str::from_utf8(json).map_err(|error| Malformed::not_utf8(json, error))?;
    if json_type(text) == JsonType::Object {
        let mut object = new();
        if direct::read(text, &mut object).is_ok() {
            return Ok(Root::Object(object));
        }
    }
    if text.starts_with('\u{feff}') {
        return Err(Malformed::byte_order_mark(text));
    }
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| Malformed::syntax(text, 0, &error))?;
    match json_type(text) {
        JsonType::Object => careful::read(text, surrogates, new()).map(Root::Object),
        other => Ok(Root::Other(other)),
    }
}
