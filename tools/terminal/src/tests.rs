#![allow(
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

use serde_json::Value;
use serde_json::value::RawValue;

use super::{printable, printable_character, to_json};

/// Those that the tools are held to, written out: ranges, both ends included.
const RAW: [(u32, u32); 14] = [
    (0, 0x1f),
    (0x7f, 0x9f),
    (0xad, 0xad),
    (0x61c, 0x61c),
    (0x180e, 0x180e),
    (0x200b, 0x200f),
    (0x2028, 0x202e),
    (0x2060, 0x206f),
    (0x3164, 0x3164),
    (0xfeff, 0xfeff),
    (0xfff9, 0xfffb),
    (0x1d173, 0x1d17a),
    (0xe0000, 0xe007f),
    (0xe0100, 0xe01ef),
];

fn raw() -> impl Iterator<Item = char> {
    RAW.iter()
        .flat_map(|(first, last)| *first..=*last)
        .map(|code| char::from_u32(code).unwrap())
}

#[test]
fn one_character_that_is_seen_stands_for_one_that_is_not() {
    for c in raw() {
        let shown = printable_character(c);
        assert_ne!(shown, c, "{c:?}");
        assert_eq!(printable_character(shown), shown, "{c:?}");
        assert_eq!(printable(&format!("a{c}b")), format!("a{shown}b"));
    }
    assert_eq!(printable("\u{1b}[31m\t\n"), "␛[31m ␊");
}

#[test]
fn what_people_write_is_left_as_it_is() {
    let text = "Zoë e\u{301} 阿达·奥比 عمر שלום 👩🏽 ❤\u{fe0f} ~ \u{a0}";
    assert_eq!(printable(text), text);
    assert_eq!(to_json(&text).unwrap(), format!("\"{text}\""));
}

#[test]
fn json_is_printable_and_says_the_same() {
    let text: String = raw().chain(['"', '\\', 'é', '🌾']).collect();
    let json = to_json(&text).unwrap();
    assert_eq!(printable(&json), json);
    assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);

    let given = "{\n\t\"\u{9b}\u{e0041}\": [ \"\u{202e}\\u202e\",\r\n 1.0e5 ]}";
    let kept: Box<RawValue> = serde_json::from_str(given).unwrap();
    let json = to_json(&kept).unwrap();
    assert!(!json.contains(['\u{9b}', '\u{202e}', '\u{e0041}']));
    let [given, json] = [given, &json].map(|it| serde_json::from_str::<Value>(it).unwrap());
    assert_eq!(given, json);
}
