use alloc::string::String;
use alloc::vec::Vec;
use core::ops::RangeInclusive;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::Json;
use super::json::{quoted, spellings};

/// The texts as JSON strings, one in ten with escapes that it could do without.
pub(crate) fn json(texts: impl Strategy<Value = String> + 'static) -> BoxedStrategy<Json> {
    (texts, spellings())
        .prop_map(|(text, spellings)| Json::Scalar(quoted(&text, &spellings)))
        .boxed()
}

/// Always this text.
pub(crate) fn just(text: &'static str) -> BoxedStrategy<String> {
    Just(text).prop_map(String::from).boxed()
}

pub(crate) fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    select(texts).prop_map(String::from).boxed()
}

/// A text of characters out of an alphabet.
pub(crate) fn of(
    alphabet: &str,
    size: RangeInclusive<usize>,
) -> impl Strategy<Value = String> + Clone + use<> {
    let characters: Vec<char> = alphabet.chars().collect();
    vec(select(characters), size).prop_map(String::from_iter)
}

/// Any text, rich in characters that are escaped, beyond 16 bits, or not to be seen.
pub(crate) fn any_text() -> BoxedStrategy<String> {
    let awkward = "\"\\/\u{8}\u{c}\n\r\t\0\u{1f}\u{7f}\u{a0}\u{301}\u{2028}\u{feff}\u{fffd}\u{ffff}\u{10000}\u{1f600}\u{10ffff}";
    let awkward: Vec<char> = awkward.chars().collect();
    let character = prop_oneof![
        2 => proptest::char::range('a', 'z'),
        1 => select(awkward),
        1 => proptest::char::any(),
    ];
    vec(character, 0..10).prop_map(String::from_iter).boxed()
}

/// What people are called, what a form sends when nobody typed anything, and any text.
pub(crate) fn name() -> BoxedStrategy<String> {
    prop_oneof![
        4 => one_of(&["Ada Obi", "Jane", "O'Hara \"Scarlett\"", "\u{540d}\u{524d}", "\u{1f600}"]),
        1 => one_of(&["", " ", "\t\n", "\u{a0}", "\0"]),
        2 => any_text(),
    ]
    .boxed()
}

pub(crate) fn phone() -> BoxedStrategy<String> {
    prop_oneof![
        3 => one_of(&["+2348099998888", "0809 999 8888", "217-320-3531 ext. 4"]),
        1 => of("0123456789 +()-", 1..=20),
        1 => Just(String::new()),
        1 => any_text(),
    ]
    .boxed()
}

/// What can follow the prefix of a token: visible ASCII, mostly letters and digits.
pub(crate) fn token() -> BoxedStrategy<String> {
    let visible: String = ('!'..='~').collect();
    prop_oneof![
        2 => of("abcXYZ0189", 1..=24),
        1 => of(&visible, 1..=24),
    ]
    .boxed()
}

/// 24 hexadecimal digits: two in three draws all lower-case.
pub(crate) fn object_id() -> BoxedStrategy<String> {
    prop_oneof![
        4 => of("0123456789abcdef", 24..=24),
        1 => of("0123456789ABCDEF", 24..=24),
        1 => of("0123456789abcdefABCDEF", 24..=24),
    ]
    .boxed()
}

/// A text that is not 24 hexadecimal digits: too few or too many, a character that is none among
/// them, something around them.
pub(crate) fn no_object_id() -> BoxedStrategy<String> {
    let spoilt = (object_id(), any::<Index>(), select(STRAY)).prop_map(|(id, at, stray)| {
        let at = at.index(24);
        let kept = |(nth, digit)| if nth == at { stray } else { digit };
        id.chars().enumerate().map(kept).collect::<String>()
    });
    let around = (object_id(), select(STRAY), any::<bool>()).prop_map(|(mut id, stray, before)| {
        id.insert(if before { 0 } else { id.len() }, stray);
        id
    });
    prop_oneof![
        1 => of("0123456789abcdef", 0..=23),
        1 => of("0123456789abcdef", 25..=48),
        2 => spoilt,
        1 => around,
        1 => one_of(&["", "ObjectId(1)", "me", "null"]),
    ]
    .boxed()
}

const STRAY: &[char] = &['g', 'G', ' ', '-', '\n', '\0', '\u{ff11}', '\u{1f600}'];

/// A date and time of RFC 3339, rare forms included: either case, any offset, long fractions, a
/// leap second, 29 February.
pub(crate) fn timestamp() -> BoxedStrategy<String> {
    let two = |range: RangeInclusive<u8>| range.prop_map(|number| alloc::format!("{number:02}"));
    let offset = prop_oneof![
        3 => one_of(&["Z", "z"]),
        1 => (one_of(&["+", "-"]), two(0..=23), two(0..=59))
            .prop_map(|(sign, hour, minute)| alloc::format!("{sign}{hour}:{minute}")),
    ];
    let fraction = prop_oneof![
        1 => Just(String::new()),
        1 => of("0123456789", 1..=12).prop_map(|digits| alloc::format!(".{digits}")),
    ];
    let date = (0..=9999_u16, two(1..=12), two(1..=28), one_of(&["T", "t"]));
    let time = (two(0..=23), two(0..=59), two(0..=59), fraction, offset);
    let fields = (date, time).prop_map(|((year, month, day, t), time)| {
        let (hour, minute, second, fraction, offset) = time;
        alloc::format!("{year:04}-{month}-{day}{t}{hour}:{minute}:{second}{fraction}{offset}")
    });
    prop_oneof![
        3 => one_of(&["2026-06-28T08:10:00.000Z", "2026-05-01T09:00:00.000Z"]),
        2 => fields,
        1 => one_of(&[
            "2024-02-29T00:00:00Z",
            "2016-12-31T23:59:60Z",
            "2017-01-01T00:59:60+01:00",
        ]),
    ]
    .boxed()
}

/// A text that is no date and time of RFC 3339.
pub(crate) fn no_timestamp() -> BoxedStrategy<String> {
    let cut = (timestamp(), any::<Index>()).prop_map(|(mut text, at)| {
        // Without its end there is no offset, which the form asks for.
        text.truncate(at.index(20).min(text.len() - 1));
        text
    });
    prop_oneof![
        2 => one_of(&[
            "",
            "2026-06-27",
            "1782569100000",
            "Sat, 27 Jun 2026 14:05:00 GMT",
            "2026-06-27 14:05:00Z",
            "2026-06-27T14:05:00",
            "2026-02-29T14:05:00Z",
            "2026-06-31T14:05:00Z",
            "2026-13-01T14:05:00Z",
            "2026-06-27T24:00:00Z",
            "2026-06-27T14:05:60Z",
            "2026-06-27T14:05:00.Z",
            "2026-06-27T14:05:00+0100",
            "2026-06-27T14:05:00+24:00",
        ]),
        1 => cut,
    ]
    .boxed()
}
