use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::string::StringVisitor;
use super::{Array, Object, Read, Root, Value};
use crate::finding::JsonType;

/// Reads a JSON text in one pass. Fails on everything that it cannot tell for certain, not only
/// on text that is not JSON.
pub(super) fn read<'a, O: Object<'a>>(text: &'a str, object: &mut O) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Members {
        object,
        source: Source::Text,
    })?;
    json.end()
}

/// Reads any self-describing format that serde knows.
pub(crate) fn stream<'a, O: Object<'a>, D: Deserializer<'a>>(
    deserializer: D,
    mut object: O,
) -> Result<Root<O>, D::Error> {
    let members = Members {
        object: &mut object,
        source: Source::Stream,
    };
    let other = deserializer.deserialize_any(members)?;
    Ok(other.map_or(Root::Object(object), Root::Other))
}

#[derive(Clone, Copy, PartialEq)]
enum Source {
    /// JSON text, which can be read again.
    Text,
    Stream,
}

/// The one name in the map that serde_json makes of a number when some crate in the build
/// switches its `arbitrary_precision` on.
const NUMBER: &str = "$serde_json::private::Number";

struct Members<'o, O> {
    object: &'o mut O,
    source: Source,
}

impl<'a, O: Object<'a>> Visitor<'a> for Members<'_, O> {
    /// The JSON type of what turned out to be no object.
    type Value = Option<JsonType>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut ordinal = 0;
        let mut number = false;
        while let Some(name) = map.next_key_seed(StringVisitor)? {
            number = self.source == Source::Stream && ordinal == 0 && name == NUMBER;
            match self.object.member(name, ordinal) {
                Some((slot, Read::Text)) => {
                    let text = map.next_value::<&RawValue>()?.get();
                    self.object.value(slot, ordinal, Value::Text(text));
                }
                Some((slot, read)) => {
                    let value = map.next_value_seed(ValueVisitor {
                        read,
                        source: self.source,
                    })?;
                    self.object.value(slot, ordinal, value);
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            ordinal += 1;
        }
        Ok(number.then_some(JsonType::Number))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some(JsonType::Null))
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Some(JsonType::Null))
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Some(JsonType::Boolean))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Some(JsonType::Number))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Some(JsonType::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Some(JsonType::Number))
    }

    fn visit_i128<E>(self, _: i128) -> Result<Self::Value, E> {
        Ok(Some(JsonType::Number))
    }

    fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
        Ok(Some(JsonType::Number))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Self::Value, E> {
        Ok(Some(JsonType::Array))
    }

    fn visit_newtype_struct<D: Deserializer<'a>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Some(JsonType::String))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Some(JsonType::Array))
    }
}

struct ValueVisitor {
    read: Read,
    source: Source,
}

impl<'a> DeserializeSeed<'a> for ValueVisitor {
    type Value = Value<'a>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Visitor<'a> for ValueVisitor {
    type Value = Value<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, boolean: bool) -> Result<Self::Value, E> {
        Ok(Value::Boolean(boolean))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Value::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Value::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Value::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Self::Value, E> {
        Ok(Value::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
        Ok(Value::Number)
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Self::Value, E> {
        Ok(Value::Array(Array::default()))
    }

    fn visit_newtype_struct<D: Deserializer<'a>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_borrowed_str<E>(self, string: &'a str) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Borrowed(string)))
    }

    fn visit_str<E>(self, string: &str) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Owned(string.into())))
    }

    fn visit_string<E>(self, string: String) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Owned(string)))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut array = Array::default();
        if let Read::Elements = self.read {
            let element = || ValueVisitor {
                read: Read::Scalar,
                source: self.source,
            };
            while let Some(value) = seq.next_element_seed(element())? {
                array.push(value);
            }
        } else {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        if self.source == Source::Text {
            return Err(A::Error::custom("only the text tells objects from numbers"));
        }
        let first = map.next_key_seed(StringVisitor)?;
        let number = first.as_deref() == Some(NUMBER);
        if first.is_some() {
            map.next_value::<IgnoredAny>()?;
        }
        let mut others = false;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            others = true;
        }
        Ok(if number && !others {
            Value::Number
        } else {
            Value::Object
        })
    }
}
