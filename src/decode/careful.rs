use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::string::StringVisitor;
use super::{Array, Object, Source, Surrogates, Value, json_type};
use crate::finding::JsonType;
use crate::malformed::Malformed;

/// Reads syntactically right JSON again, each name and value as text first: what the direct pass
/// cannot tell apart or does not take (numbers beyond `f64`, numbers that another crate's choice
/// of serde_json features turns into maps, half surrogate pairs) is plain in the text.
pub(super) fn read<'a>(
    text: &'a str,
    surrogates: Surrogates,
    object: &mut impl Object<'a>,
) -> Result<Option<JsonType>, Malformed> {
    let whole = text;
    Careful {
        whole,
        text,
        surrogates,
    }
    .object(object)
}

/// A value as its text, which is known to be JSON.
#[derive(Clone, Copy)]
struct Careful<'a> {
    /// The text that the value is a part of.
    whole: &'a str,
    text: &'a str,
    surrogates: Surrogates,
}

impl<'a> Careful<'a> {
    const fn part(self, text: &'a str) -> Self {
        Self { text, ..self }
    }

    /// `self.text` is a slice of the whole, so the distance between the two is its offset.
    fn offset(self) -> usize {
        self.text.as_ptr().addr() - self.whole.as_ptr().addr()
    }

    fn syntax(self, error: &serde_json::Error) -> Malformed {
        Malformed::syntax(self.whole, self.offset(), error)
    }

    /// Nothing but half a surrogate pair can be wrong in a string.
    fn string(self) -> Result<Cow<'a, str>, Malformed> {
        string(self.text, self.surrogates)
            .map_err(|_| Malformed::half_surrogate_pair(self.whole.as_bytes(), self.offset()))
    }
}

impl<'a> Source<'a> for Careful<'a> {
    type Error = Malformed;

    fn scalar(self) -> Result<Value<'a>, Malformed> {
        Ok(match json_type(self.text) {
            JsonType::Null => Value::Null,
            JsonType::Boolean => Value::Boolean(self.text == "true"),
            JsonType::String => Value::String(self.string()?),
            JsonType::Object => Value::Object,
            JsonType::Array => Value::Array,
            JsonType::Number | JsonType::Absent => Value::Number,
        })
    }

    fn text(self) -> Result<&'a str, Malformed> {
        Ok(self.text)
    }

    fn object<O: Object<'a>>(self, object: &mut O) -> Result<Option<JsonType>, Malformed> {
        match self.scalar()? {
            Value::Object => {}
            other => return Ok(Some(other.json_type())),
        }
        let members = serde_json::Deserializer::from_str(self.text)
            .deserialize_map(Pairs)
            .map_err(|error| self.syntax(&error))?;
        for (ordinal, (name, text)) in members.into_iter().enumerate() {
            let name = self.part(name).string()?;
            let value = self.part(text);
            match O::slot(&name) {
                Some(slot) => {
                    object.listed(slot, ordinal, value)?;
                    if O::wants_text(slot) {
                        object.text(slot, text);
                    }
                }
                None => object.unlisted(name, ordinal, value)?,
            }
        }
        Ok(None)
    }

    fn array(self, array: &mut impl Array<'a>) -> Result<Option<JsonType>, Malformed> {
        match self.scalar()? {
            Value::Array => {}
            other => return Ok(Some(other.json_type())),
        }
        let elements: Vec<&RawValue> =
            serde_json::from_str(self.text).map_err(|error| self.syntax(&error))?;
        for (index, element) in elements.into_iter().enumerate() {
            array.element(index, self.part(element.get()))?;
        }
        Ok(None)
    }

    fn skip(self) -> Result<(), Malformed> {
        Ok(())
    }
}

/// The string that `text` holds.
pub(crate) fn string(text: &str, surrogates: Surrogates) -> serde_json::Result<Cow<'_, str>> {
    let mut json = serde_json::Deserializer::from_str(text);
    match surrogates {
        Surrogates::Refuse => json.deserialize_str(StringVisitor),
        Surrogates::Replace => json.deserialize_bytes(StringVisitor),
    }
}

/// The members of an object as (name, value), both as text.
struct Pairs;

impl<'a> Visitor<'a> for Pairs {
    type Value = Vec<(&'a str, &'a str)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((name, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            members.push((name.get(), value.get()));
        }
        Ok(members)
    }
}
