use alloc::borrow::Cow;
use core::fmt;
use core::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::any::{Any, Take};
use super::{Array, Name, Object, Source, Value};
use crate::report::finding::JsonType;

/// A value that its deserialiser is about to read.
pub(super) struct Stream<D>(pub(super) D);

impl<'a, D: Deserializer<'a>> Source<'a> for Stream<D> {
    type Error = D::Error;

    fn scalar(self) -> Result<Value<'a>, D::Error> {
        self.0.deserialize_any(Any(Scalar))
    }

    fn text_and<T>(
        self,
        _: impl FnOnce(Self) -> Result<T, D::Error>,
    ) -> Result<(&'a str, T), D::Error> {
        Err(D::Error::custom("a stream has no text"))
    }

    fn object<O: Object<'a>>(self, object: &mut O) -> Result<Option<JsonType>, D::Error> {
        self.0.deserialize_any(Any(Members(object)))
    }

    fn array(self, array: &mut impl Array<'a>) -> Result<Option<JsonType>, D::Error> {
        self.0.deserialize_any(Any(Elements(array)))
    }

    fn skip(self) -> Result<(), D::Error> {
        IgnoredAny::deserialize(self.0).map(|_| ())
    }
}

/// The one name in the map that serde_json makes of a number when some crate in the build
/// switches its `arbitrary_precision` on.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads the members of a map, or tells that it is a number.
fn members<'a, O: Object<'a>, A: MapAccess<'a>>(
    mut map: A,
    object: &mut O,
) -> Result<Option<JsonType>, A::Error> {
    let mut ordinal = 0;
    let mut number = false;
    while let Some(name) = map.next_key_seed(NameSeed::<O>(PhantomData))? {
        if let Name::Unlisted(name) = &name {
            number = ordinal == 0 && name == NUMBER;
        }
        map.next_value_seed(Member {
            object,
            name,
            ordinal,
        })?;
        ordinal += 1;
    }
    Ok((number && ordinal == 1).then_some(JsonType::Number))
}

struct NameSeed<O>(PhantomData<O>);

impl<'a, O: Object<'a>> DeserializeSeed<'a> for NameSeed<O> {
    type Value = Name<'a, O::Slot>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a, O: Object<'a>> Visitor<'a> for NameSeed<O> {
    type Value = Name<'a, O::Slot>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'a str) -> Result<Self::Value, E> {
        Ok(Name::new::<O>(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Name::new::<O>(Cow::Owned(name.into())))
    }
}

struct Member<'o, 'a, O: Object<'a>> {
    object: &'o mut O,
    name: Name<'a, O::Slot>,
    ordinal: usize,
}

impl<'a, O: Object<'a>> DeserializeSeed<'a> for Member<'_, 'a, O> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        let value = Stream(deserializer);
        match self.name {
            Name::Listed(slot) => self.object.listed(slot, self.ordinal, value),
            Name::Unlisted(name) => self.object.unlisted(name, self.ordinal, value),
        }
    }
}

struct Members<'o, O>(&'o mut O);

impl<'a, O: Object<'a>> Take<'a> for Members<'_, O> {
    /// What turned out to be no object.
    type Output = Option<JsonType>;

    fn scalar(self, value: Value<'a>) -> Option<JsonType> {
        Some(value.json_type())
    }

    fn array<A: SeqAccess<'a>>(self, elements: A) -> Result<Option<JsonType>, A::Error> {
        skip(elements)?;
        Ok(Some(JsonType::Array))
    }

    fn object<A: MapAccess<'a>>(self, map: A) -> Result<Option<JsonType>, A::Error> {
        members(map, self.0)
    }
}

struct Elements<'e, E>(&'e mut E);

impl<'a, E: Array<'a>> Take<'a> for Elements<'_, E> {
    /// What turned out to be no array.
    type Output = Option<JsonType>;

    fn scalar(self, value: Value<'a>) -> Option<JsonType> {
        Some(value.json_type()).filter(|found| *found != JsonType::Array)
    }

    fn array<A: SeqAccess<'a>>(self, mut elements: A) -> Result<Option<JsonType>, A::Error> {
        let mut index = 0;
        while let Some(()) = elements.next_element_seed(Element {
            array: &mut *self.0,
            index,
        })? {
            index += 1;
        }
        Ok(None)
    }

    fn object<A: MapAccess<'a>>(self, map: A) -> Result<Option<JsonType>, A::Error> {
        let found = members(map, &mut Nothing)?;
        Ok(found.or(Some(JsonType::Object)))
    }
}

struct Element<'e, E> {
    array: &'e mut E,
    index: usize,
}

impl<'a, E: Array<'a>> DeserializeSeed<'a> for Element<'_, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        self.array.element(self.index, Stream(deserializer))
    }
}

struct Scalar;

impl<'a> Take<'a> for Scalar {
    type Output = Value<'a>;

    fn scalar(self, value: Value<'a>) -> Value<'a> {
        value
    }

    fn array<A: SeqAccess<'a>>(self, elements: A) -> Result<Value<'a>, A::Error> {
        skip(elements)?;
        Ok(Value::Array)
    }

    fn object<A: MapAccess<'a>>(self, map: A) -> Result<Value<'a>, A::Error> {
        Ok(match members(map, &mut Nothing)? {
            Some(_) => Value::Number,
            None => Value::Object,
        })
    }
}

fn skip<'a, A: SeqAccess<'a>>(mut elements: A) -> Result<(), A::Error> {
    while elements.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Of an object that is of no interest.
struct Nothing;

impl<'a> Object<'a> for Nothing {
    type Slot = ();

    fn slot(_: &str) -> Option<()> {
        None
    }

    fn listed<S: Source<'a>>(&mut self, (): (), _: usize, value: S) -> Result<(), S::Error> {
        value.skip()
    }

    fn unlisted<S: Source<'a>>(
        &mut self,
        _: Cow<'a, str>,
        _: usize,
        value: S,
    ) -> Result<(), S::Error> {
        value.skip()
    }
}
