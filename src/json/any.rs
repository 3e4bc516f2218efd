use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

use super::Value;

/// What takes a value of any JSON type.
pub(super) trait Take<'a>: Sized {
    type Output;

    /// Takes a value that is neither array nor object.
    fn scalar(self, value: Value<'a>) -> Self::Output;

    fn array<A: SeqAccess<'a>>(self, elements: A) -> Result<Self::Output, A::Error>;

    fn object<A: MapAccess<'a>>(self, members: A) -> Result<Self::Output, A::Error>;
}

/// Tells the types apart, of all formats that serde knows.
pub(super) struct Any<T>(pub(super) T);

impl<'a, T: Take<'a>> Visitor<'a> for Any<T> {
    type Value = T::Output;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::Null))
    }

    fn visit_some<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'a>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, boolean: bool) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::Boolean(boolean)))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::Number))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::Number))
    }

    fn visit_i128<E>(self, _: i128) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::Number))
    }

    fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::Number))
    }

    fn visit_borrowed_str<E>(self, string: &'a str) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::String(Cow::Borrowed(string))))
    }

    fn visit_str<E>(self, string: &str) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::String(Cow::Owned(string.into()))))
    }

    fn visit_string<E>(self, string: String) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::String(Cow::Owned(string))))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Self::Value, E> {
        Ok(self.0.scalar(Value::Array))
    }

    fn visit_seq<A: SeqAccess<'a>>(self, elements: A) -> Result<Self::Value, A::Error> {
        self.0.array(elements)
    }

    fn visit_map<A: MapAccess<'a>>(self, members: A) -> Result<Self::Value, A::Error> {
        self.0.object(members)
    }
}
