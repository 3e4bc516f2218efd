//! One step away from a plausible body.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{Json, junk};

#[derive(Clone, Debug)]
pub(crate) enum Edit {
    Remove,
    /// Another value, mostly of another JSON type.
    Replace(Json),
    /// The member again, with this value or with the same.
    Repeat(Option<Json>),
    /// The name in another case, misspelt, or spelt with escapes.
    Respell(Spelling),
    /// Another name, as JSON text.
    Rename(String),
    /// One more member.
    Add(String, Json),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Spelling {
    Escaped,
    FirstEscaped,
    Upper,
    Lower,
    Shortened,
    Doubled,
    Spaced,
}

/// An edit; members get names out of `names` or names that nobody knows.
pub(crate) fn edit(names: &'static [&'static str]) -> impl Strategy<Value = Edit> {
    let name = move || {
        prop_oneof![
            5 => select(names).prop_map(|name| format!("{name:?}")),
            1 => junk::stranger(),
        ]
    };
    let spelling = select(
        &[
            Spelling::Escaped,
            Spelling::FirstEscaped,
            Spelling::Upper,
            Spelling::Lower,
            Spelling::Shortened,
            Spelling::Doubled,
            Spelling::Spaced,
        ][..],
    );
    prop_oneof![
        1 => Just(Edit::Remove),
        5 => junk::value().prop_map(Edit::Replace),
        1 => proptest::option::of(junk::value()).prop_map(Edit::Repeat),
        2 => spelling.prop_map(Edit::Respell),
        1 => name().prop_map(Edit::Rename),
        2 => (name(), junk::value()).prop_map(|(name, value)| Edit::Add(name, value)),
    ]
}

impl Edit {
    /// Applies the edit at one of the members and elements in `json`, however deep.
    pub(crate) fn apply(&self, at: Index, json: &mut Json) {
        let places = places(json);
        if places > 0 {
            self.descend(&mut at.index(places), json);
        } else if let (Self::Add(name, value), Json::Object(members)) = (self, json) {
            members.push((name.clone(), value.clone()));
        }
    }

    /// Counts `nth` down to the place; whether it was in `json`.
    fn descend(&self, nth: &mut usize, json: &mut Json) -> bool {
        let length = match json {
            Json::Scalar(_) => 0,
            Json::Array(elements) => elements.len(),
            Json::Object(members) => members.len(),
        };
        (0..length).any(|at| {
            if *nth == 0 {
                match json {
                    Json::Object(members) => self.member(members, at),
                    Json::Array(elements) => self.element(elements, at),
                    Json::Scalar(_) => {}
                }
                return true;
            }
            *nth -= 1;
            match json {
                Json::Object(members) => self.descend(nth, &mut members[at].1),
                Json::Array(elements) => self.descend(nth, &mut elements[at]),
                Json::Scalar(_) => false,
            }
        })
    }

    fn member(&self, members: &mut Vec<(String, Json)>, at: usize) {
        let (name, value) = members[at].clone();
        match self {
            Self::Remove => drop(members.remove(at)),
            Self::Replace(value) => members[at].1 = value.clone(),
            Self::Repeat(again) => members.push((name, again.clone().unwrap_or(value))),
            Self::Respell(spelling) => members[at].0 = spelling.of(&name),
            Self::Rename(name) => members[at].0.clone_from(name),
            Self::Add(name, value) => members.insert(at, (name.clone(), value.clone())),
        }
    }

    fn element(&self, elements: &mut Vec<Json>, at: usize) {
        match self {
            Self::Remove => drop(elements.remove(at)),
            Self::Replace(value) | Self::Repeat(Some(value)) => elements[at] = value.clone(),
            Self::Add(_, value) => elements.insert(at, value.clone()),
            Self::Repeat(None) | Self::Respell(_) | Self::Rename(_) => {}
        }
    }
}

impl Spelling {
    fn of(self, name: &str) -> String {
        let text: String = serde_json::from_str(name).unwrap_or_default();
        let escaped = |text: &str| -> String {
            let units = text.encode_utf16();
            units.map(|unit| format!("\\u{unit:04X}")).collect()
        };
        let respelt = match self {
            Self::Escaped => return format!("\"{}\"", escaped(&text)),
            Self::FirstEscaped => {
                let first = text.chars().next().map_or(0, char::len_utf8);
                let (first, rest) = text.split_at(first);
                let rest = serde_json::to_string(rest).unwrap();
                return format!("\"{}{}", escaped(first), &rest[1..]);
            }
            Self::Upper => text.to_uppercase(),
            Self::Lower => text.to_lowercase(),
            Self::Shortened => text.chars().skip(1).collect(),
            Self::Doubled => text.chars().take(1).chain(text.chars()).collect(),
            Self::Spaced => format!("{text} "),
        };
        serde_json::to_string(&respelt).unwrap()
    }
}

fn places(json: &Json) -> usize {
    match json {
        Json::Scalar(_) => 0,
        Json::Array(elements) => elements.iter().map(|element| 1 + places(element)).sum(),
        Json::Object(members) => members.iter().map(|(_, value)| 1 + places(value)).sum(),
    }
}
