//! Texts that are no JSON, as senders with a fault make them.

use fastrand::Rng;
use serde_json::ser::CompactFormatter;

use super::{Members, put, spelling};

/// The text in whose place one of the [`FAULTS`] is put.
const HERE: &str = "<here>";

/// What a sender has that does not spell strings, or cuts them, as JSON does: half an emoji, a
/// letter in Latin-1, a line feed as it is, Python's `None`.
const FAULTS: &[&[u8]] = &[b"\"Zo \\ud83d\"", b"\"Zo\xEB\"", b"\"Zoe\nObi\"", b"None"];

/// The members spelt with a fault; `name` is of one that may be any text.
pub(super) fn text(rng: &mut Rng, mut members: Members, name: &str) -> Vec<u8> {
    if let Some(fault) = rng.choice(FAULTS).filter(|_| rng.u8(..3) == 0) {
        put(&mut members, name, HERE.into());
        let text = spelling::text(&members, CompactFormatter);
        let (before, after) = text.split_once(&format!("\"{HERE}\"")).unwrap();
        return [before.as_bytes(), fault, after.as_bytes()].concat();
    }
    let text = spelling::text(&members, CompactFormatter);
    let end = text.len() - 1;
    match rng.u8(..8) {
        // In the last string, be it a value or a name.
        0..2 => text[..text.rfind('"').unwrap()].into(),
        2..4 => text.as_bytes()[..rng.usize(1..end)].into(),
        4 => text.replacen('"', "", 2).into(),
        5 => text.replace('"', "'").into(),
        6 => format!("{},}}", &text[..end]).into(),
        _ => format!("\u{feff}{text}").into(),
    }
}
