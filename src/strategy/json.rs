use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::Body;

/// A JSON text before it is written. Spelling counts, so names and scalars are JSON text.
#[derive(Clone, Debug)]
pub(crate) enum Json {
    Scalar(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn scalar(text: impl Into<String>) -> Self {
        Self::Scalar(text.into())
    }

    /// The text, with one of `gaps` after the other wherever white space may stand.
    pub(crate) fn text(&self, gaps: &[&str]) -> String {
        let mut text = String::new();
        self.write(&mut gaps.iter().cycle(), &mut text);
        text
    }

    pub(crate) fn body(&self, gaps: &[&str]) -> Body {
        self.text(gaps).into()
    }

    /// The same with its outermost members in the order of `keys`, as far as these go around.
    pub(crate) fn reordered(&self, keys: &[u8]) -> Self {
        let mut json = self.clone();
        if let Self::Object(members) = &mut json {
            let mut keys = keys.iter().cycle();
            members.sort_by_cached_key(|_| keys.next());
        }
        json
    }

    fn write<'g>(&self, gaps: &mut impl Iterator<Item = &'g &'g str>, out: &mut String) {
        put("", gaps, out);
        match self {
            Self::Scalar(text) => put(text, gaps, out),
            Self::Array(elements) => {
                put("[", gaps, out);
                for (nth, element) in elements.iter().enumerate() {
                    out.push_str(if nth > 0 { "," } else { "" });
                    element.write(gaps, out);
                }
                put("]", gaps, out);
            }
            Self::Object(members) => {
                put("{", gaps, out);
                for (nth, (name, value)) in members.iter().enumerate() {
                    for text in [if nth > 0 { "," } else { "" }, name, ":"] {
                        put(text, gaps, out);
                    }
                    value.write(gaps, out);
                }
                put("}", gaps, out);
            }
        }
    }
}

fn put<'g>(text: &str, gaps: &mut impl Iterator<Item = &'g &'g str>, out: &mut String) {
    out.push_str(text);
    out.push_str(gaps.next().unwrap_or(&""));
}

/// What to put wherever white space may stand, in turn: nothing in half of the draws. Shrinks to
/// nothing.
pub(crate) fn spacing() -> impl Strategy<Value = Vec<&'static str>> + Clone {
    prop_oneof![
        Just(Vec::new()),
        vec(select(&["", " ", "\n", "\t\r\n "][..]), 1..6),
    ]
}

/// How one character of a string is spelt. Characters that must be escaped always are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Spelling {
    /// As it is, or in its shortest escape.
    Plain,
    /// With the escape of two characters, if it has one.
    Short,
    /// With `\u` and lower-case digits; above U+FFFF as a surrogate pair.
    Lower,
    /// With `\u` and upper-case digits.
    Upper,
}

/// Spellings for a string, in turn: all plain in nine draws of ten, and shrinking to that.
pub(crate) fn spellings() -> impl Strategy<Value = Vec<Spelling>> + Clone {
    use Spelling::{Lower, Plain, Short, Upper};
    prop_oneof![
        9 => Just(Vec::new()),
        1 => vec(select(&[Plain, Short, Lower, Upper][..]), 1..4),
    ]
}

/// `text` as a JSON string, its characters spelt by `spellings` in turn.
pub(crate) fn quoted(text: &str, spellings: &[Spelling]) -> String {
    let mut spellings = spellings.iter().cycle();
    let mut json = String::from("\"");
    for character in text.chars() {
        let spelling = spellings.next().unwrap_or(&Spelling::Plain);
        spell(character, *spelling, &mut json);
    }
    json.push('"');
    json
}

fn spell(character: char, spelling: Spelling, out: &mut String) {
    let short = match character {
        '"' | '\\' | '/' => Some(character),
        '\u{8}' => Some('b'),
        '\u{c}' => Some('f'),
        '\n' => Some('n'),
        '\r' => Some('r'),
        '\t' => Some('t'),
        _ => None,
    };
    let must = matches!(character, '"' | '\\' | '\0'..='\u{1f}');
    match (spelling, short) {
        (Spelling::Short, Some(short)) => out.extend(['\\', short]),
        (Spelling::Plain, Some(short)) if must => out.extend(['\\', short]),
        (Spelling::Plain | Spelling::Short, _) if !must => out.push(character),
        _ => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                // Writing to a string never fails.
                let _ = match spelling {
                    Spelling::Upper => write!(out, "\\u{unit:04X}"),
                    _ => write!(out, "\\u{unit:04x}"),
                };
            }
        }
    }
}
