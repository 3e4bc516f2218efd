use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::string::StringVisitor;
use super::{Array, Object, Read, Surrogates, Value, json_type};
use crate::finding::JsonType;
use crate::malformed::Malformed;

/// Reads syntactically right JSON again, each name and value as text first: what the direct pass
/// cannot tell apart or does not take (numbers beyond `f64`, numbers that another crate's choice
/// of serde_json features turns into maps, half surrogate pairs) is plain in the text.
pub(super) fn read<'a, O: Object<'a>>(
    text: &'a str,
    surrogates: Surrogates,
    mut object: O,
) -> Result<O, Malformed> {
    let reader = Careful { text, surrogates };
    let members = serde_json::Deserializer::from_str(text)
        .deserialize_map(Pairs)
        .map_err(|error| Malformed::syntax(text, 0, &error))?;
    for (ordinal, (name, value)) in members.into_iter().enumerate() {
        let name = reader.string(name)?;
        if let Some((slot, read)) = object.member(name, ordinal) {
            object.value(slot, ordinal, reader.value(value, read)?);
        }
    }
    Ok(object)
}

struct Careful<'a> {
    text: &'a str,
    surrogates: Surrogates,
}

impl<'a> Careful<'a> {
    fn value(&self, raw: &'a str, read: Read) -> Result<Value<'a>, Malformed> {
        if let Read::Text = read {
            return Ok(Value::Text(raw));
        }
        Ok(match json_type(raw) {
            JsonType::Null => Value::Null,
            JsonType::Boolean => Value::Boolean(raw == "true"),
            JsonType::String => Value::String(self.string(raw)?),
            JsonType::Object => Value::Object,
            JsonType::Array => Value::Array(match read {
                Read::Elements => self.elements(raw)?,
                Read::Scalar | Read::Text => Array::default(),
            }),
            JsonType::Number | JsonType::Absent => Value::Number,
        })
    }

    fn elements(&self, raw: &'a str) -> Result<Array<'a>, Malformed> {
        let mut array = Array::default();
        let elements = elements(raw).map_err(|error| {
            let base = self.offset(raw);
            Malformed::syntax(self.text, base, &error)
        })?;
        for element in elements {
            array.push(self.value(element, Read::Scalar)?);
        }
        Ok(array)
    }

    /// The text is known to be JSON, so nothing but half a surrogate pair can be wrong in a string.
    fn string(&self, raw: &'a str) -> Result<Cow<'a, str>, Malformed> {
        string(raw, self.surrogates)
            .map_err(|_| Malformed::half_surrogate_pair(self.text.as_bytes(), self.offset(raw)))
    }

    /// `part` is a slice of the text, so the distance between the two is its offset.
    fn offset(&self, part: &str) -> usize {
        part.as_ptr().addr() - self.text.as_ptr().addr()
    }
}

/// The elements of the array that `text` holds, each as text.
pub(crate) fn elements(text: &str) -> serde_json::Result<Vec<&str>> {
    let elements: Vec<&RawValue> = serde_json::from_str(text)?;
    Ok(elements.into_iter().map(RawValue::get).collect())
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
