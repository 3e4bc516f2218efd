//! The members of JSON objects in their order, as text.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// The most bytes that are shown of one value.
const VALUE_MAX: usize = 1024;

/// A field of a customer that an exchange gave another value.
pub(crate) struct Change {
    pub(crate) field: String,
    /// The values as JSON, cut; `None` where the field is absent.
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// An object's names, each as JSON and not read, because half of a surrogate pair is no text.
pub(crate) struct Members<'a>(pub(crate) Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

/// The fields of a customer, each with its value as JSON.
pub(crate) fn fields(customer: &impl Serialize) -> Vec<(String, String)> {
    let json = serde_json::to_string(customer).unwrap_or_default();
    let members = serde_json::from_str(&json).map_or(Vec::new(), |Members(members)| members);
    let text = |name: &RawValue| serde_json::from_str(name.get()).unwrap_or_default();
    members
        .into_iter()
        .map(|(name, value)| (text(name), value.get().to_owned()))
        .collect()
}

/// The fields in which two states of a customer differ.
pub(crate) fn changes<C: Serialize>(before: Option<&C>, after: Option<&C>) -> Vec<Change> {
    let (Some(before), Some(after)) = (before, after) else {
        return Vec::new();
    };
    let (before, after) = (fields(before), fields(after));
    let names = before.iter().chain(&after).map(|(name, _)| name.as_str());
    let mut changes: Vec<Change> = Vec::new();
    for name in names {
        let [before, after] = [&before, &after].map(|fields| value(fields, name));
        if before != after && changes.iter().all(|change| change.field != name) {
            changes.push(Change {
                field: name.to_owned(),
                before: before.map(|text| cut(text).into_owned()),
                after: after.map(|text| cut(text).into_owned()),
            });
        }
    }
    changes
}

pub(crate) fn value<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    let mut fields = fields.iter();
    fields.find_map(|(field, value)| (field == name).then_some(value.as_str()))
}

/// As much of a value as is shown.
pub(crate) fn cut(text: &str) -> Cow<'_, str> {
    let start = start(text, VALUE_MAX);
    if start.len() < text.len() {
        Cow::Owned(format!("{start}…"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The characters that fit into so many bytes.
pub(crate) fn start(text: &str, most: usize) -> &str {
    let mut ends = (0..=most.min(text.len())).rev();
    ends.find_map(|end| text.get(..end)).unwrap_or_default()
}
