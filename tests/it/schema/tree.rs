//! A JSON text as the laws see it: read from the text alone, with equal names kept apart.

use std::fmt;

use serde::Deserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};

/// What [`Value`] cannot hold is held in the way that leaves its JSON type: a number beyond `f64`
/// is the outermost `f64`, half of a surrogate pair U+FFFD.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Null,
    Boolean(bool),
    Number(f64),
    String(Text),
    Array(Vec<Tree>),
    Object(Vec<(Text, Tree)>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Text {
    pub(crate) text: String,
    /// Whether the text spells half of a surrogate pair somewhere.
    pub(crate) torn: bool,
}

/// The text, unless it is not JSON.
pub(crate) fn read(bytes: &[u8]) -> Option<Tree> {
    let text = std::str::from_utf8(bytes).ok()?;
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    Some(tree(text.trim_matches([' ', '\t', '\n', '\r'])))
}

fn tree(json: &str) -> Tree {
    match json.as_bytes()[0] {
        b'n' => Tree::Null,
        b't' | b'f' => Tree::Boolean(json == "true"),
        b'"' => Tree::String(string(json)),
        b'[' => {
            let elements: Vec<&RawValue> = serde_json::from_str(json).unwrap();
            Tree::Array(elements.iter().map(|raw| tree(raw.get())).collect())
        }
        b'{' => {
            let mut json = serde_json::Deserializer::from_str(json);
            Tree::Object(json.deserialize_map(Members).unwrap())
        }
        _ => {
            let number: f64 = json.parse().unwrap();
            Tree::Number(number.clamp(f64::MIN, f64::MAX))
        }
    }
}

fn string(json: &str) -> Text {
    let mut units = Vec::new();
    let mut rest = &json[1..json.len() - 1];
    while let Some(first) = rest.chars().next() {
        let escape = rest.as_bytes().get(1).filter(|_| first == '\\').copied();
        let (unit, length) = match escape {
            None => (None, first.len_utf8()),
            Some(b'u') => (Some(u16::from_str_radix(&rest[2..6], 16).unwrap()), 6),
            Some(b'b') => (Some(8), 2),
            Some(b'f') => (Some(12), 2),
            Some(b'n') => (Some(10), 2),
            Some(b'r') => (Some(13), 2),
            Some(b't') => (Some(9), 2),
            Some(other) => (Some(other.into()), 2),
        };
        match unit {
            Some(unit) => units.push(unit),
            None => units.extend_from_slice(first.encode_utf16(&mut [0; 2])),
        }
        rest = &rest[length..];
    }
    Text {
        torn: String::from_utf16(&units).is_err(),
        text: String::from_utf16_lossy(&units),
    }
}

struct Members;

impl<'a> Visitor<'a> for Members {
    type Value = Vec<(Text, Tree)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((name, value)) = map.next_entry::<&RawValue, &RawValue>()? {
            members.push((string(name.get()), tree(value.get())));
        }
        Ok(members)
    }
}

impl Tree {
    /// As a schema's validator wants it; of equal names the last one counts.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(boolean) => Value::Bool(*boolean),
            Self::Number(number) => Value::Number(Number::from_f64(*number).unwrap()),
            Self::String(string) => Value::String(string.text.clone()),
            Self::Array(elements) => elements.iter().map(Self::to_value).collect(),
            Self::Object(members) => {
                let member = |(name, value): &(Text, Self)| (name.text.clone(), value.to_value());
                Value::Object(members.iter().map(member).collect::<Map<_, _>>())
            }
        }
    }

    /// The values of the members of this name, none if this is no object.
    pub(crate) fn all(&self, name: &str) -> impl DoubleEndedIterator<Item = &Self> {
        let named = self
            .members()
            .iter()
            .filter(move |(member, _)| member.text == name);
        named.map(|(_, value)| value)
    }

    /// The value of the last member of this name.
    pub(crate) fn last(&self, name: &str) -> Option<&Self> {
        self.all(name).next_back()
    }

    fn members(&self) -> &[(Text, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }
}
