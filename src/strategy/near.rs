//! Texts near a contract: a plausible one, edited a few times, written with odd spacing and now
//! and then damaged. What is plausible is the business of each service.

use alloc::vec::Vec;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::object::sometimes;
use super::{Body, Json, spacing};

mod edit;
pub(crate) mod text;

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
    (json, spacing(), damage)
        .prop_map(|(json, gaps, damage)| {
            let mut body = json.body(&gaps);
            if let Some((at, damage)) = damage {
                damage.apply(at, &mut body.0);
            }
            body
        })
        .boxed()
}

/// Each text twice: the second time with its outermost members in another order and with other
/// spacing.
pub(crate) fn reordered(json: BoxedStrategy<Json>) -> BoxedStrategy<(Body, Body)> {
    (json, vec(any::<u8>(), 8), spacing(), spacing())
        .prop_map(|(json, keys, gaps, others)| {
            (json.body(&gaps), json.reordered(&keys).body(&others))
        })
        .boxed()
}
