//! JSON values that no document foresees, and names for members that it does not list.

use alloc::string::String;
use alloc::vec::Vec;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use super::Json;
use super::json::{quoted, spellings};
use super::text::any_text;
use crate::report::finding::JsonType;

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "200",
    "404.0",
    "-1",
    "1.5",
    "1e-5",
    "1e400",
    "-1E+400",
    "2348099998888",
    "123456789012345678901234567890",
];

const STRINGS: &[&str] = &[
    r#""""#,
    r#"" ""#,
    r#""x""#,
    r#""null""#,
    r#""true""#,
    r#""0""#,
    r#""\u0000""#,
    r#""\ud83d\ude00""#,
];

/// Strings with half of a surrogate pair.
const TORN: &[&str] = &[r#""\ud800""#, r#""x\udc00""#, r#""\ud800\u0041""#];

/// Names that no document lists; the last ones mean something to the parser below us.
const STRANGERS: &[&str] = &[
    "",
    " ",
    "x",
    "nickname",
    "\u{540d}\u{524d}",
    "a/b~c",
    "__proto__",
    "$serde_json::private::Number",
    "$serde_json::private::RawValue",
];

fn scalar(texts: &'static [&'static str]) -> BoxedStrategy<Json> {
    select(texts).prop_map(Json::scalar).boxed()
}

/// Any value, now and then one with half of a surrogate pair. `null` first: it is what a value
/// shrinks to.
pub(crate) fn value() -> BoxedStrategy<Json> {
    let scalar = prop_oneof![
        2 => scalar(&["true", "false"]),
        8 => scalar(NUMBERS),
        8 => scalar(STRINGS),
        2 => scalar(TORN),
        1 => (1..100_usize).prop_map(nested),
    ];
    let value = scalar.prop_recursive(3, 8, 3, |value| {
        prop_oneof![
            vec(value.clone(), 0..3).prop_map(Json::Array),
            vec((stranger(), value), 0..3).prop_map(Json::Object),
        ]
    });
    prop_oneof![1 => Just(Json::scalar("null")), 3 => value].boxed()
}

pub(crate) fn number() -> BoxedStrategy<Json> {
    scalar(NUMBERS)
}

/// Arrays in arrays.
pub(crate) fn nested(depth: usize) -> Json {
    Json::Scalar("[".repeat(depth) + &"]".repeat(depth))
}

/// A value whose JSON type is none of `types`, strings whole. Shrinks to the first type of `null`,
/// boolean, number, string, array and object that is left.
pub(crate) fn other_than(types: &[JsonType]) -> BoxedStrategy<Json> {
    let all = [
        (JsonType::Null, Just(Json::scalar("null")).boxed()),
        (JsonType::Boolean, scalar(&["false", "true"])),
        (JsonType::Number, number()),
        (JsonType::String, scalar(STRINGS)),
        (
            JsonType::Array,
            vec(value(), 0..3).prop_map(Json::Array).boxed(),
        ),
        (JsonType::Object, object()),
    ];
    let others = all.into_iter().filter(|(found, _)| !types.contains(found));
    Union::new(others.map(|(_, values)| values)).boxed()
}

fn object() -> BoxedStrategy<Json> {
    let id = (
        Just(r#""_id""#.into()),
        scalar(&[r#""6650aa11bb22cc33dd44ee55""#]),
    );
    let member = prop_oneof![3 => (stranger(), value()), 1 => id];
    vec(member, 0..3).prop_map(Json::Object).boxed()
}

/// The name of an unlisted member, as JSON text; one in nine spells half of a surrogate pair.
pub(crate) fn stranger() -> BoxedStrategy<String> {
    prop_oneof![
        8 => select(STRANGERS).prop_map(|name| quoted(name, &[])),
        1 => Just(r#""\ud800""#.into()),
    ]
    .boxed()
}

/// The names of unlisted members, whole, as JSON text: those above, misspelt `listed` ones, and
/// texts that hold a character no listed name has.
pub(crate) fn unlisted(listed: &'static [&'static str]) -> BoxedStrategy<String> {
    let misspelt = (select(listed), select(&['_', 's', ' ', 'E'][..]))
        .prop_map(|(name, stray)| name.chars().chain([stray]).collect::<String>());
    let any = any_text().prop_map(|text| text + "\u{1f600}");
    let name = prop_oneof![
        4 => select(STRANGERS).prop_map(String::from),
        1 => misspelt,
        1 => any,
    ];
    (name, spellings())
        .prop_map(|(name, spellings)| quoted(&name, &spellings))
        .boxed()
}

/// Up to two unlisted members, none in most draws.
pub(crate) fn strays(listed: &'static [&'static str]) -> BoxedStrategy<Vec<(String, Json)>> {
    prop_oneof![
        3 => Just(Vec::new()),
        1 => vec((unlisted(listed), value()), 1..3),
    ]
    .boxed()
}
