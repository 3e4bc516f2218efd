//! JSON values that no document foresees, and names for members that it does not list.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::Json;

const SCALARS: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "200",
    "404.0",
    "-1",
    "1.5",
    "1e-5",
    "1e400",
    "-1E+400",
    "123456789012345678901234567890",
    r#""""#,
    r#"" ""#,
    r#""x""#,
    r#""null""#,
    r#""true""#,
    r#""0""#,
    r#""\u0000""#,
    r#""\ud83d\ude00""#,
    r#""\ud800""#,
    r#""x\udc00""#,
    r#""\ud800\u0041""#,
];

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

/// `null` first: it is what a value shrinks to.
pub(crate) fn value() -> BoxedStrategy<Json> {
    let scalar = select(SCALARS).prop_map(Json::scalar);
    let nested = (1..100_usize)
        .prop_map(|depth| Json::scalar(format!("{}{}", "[".repeat(depth), "]".repeat(depth))));
    let scalar = prop_oneof![20 => scalar, 1 => nested];
    let value = scalar.prop_recursive(3, 8, 3, |value| {
        prop_oneof![
            vec(value.clone(), 0..3).prop_map(Json::Array),
            vec((stranger(), value), 0..3).prop_map(Json::Object),
        ]
    });
    prop_oneof![1 => Just(Json::scalar("null")), 5 => value].boxed()
}

/// The name of an unlisted member, as JSON text.
pub(crate) fn stranger() -> BoxedStrategy<String> {
    prop_oneof![
        8 => select(STRANGERS).prop_map(|name| serde_json::to_string(name).unwrap()),
        1 => Just(r#""\ud800""#.to_owned()),
    ]
    .boxed()
}
