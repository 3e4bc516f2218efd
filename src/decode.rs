use alloc::borrow::Cow;

use serde::de::IgnoredAny;

mod any;
mod careful;
mod direct;
mod string;

pub(crate) use careful::string;
pub(crate) use direct::stream;

use crate::finding::JsonType;
use crate::malformed::Malformed;

/// What a JSON value is; of an array or object only that it is one.
pub(crate) enum Value<'a> {
    Null,
    Boolean(bool),
    Number,
    String(Cow<'a, str>),
    Array,
    Object,
}

impl Value<'_> {
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

/// A JSON value that waits to be read, in one of these ways.
pub(crate) trait Source<'a>: Sized {
    type Error;

    /// The value, of an array or object only that it is one.
    fn scalar(self) -> Result<Value<'a>, Self::Error>;

    /// The text of the value; not to be had from a [`stream`].
    fn text(self) -> Result<&'a str, Self::Error>;

    /// Hands over the members of an object, or tells what the value is instead.
    fn object<O: Object<'a>>(self, object: &mut O) -> Result<Option<JsonType>, Self::Error>;

    /// Hands over the elements of an array, or tells what the value is instead.
    fn array(self, array: &mut impl Array<'a>) -> Result<Option<JsonType>, Self::Error>;

    fn skip(self) -> Result<(), Self::Error>;
}

/// What reads the members of one JSON object, in document order.
pub(crate) trait Object<'a> {
    /// A documented member.
    type Slot: Copy;

    fn slot(name: &str) -> Option<Self::Slot>;

    /// Reads the value of a documented member. `ordinal` counts the members before it.
    fn listed<S: Source<'a>>(
        &mut self,
        slot: Self::Slot,
        ordinal: usize,
        value: S,
    ) -> Result<(), S::Error>;

    /// Reads or skips the value of any other member.
    fn unlisted<S: Source<'a>>(
        &mut self,
        name: Cow<'a, str>,
        ordinal: usize,
        value: S,
    ) -> Result<(), S::Error>;

    /// Whether [`text`](Self::text) wants the text of a value that was read, as well.
    fn wants_text(_: Self::Slot) -> bool {
        false
    }

    /// Takes the text of a value, after it was read.
    fn text(&mut self, _: Self::Slot, _: &'a str) {}
}

/// What reads the elements of one JSON array.
pub(crate) trait Array<'a> {
    fn element<S: Source<'a>>(&mut self, index: usize, value: S) -> Result<(), S::Error>;
}

/// What to do with half of a surrogate pair in a string.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Surrogates {
    Refuse,
    Replace,
}

/// Reads a JSON text from start to end into `object`, or tells what it is instead. Where one pass
/// is not enough, the next one begins with another `new` object.
pub(crate) fn text<'a, O: Object<'a>>(
    json: &'a [u8],
    surrogates: Surrogates,
    object: &mut O,
    new: impl FnOnce() -> O,
) -> Result<Option<JsonType>, Malformed> {
    let text = core::str::from_utf8(json).map_err(|error| Malformed::not_utf8(json, error))?;
    if json_type(text) == JsonType::Object && direct::read(text, object).is_ok() {
        return Ok(None);
    }
    if text.starts_with('\u{feff}') {
        return Err(Malformed::byte_order_mark(text));
    }
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| Malformed::syntax(text, 0, &error))?;
    match json_type(text) {
        JsonType::Object => {
            *object = new();
            careful::read(text, surrogates, object)
        }
        other => Ok(Some(other)),
    }
}
