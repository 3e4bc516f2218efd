//! The members of a JSON object as text, for tests that put bodies together anew.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Name and value of each member, in order, duplicates included; none if the text is no object.
pub(crate) fn of(text: &str) -> Vec<(&str, &str)> {
    struct Pairs;

    impl<'t> Visitor<'t> for Pairs {
        type Value = Vec<(&'t str, &'t str)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut pairs = Vec::new();
            while let Some((name, value)) = map.next_entry::<&RawValue, &RawValue>()? {
                pairs.push((name.get(), value.get()));
            }
            Ok(pairs)
        }
    }

    let mut json = serde_json::Deserializer::from_str(text);
    let members = json.deserialize_map(Pairs).unwrap_or_default();
    if json.end().is_ok() {
        members
    } else {
        Vec::new()
    }
}

/// A member's name without quotes and escapes; as it is if it spells half a surrogate pair.
pub(crate) fn read_name(name: &str) -> String {
    serde_json::from_str(name).unwrap_or_else(|_| name.to_owned())
}

/// An object of members.
pub(crate) fn object(members: &[(&str, &str)]) -> String {
    let members: Vec<_> = members
        .iter()
        .map(|(name, value)| format!("{name}:{value}"))
        .collect();
    format!("{{{}}}", members.join(","))
}

/// The tokens of a JSON text: strings, other scalars, and the six structural characters.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => {
                let mut escaped = false;
                let ends = |c: char| {
                    let end = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    end
                };
                rest[1..].find(ends).unwrap() + 2
            }
            '[' | ']' | '{' | '}' | ':' | ',' => 1,
            _ => rest
                .find([' ', '\t', '\r', '\n', ',', ']', '}'])
                .unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}
