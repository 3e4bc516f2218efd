//! How bytes become values. Here lives the one reader of JSON text, and what reads a value of a
//! certain shape with it: strings, numbers, flags, records.

use alloc::borrow::Cow;

use serde::Deserializer;

mod any;
pub(crate) mod expect;
pub(crate) mod flag;
pub(crate) mod number;
pub(crate) mod record;
mod scan;
mod stream;
mod string;
pub(crate) mod text;

pub(crate) use string::string;
pub use text::{JsonText, UnlistedMembers};

use crate::report::finding::JsonType;
use crate::report::malformed::Malformed;

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

/// A JSON value that waits to be read, in one of these ways; who is given one must do so.
pub(crate) trait Source<'a>: Sized {
    type Error;

    /// The value, of an array or object only that it is one.
    fn scalar(self) -> Result<Value<'a>, Self::Error>;

    /// What `read` makes of the value, and the text of it; not to be had from a [`stream`].
    fn text_and<T>(
        self,
        read: impl FnOnce(Self) -> Result<T, Self::Error>,
    ) -> Result<(&'a str, T), Self::Error>;

    /// The text of the value; not to be had from a [`stream`].
    fn text(self) -> Result<&'a str, Self::Error> {
        self.text_and(Self::skip).map(|(text, ())| text)
    }

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
}

/// The name of a member.
enum Name<'a, S> {
    Listed(S),
    Unlisted(Cow<'a, str>),
}

impl<'a, S> Name<'a, S> {
    fn new<O: Object<'a, Slot = S>>(name: Cow<'a, str>) -> Self {
        O::slot(&name).map_or(Self::Unlisted(name), Self::Listed)
    }
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

/// Reads a JSON text from start to end into `object`, or tells what it is instead.
pub(crate) fn text<'a>(
    json: &'a [u8],
    surrogates: Surrogates,
    object: &mut impl Object<'a>,
) -> Result<Option<JsonType>, Malformed> {
    let text = core::str::from_utf8(json).map_err(|error| Malformed::not_utf8(json, error))?;
    scan::read(text, surrogates, object)
}

/// Reads an object out of any self-describing format that serde knows, or tells what there is
/// instead.
pub(crate) fn stream<'a, D: Deserializer<'a>>(
    deserializer: D,
    object: &mut impl Object<'a>,
) -> Result<Option<JsonType>, D::Error> {
    stream::Stream(deserializer).object(object)
}
