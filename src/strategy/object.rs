use alloc::format;
use alloc::vec::Vec;
use core::ops::Range;

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Json, junk};

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

pub(crate) fn sometimes<S: Strategy + 'static>(
    share: f64,
    strategy: S,
) -> BoxedStrategy<Option<S::Value>> {
    match share {
        0.0 => Just(()).prop_map(|()| None).boxed(),
        1.0 => strategy.prop_map(Some).boxed(),
        _ => weighted(share, strategy).boxed(),
    }
}

pub(crate) fn array(element: BoxedStrategy<Json>, size: Range<usize>) -> BoxedStrategy<Json> {
    vec(element, size).prop_map(Json::Array).boxed()
}

pub(crate) fn flag() -> BoxedStrategy<Json> {
    select(&["true", "false"][..])
        .prop_map(Json::scalar)
        .boxed()
}

/// `null` in one draw of four.
pub(crate) fn or_null(value: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    prop_oneof![1 => Just(Json::scalar("null")), 3 => value].boxed()
}
