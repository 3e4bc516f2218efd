//! One step away from a plausible body.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::strategy::json::{self, quoted};
use crate::strategy::{Json, junk};

#[derive(Clone, Debug)]
pub(super) enum Edit {
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
pub(super) enum Spelling {
    Escaped,
    FirstEscaped,
    Upper,
    Lower,
    Shortened,
    Doubled,
    Spaced,
}

/// An edit; members get names out of `names` or names that nobody knows.
pub(super) fn edit(names: &'static [&'static str]) -> impl Strategy<Value = Edit> {
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
    pub(super) fn apply(&self, at: Index, json: &mut Json) {
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
            let inner = match json {
                Json::Object(members) => members.get_mut(at).map(|(_, value)| value),
                Json::Array(elements) => elements.get_mut(at),
                Json::Scalar(_) => None,
            };
            inner.is_some_and(|inner| self.descend(nth, inner))
        })
    }

    fn member(&self, members: &mut Vec<(String, Json)>, at: usize) {
        match self {
            Self::Remove => drop(members.remove(at)),
            Self::Add(name, value) => members.insert(at, (name.clone(), value.clone())),
            _ => {}
        }
        let Some((name, value)) = members.get_mut(at) else {
            return;
        };
        match self {
            Self::Remove | Self::Add(..) => {}
            Self::Replace(new) => value.clone_from(new),
            Self::Respell(spelling) => *name = spelling.of(name),
            Self::Rename(new) => name.clone_from(new),
            Self::Repeat(again) => {
                let again = (name.clone(), again.as_ref().unwrap_or(value).clone());
                members.push(again);
            }
        }
    }

    fn element(&self, elements: &mut Vec<Json>, at: usize) {
        match self {
            Self::Remove => drop(elements.remove(at)),
            Self::Add(_, value) => elements.insert(at, value.clone()),
            Self::Replace(value) | Self::Repeat(Some(value)) => {
                if let Some(element) = elements.get_mut(at) {
                    element.clone_from(value);
                }
            }
            Self::Repeat(None) | Self::Respell(_) | Self::Rename(_) => {}
        }
    }
}

impl Spelling {
    /// A name that is spelt with escapes already stays as it is.
    fn of(self, name: &str) -> String {
        let Some(text) = name
            .strip_prefix('"')
            .and_then(|name| name.strip_suffix('"'))
        else {
            return name.into();
        };
        if text.contains('\\') {
            return name.into();
        }
        let respelt: String = match self {
            Self::Escaped => return quoted(text, &[json::Spelling::Upper]),
            Self::FirstEscaped => {
                let mut spellings = vec![json::Spelling::Plain; text.len()];
                if let Some(first) = spellings.first_mut() {
                    *first = json::Spelling::Upper;
                }
                return quoted(text, &spellings);
            }
            Self::Upper => text.to_uppercase(),
            Self::Lower => text.to_lowercase(),
            Self::Shortened => text.chars().skip(1).collect(),
            Self::Doubled => text.chars().take(1).chain(text.chars()).collect(),
            Self::Spaced => format!("{text} "),
        };
        quoted(&respelt, &[])
    }
}

fn places(json: &Json) -> usize {
    match json {
        Json::Scalar(_) => 0,
        Json::Array(elements) => elements.iter().map(|element| 1 + places(element)).sum(),
        Json::Object(members) => members.iter().map(|(_, value)| 1 + places(value)).sum(),
    }
}
