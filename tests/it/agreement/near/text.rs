//! Strings at and around the edge of what a rule allows.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::Json;

/// The texts as JSON strings, one in ten spelt with escapes only.
pub(crate) fn json(texts: impl Strategy<Value = String> + 'static) -> BoxedStrategy<Json> {
    (texts, proptest::bool::weighted(0.1))
        .prop_map(|(text, escaped)| {
            Json::Scalar(if escaped {
                let units = text.encode_utf16();
                let units: String = units.map(|unit| format!("\\u{unit:04x}")).collect();
                format!("\"{units}\"")
            } else {
                serde_json::to_string(&text).unwrap()
            })
        })
        .boxed()
}

fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    select(texts).prop_map(String::from).boxed()
}

/// What people are called, and what a form sends when nobody typed anything.
pub(crate) fn name() -> BoxedStrategy<String> {
    prop_oneof![
        4 => one_of(&["Ada Obi", "Jane", "O'Hara \"Scarlett\"", "\u{540d}\u{524d}", "\u{1f600}"]),
        1 => one_of(&["", " ", "\t\n", "\u{a0}", "\0"]),
    ]
    .boxed()
}

pub(crate) fn phone() -> BoxedStrategy<String> {
    prop_oneof![
        3 => one_of(&["+2348099998888", "0809 999 8888", "217-320-3531 ext. 4"]),
        1 => Just(String::new()),
    ]
    .boxed()
}

/// Addresses: plain ones, legal but unusual ones, and ones with something wrong.
pub(crate) fn email() -> BoxedStrategy<String> {
    let plain = || {
        one_of(&[
            "ada@example.com",
            "first.last+tag@sub.example.org",
            "A@EXAMPLE.COM",
        ])
    };
    let unusual = one_of(&[
        "ada@localhost",
        "\"ada obi\"@example.com",
        "ada@[192.0.2.1]",
        "ada@[IPv6:2001:db8::1]",
        "a!#$%&'*+/=?^_`{|}~-@example.com",
    ]);
    let wrong = one_of(&[
        " ",
        "ada",
        "@example.com",
        "ada@",
        "ada@example..com",
        ".ada@example.com",
        "Ada <ada@example.com>",
        "ada@example.com, jane@example.com",
        "\u{e4}da@example.com",
        "ada@ex\u{e4}mple.com",
        "ada@[300.0.0.1]",
    ]);
    let strayed = (plain(), any::<Index>(), select(&b" .@\"\n(_\0-"[..])).prop_map(
        |(mut text, at, stray)| {
            text.insert(at.index(text.len() + 1), stray.into());
            text
        },
    );
    prop_oneof![6 => plain(), 2 => unusual, 1 => wrong, 1 => strayed].boxed()
}

/// 24 hexadecimal digits, or nearly.
pub(crate) fn object_id() -> BoxedStrategy<String> {
    prop_oneof![
        6 => "[0-9a-f]{24}",
        2 => "[0-9A-Fa-f]{24}",
        1 => "[0-9a-f]{22,26}",
        1 => "[0-9a-f]{12}[g-z \u{ff11}][0-9a-f]{11}",
        1 => one_of(&["", "6650aa11bb22cc33dd44ee55\n", "\n6650aa11bb22cc33dd44ee55", "ObjectId(1)"]),
    ]
    .boxed()
}

pub(crate) fn status() -> BoxedStrategy<String> {
    prop_oneof![
        4 => one_of(&["ACTIVE", "INACTIVE"]),
        1 => one_of(&["", "active", "Inactive", " ACTIVE", "ACTIVE\n", "ACTIV", "BLOCKED"]),
    ]
    .boxed()
}

/// Date-times whose fields lie at and around their limits. Each field keeps its digits and its
/// place: where punctuation stands for a digit, the format check of jsonschema is wrong.
pub(crate) fn timestamp() -> BoxedStrategy<String> {
    let usual = one_of(&["2026-06-27T14:05:00.000Z", "2026-06-28T08:10:00Z"]);
    let fields = (
        select(&["1900", "2000", "2024", "2026"][..]),
        select(&["00", "01", "02", "06", "12", "13"][..]),
        select(&["00", "01", "28", "29", "30", "31", "32"][..]),
        select(&["T", "T", "T", "t", " "][..]),
        select(&["00", "23", "24"][..]),
        select(&["00", "59", "60"][..]),
        select(&["00", "59", "60", "61"][..]),
        select(&["", ".0", ".123456789", "."][..]),
        select(
            &[
                "Z", "Z", "z", "+00:00", "-08:00", "+01:00", "+24:00", "+0100", "",
            ][..],
        ),
    );
    let near = fields.prop_map(
        |(year, month, day, t, hour, minute, second, fraction, offset)| {
            format!("{year}-{month}-{day}{t}{hour}:{minute}:{second}{fraction}{offset}")
        },
    );
    let edge = one_of(&[
        "1900-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2026-06-31T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "2017-01-01T00:59:60+01:00",
        "2016-12-31T22:59:60Z",
    ]);
    let other = one_of(&[
        "",
        "2026-06-27",
        "1782569100000",
        "Sat, 27 Jun 2026 14:05:00 GMT",
    ]);
    prop_oneof![24 => usual, 3 => near, 2 => edge, 1 => other].boxed()
}
