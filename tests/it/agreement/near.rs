//! Bodies near a contract: a plausible one, edited a few times, written with odd spacing and now
//! and then damaged. What is plausible is the business of each service.

use std::hash::{DefaultHasher, Hash, Hasher};

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};

pub(crate) mod edit;
pub(crate) mod junk;
pub(crate) mod text;

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

    pub(crate) fn body(&self, gap: &str) -> Body {
        let mut text = String::new();
        self.write(gap, &mut text);
        Body(text.into_bytes())
    }

    /// The same with its outermost members in another order.
    pub(crate) fn reordered(&self, seed: u64) -> Self {
        let mut json = self.clone();
        if let Self::Object(members) = &mut json {
            let mut nth = 0;
            members.sort_by_cached_key(|_| {
                nth += 1;
                let mut hasher = DefaultHasher::new();
                (seed, nth).hash(&mut hasher);
                hasher.finish()
            });
        }
        json
    }

    /// Writes the text with `gap` wherever white space may stand.
    fn write(&self, gap: &str, out: &mut String) {
        out.push_str(gap);
        match self {
            Self::Scalar(text) => out.push_str(text),
            Self::Array(elements) => {
                out.push('[');
                for (nth, element) in elements.iter().enumerate() {
                    out.push_str(if nth > 0 { "," } else { "" });
                    element.write(gap, out);
                }
                out.push_str(if elements.is_empty() { gap } else { "" });
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (nth, (name, value)) in members.iter().enumerate() {
                    out.push_str(if nth > 0 { "," } else { "" });
                    out.push_str(gap);
                    out.push_str(name);
                    out.push_str(gap);
                    out.push(':');
                    value.write(gap, out);
                }
                out.push_str(if members.is_empty() { gap } else { "" });
                out.push('}');
            }
        }
        out.push_str(gap);
    }
}

/// The bytes of a body, shown as text when a law fails.
#[derive(Clone)]
pub(crate) struct Body(pub(crate) Vec<u8>);

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}`", self.0.escape_ascii())
    }
}

/// What can happen to a text so that it is probably no longer JSON.
#[derive(Clone, Debug)]
enum Damage {
    Cut,
    Remove,
    Insert(&'static [u8]),
}

impl Damage {
    fn apply(&self, at: Index, bytes: &mut Vec<u8>) {
        let at = at.index(bytes.len().max(1)).min(bytes.len());
        match self {
            Self::Cut => bytes.truncate(at),
            Self::Remove => drop(bytes.splice(at..bytes.len().min(at + 1), [])),
            Self::Insert(stray) => drop(bytes.splice(at..at, stray.iter().copied())),
        }
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    const STRAY: &[&[u8]] = &[
        b"{",
        b"}",
        b"[",
        b"]",
        b"\"",
        b",",
        b":",
        b"\\",
        b"\n",
        b"0",
        b"x",
        b"'",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"/**/",
        b"NaN",
    ];
    prop_oneof![
        1 => Just(Damage::Cut),
        1 => Just(Damage::Remove),
        2 => select(STRAY).prop_map(Damage::Insert),
    ]
}

/// A member of a plausible object: its name, how often it is there, and its values.
pub(crate) type Plausible = (&'static str, f64, BoxedStrategy<Json>);

/// An object with some of `members`, in any order.
pub(crate) fn object(members: Vec<Plausible>) -> BoxedStrategy<Json> {
    let members: Vec<_> = members
        .into_iter()
        .map(|(name, share, value)| {
            let member = value.prop_map(move |value| (format!("{name:?}"), value));
            sometimes(share, member)
        })
        .collect();
    members
        .prop_map(|members| members.into_iter().flatten().collect::<Vec<_>>())
        .prop_shuffle()
        .prop_map(Json::Object)
        .boxed()
}

/// An object with junk for one of the members `names`, or junk for the object.
pub(crate) fn spoilt(
    object: BoxedStrategy<Json>,
    names: &'static [&'static str],
) -> BoxedStrategy<Json> {
    let one = (object, select(names), junk::value()).prop_map(|(mut json, name, junk)| {
        if let Json::Object(members) = &mut json {
            let name = format!("{name:?}");
            members.retain(|(other, _)| *other != name);
            members.push((name, junk));
        }
        json
    });
    prop_oneof![3 => one, 1 => junk::value()].boxed()
}

fn sometimes<S: Strategy + 'static>(share: f64, strategy: S) -> BoxedStrategy<Option<S::Value>> {
    match share {
        0.0 => Just(()).prop_map(|()| None).boxed(),
        1.0 => strategy.prop_map(Some).boxed(),
        _ => weighted(share, strategy).boxed(),
    }
}

pub(crate) fn array(
    element: BoxedStrategy<Json>,
    size: std::ops::Range<usize>,
) -> BoxedStrategy<Json> {
    vec(element, size).prop_map(Json::Array).boxed()
}

/// `plausible` texts, all but a share of them edited, with the names that mean something.
pub(crate) fn edited(
    plausible: BoxedStrategy<Json>,
    names: &'static [&'static str],
    untouched: f64,
) -> BoxedStrategy<Json> {
    let edits = sometimes(
        1.0 - untouched,
        vec((any::<Index>(), edit::edit(names)), 1..4),
    );
    (plausible, edits)
        .prop_map(|(mut json, edits)| {
            for (at, edit) in edits.iter().flatten() {
                edit.apply(*at, &mut json);
            }
            json
        })
        .boxed()
}

/// The texts with one spacing or another, a share of them damaged.
pub(crate) fn written(json: BoxedStrategy<Json>, damaged: f64) -> BoxedStrategy<Body> {
    let damage = sometimes(damaged, (any::<Index>(), damage()));
    (json, gap(), damage)
        .prop_map(|(json, gap, damage)| {
            let Body(mut bytes) = json.body(gap);
            if let Some((at, damage)) = damage {
                damage.apply(at, &mut bytes);
            }
            Body(bytes)
        })
        .boxed()
}

/// What to put wherever white space may stand.
pub(crate) fn gap() -> impl Strategy<Value = &'static str> {
    select(&["", "", " ", "\n", "\t\r\n "][..])
}
