//! Values, drawn.

use std::ops::RangeInclusive;

use fastrand::Rng;
use serde_json::{Value, json};

use super::Members;

const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
const FOREIGN: &[&str] = &["Zoë", "Łukasz", "Chiọma", "名前", "Σοφία", "Özlem"];

pub(super) fn word(rng: &mut Rng, length: RangeInclusive<usize>) -> String {
    (0..rng.usize(length))
        .map(|_| char::from(*rng.choice(LETTERS).unwrap()))
        .collect()
}

/// One to three words; one in ten has letters beyond ASCII, three in a hundred need escapes.
pub(super) fn name(rng: &mut Rng) -> String {
    let mut name = word(rng, 2..=10);
    for _ in 0..rng.usize(0..3) {
        name.push(' ');
        name.push_str(&word(rng, 2..=12));
    }
    match rng.u8(..100) {
        0..10 => format!("{} {name}", rng.choice(FOREIGN).unwrap()),
        10..13 => format!("{name} \"{}\"", word(rng, 2..=6)),
        _ => name,
    }
}

/// A plain mailbox, on which every checker agrees and no advice is due.
pub(super) fn email(rng: &mut Rng) -> String {
    let dot = if rng.bool() { "." } else { "" };
    let (first, last, host) = (word(rng, 3..=8), word(rng, 3..=10), word(rng, 3..=12));
    format!("{first}{dot}{last}@{host}.example.com")
}

pub(super) fn wrong_email(rng: &mut Rng) -> String {
    let (local, host) = (word(rng, 3..=8), word(rng, 3..=12));
    match rng.u8(..4) {
        0 => format!("{local}.{host}.example"),
        1 => format!("{local}@{host}@example.com"),
        2 => format!("{local} x@{host}.example"),
        _ => format!("{local}@{host}_.example"),
    }
}

pub(super) fn hex(rng: &mut Rng, digits: usize) -> String {
    (0..digits)
        .map(|_| char::from(b"0123456789abcdef"[rng.usize(..16)]))
        .collect()
}

pub(super) fn phone(rng: &mut Rng) -> String {
    format!("+234{}", rng.u64(8_000_000_000..9_100_000_000))
}

pub(super) fn timestamp(rng: &mut Rng) -> String {
    let (month, day) = (rng.u8(1..=12), rng.u8(1..=28));
    let (hour, minute, second) = (rng.u8(..24), rng.u8(..60), rng.u8(..60));
    format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.000Z")
}

/// One to three members that neither service lists, some of them listed ones in another spelling.
pub(super) fn add_unlisted(rng: &mut Rng, members: &mut Members) {
    const NAMES: &[&str] = &[
        "note",
        "meta",
        "source",
        "externalId",
        "customer_name",
        "e-mail",
        "Status",
        "isActive",
        "phoneNumber",
    ];
    let amount = rng.usize(1..=3);
    for name in rng.choose_multiple(NAMES, amount) {
        let value: Value = match *name {
            "meta" => json!({"row": rng.u16(..), "import": {"file": word(rng, 4..=9), "by": null}}),
            "externalId" => rng.u32(..).into(),
            "isActive" => rng.bool().into(),
            "phoneNumber" => phone(rng).into(),
            "e-mail" => email(rng).into(),
            _ => words(rng).into(),
        };
        members.insert(rng.usize(..=members.len()), (name.to_string(), value));
    }
}

fn words(rng: &mut Rng) -> String {
    let words: Vec<_> = (0..rng.usize(1..=6)).map(|_| word(rng, 2..=9)).collect();
    words.join(" ")
}
