use alloc::borrow::Cow;
use core::fmt;
use core::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::any::{Any, Take};
use super::{Array, Object, Source, Value};
use crate::finding::JsonType;

/// Reads the text of a JSON object in one pass. Fails on everything that it cannot tell for
/// certain, not only on text that is not JSON.
pub(super) fn read<'a, O: Object<'a>>(text: &'a str, object: &mut O) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_str(text);
    json.deserialize_map(Any(Members {
        object,
        origin: Origin::Text(text),
    }))?;
    json.end()
}

/// Reads an object out of any self-describing format that serde knows, or tells what there is
/// instead.
pub(crate) fn stream<'a, D: Deserializer<'a>>(
    deserializer: D,
    object: &mut impl Object<'a>,
) -> Result<Option<JsonType>, D::Error> {
    let origin = Origin::Stream;
    Direct {
        deserializer,
        origin,
    }
    .object(object)
}

#[derive(Clone, Copy)]
enum Origin<'a> {
    /// The JSON text of the object, which can be read again.
    Text(&'a str),
    /// A part of a JSON text.
    Part,
    Stream,
}

impl<'a> Origin<'a> {
    const fn part(self) -> Self {
        match self {
            Self::Text(_) | Self::Part => Self::Part,
            Self::Stream => Self::Stream,
        }
    }

    /// The text of the value between its name and the next one, or the end of the text. Reading a
    /// value twice, once for its text, costs the scan of it again; this costs nothing.
    fn value(self, name: &'a str, next: Option<&'a str>) -> Option<&'a str> {
        let Self::Text(text) = self else { return None };
        // Both are slices of the text, so the distance between them is their offset.
        let offset = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
        let start = offset(name) + name.len() + 1;
        let end = next.map_or(text.len(), |next| offset(next) - 1);
        let value = text.get(start..end)?.trim_ascii().strip_prefix(':')?;
        Some(value.strip_suffix([',', '}'])?.trim_ascii())
    }
}

/// A value that its deserialiser is about to read.
struct Direct<'a, D> {
    deserializer: D,
    origin: Origin<'a>,
}

impl<'a, D: Deserializer<'a>> Source<'a> for Direct<'a, D> {
    type Error = D::Error;

    fn scalar(self) -> Result<Value<'a>, D::Error> {
        self.deserializer.deserialize_any(Any(Scalar(self.origin)))
    }

    fn text(self) -> Result<&'a str, D::Error> {
        <&RawValue>::deserialize(self.deserializer).map(RawValue::get)
    }

    fn object<O: Object<'a>>(self, object: &mut O) -> Result<Option<JsonType>, D::Error> {
        let origin = self.origin;
        self.deserializer
            .deserialize_any(Any(Members { object, origin }))
    }

    fn array(self, array: &mut impl Array<'a>) -> Result<Option<JsonType>, D::Error> {
        let origin = self.origin;
        self.deserializer
            .deserialize_any(Any(Elements { array, origin }))
    }

    fn skip(self) -> Result<(), D::Error> {
        IgnoredAny::deserialize(self.deserializer).map(|_| ())
    }
}

/// The one name in the map that serde_json makes of a number when some crate in the build
/// switches its `arbitrary_precision` on.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads the members of a map, or tells that it is a number.
fn members<'a, O: Object<'a>, A: MapAccess<'a>>(
    mut map: A,
    object: &mut O,
    origin: Origin<'a>,
) -> Result<Option<JsonType>, A::Error> {
    let mut ordinal = 0;
    let mut number = false;
    let mut untold: Option<(O::Slot, &str)> = None;
    while let Some(name) = map.next_key_seed(NameSeed::<O>(PhantomData))? {
        if let Some((slot, before)) = untold.take() {
            let text = name
                .as_borrowed()
                .and_then(|next| origin.value(before, Some(next)));
            object.text(slot, text.ok_or_else(unsure)?);
        }
        match &name {
            Name::Listed(slot, name) if O::wants_text(*slot) => {
                untold = Some((*slot, name.ok_or_else(unsure)?));
            }
            Name::Listed(..) => {}
            Name::Unlisted(name) => number = ordinal == 0 && name == NUMBER,
        }
        if number && !matches!(origin, Origin::Stream) {
            return Err(unsure());
        }
        map.next_value_seed(Member {
            object,
            name,
            ordinal,
            origin: origin.part(),
        })?;
        ordinal += 1;
    }
    if let Some((slot, before)) = untold {
        object.text(slot, origin.value(before, None).ok_or_else(unsure)?);
    }
    Ok((number && ordinal == 1).then_some(JsonType::Number))
}

