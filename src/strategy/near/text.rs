//! Strings at and around the edge of what a rule allows.

use alloc::format;
use alloc::string::String;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::strategy::mailbox;
use crate::strategy::text::{self, one_of};

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
    prop_oneof![
        6 => plain(),
        2 => unusual,
        1 => wrong,
        1 => strayed,
        1 => mailbox::valid(),
        1 => mailbox::broken(),
    ]
    .boxed()
}

/// 24 hexadecimal digits, or in one draw of four something else.
pub(crate) fn object_id() -> BoxedStrategy<String> {
    prop_oneof![3 => text::object_id(), 1 => text::no_object_id()].boxed()
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
