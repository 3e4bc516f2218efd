//! Bodies as they come: fields, order and lengths mixed, one name in ten beyond ASCII, three
//! strings in a hundred with escapes, one body in nine wrong. The same seed gives the same bodies.

use fastrand::Rng;

pub(crate) const SIZE: usize = 200_000;

const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
const FOREIGN: &[&str] = &["Zoë", "Łukasz", "Chiọma", "名前", "Σοφία", "Özlem"];

/// `SIZE` bodies of a service out of its members and of what it refuses.
pub(crate) fn bodies(
    members: fn(&mut Rng) -> Vec<String>,
    wrong: fn(&mut Rng, &mut Vec<String>),
) -> Vec<Vec<u8>> {
    let mut rng = Rng::with_seed(20_261_121);
    (0..SIZE)
        .map(|_| {
            let mut members = members(&mut rng);
            rng.shuffle(&mut members);
            if rng.u8(..100) < 11 {
                wrong(&mut rng, &mut members);
            }
            let space = if rng.u8(..4) == 0 { " " } else { "" };
            format!("{{{}}}", members.join(&format!(",{space}"))).into_bytes()
        })
        .collect()
}

/// A member with a string value.
pub(crate) fn string(name: &str, text: &str) -> String {
    format!("\"{name}\":{}", serde_json::to_string(text).unwrap())
}

pub(crate) fn word(rng: &mut Rng, length: std::ops::RangeInclusive<usize>) -> String {
    (0..rng.usize(length))
        .map(|_| char::from(*rng.choice(LETTERS).unwrap()))
        .collect()
}

/// One to three words; one in ten has letters beyond ASCII, three in a hundred need escapes.
pub(crate) fn name(rng: &mut Rng) -> String {
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

/// A plain mailbox, on which every checker agrees.
pub(crate) fn email(rng: &mut Rng) -> String {
    let dot = if rng.bool() { "." } else { "" };
    let (first, last, host) = (word(rng, 3..=8), word(rng, 3..=10), word(rng, 3..=12));
    format!("{first}{dot}{last}@{host}.example")
}

pub(crate) fn wrong_email(rng: &mut Rng) -> String {
    let (local, host) = (word(rng, 3..=8), word(rng, 3..=12));
    match rng.u8(..4) {
        0 => format!("{local}.{host}.example"),
        1 => format!("{local}@{host}@example.com"),
        2 => format!("{local} x@{host}.example"),
        _ => format!("{local}@{host}_.example"),
    }
}

pub(crate) fn hex(rng: &mut Rng, digits: usize) -> String {
    (0..digits)
        .map(|_| char::from(b"0123456789abcdef"[rng.usize(..16)]))
        .collect()
}

/// The member of this name replaced, or added where it is missing.
pub(crate) fn put(members: &mut Vec<String>, name: &str, member: String) {
    let start = format!("\"{name}\":");
    match members.iter_mut().find(|other| other.starts_with(&start)) {
        Some(other) => *other = member,
        None => members.push(member),
    }
}