fn unsure<E: Error>() -> E {
    E::custom("one pass cannot tell")
}

/// The name of a member; a documented one only where it stands in the text as it is.
enum Name<'a, S> {
    Listed(S, Option<&'a str>),
    Unlisted(Cow<'a, str>),
}

impl<'a, S> Name<'a, S> {
    const fn as_borrowed(&self) -> Option<&'a str> {
        match self {
            Self::Listed(_, name) => *name,
            Self::Unlisted(Cow::Borrowed(name)) => Some(name),
            Self::Unlisted(Cow::Owned(_)) => None,
        }
    }
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
        Ok(match O::slot(name) {
            Some(slot) => Name::Listed(slot, Some(name)),
            None => Name::Unlisted(Cow::Borrowed(name)),
        })
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(match O::slot(name) {
            Some(slot) => Name::Listed(slot, None),
            None => Name::Unlisted(Cow::Owned(name.into())),
        })
    }
}

struct Member<'o, 'a, O: Object<'a>> {
    object: &'o mut O,
    name: Name<'a, O::Slot>,
    ordinal: usize,
    origin: Origin<'a>,
}

impl<'a, O: Object<'a>> DeserializeSeed<'a> for Member<'_, 'a, O> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        let value = Direct {
            deserializer,
            origin: self.origin,
        };
        match self.name {
            Name::Listed(slot, _) => self.object.listed(slot, self.ordinal, value),
            Name::Unlisted(name) => self.object.unlisted(name, self.ordinal, value),
        }
    }
}

struct Members<'o, 'a, O> {
    object: &'o mut O,
    origin: Origin<'a>,
}

impl<'a, O: Object<'a>> Take<'a> for Members<'_, 'a, O> {
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
        members(map, self.object, self.origin)
    }
}

struct Elements<'e, 'a, E> {
    array: &'e mut E,
    origin: Origin<'a>,
}

impl<'a, E: Array<'a>> Take<'a> for Elements<'_, 'a, E> {
    /// What turned out to be no array.
    type Output = Option<JsonType>;

    fn scalar(self, value: Value<'a>) -> Option<JsonType> {
        Some(value.json_type()).filter(|found| *found != JsonType::Array)
    }

    fn array<A: SeqAccess<'a>>(self, mut elements: A) -> Result<Option<JsonType>, A::Error> {
        let mut index = 0;
        while let Some(()) = elements.next_element_seed(Element {
            array: &mut *self.array,
            index,
            origin: self.origin,
        })? {
            index += 1;
        }
        Ok(None)
    }

    fn object<A: MapAccess<'a>>(self, map: A) -> Result<Option<JsonType>, A::Error> {
        let found = members(map, &mut Nothing, self.origin)?;
        Ok(found.or(Some(JsonType::Object)))
    }
}

struct Element<'e, 'a, E> {
    array: &'e mut E,
    index: usize,
    origin: Origin<'a>,
}

impl<'a, E: Array<'a>> DeserializeSeed<'a> for Element<'_, 'a, E> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        let origin = self.origin;
        self.array.element(
            self.index,
            Direct {
                deserializer,
                origin,
            },
        )
    }
}

struct Scalar<'a>(Origin<'a>);

impl<'a> Take<'a> for Scalar<'a> {
    type Output = Value<'a>;

    fn scalar(self, value: Value<'a>) -> Value<'a> {
        value
    }

    fn array<A: SeqAccess<'a>>(self, elements: A) -> Result<Value<'a>, A::Error> {
        skip(elements)?;
        Ok(Value::Array)
    }

    fn object<A: MapAccess<'a>>(self, map: A) -> Result<Value<'a>, A::Error> {
        Ok(match members(map, &mut Nothing, self.0)? {
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
