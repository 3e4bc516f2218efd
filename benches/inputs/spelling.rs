//! One value as different senders write it.

use std::io;

use fastrand::Rng;
use serde::{Serialize, Serializer};
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::Members;

/// Of a hundred texts ten are indented, 25 have a space after commas, colons or both, and the rest
/// has no white space; one in six is of a sender that escapes what is beyond ASCII.
pub(super) fn of_any_sender(rng: &mut Rng, members: &Members) -> String {
    let text = match rng.u8(..100) {
        0..10 => text(members, PrettyFormatter::new()),
        10..35 => {
            let (comma, colon) = *rng
                .choice([(true, false), (false, true), (true, true)].iter())
                .unwrap();
            text(members, Spaced { comma, colon })
        }
        _ => text(members, CompactFormatter),
    };
    if rng.u8(..6) == 0 {
        return in_ascii(&text);
    }
    text
}

pub(super) fn text(members: &Members, formatter: impl Formatter) -> String {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, formatter);
    Object(members).serialize(&mut serializer).unwrap();
    String::from_utf8(text).unwrap()
}

/// An object whose names may repeat.
struct Object<'a>(&'a Members);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// On one line, with a space after commas and colons as Python's `json.dumps` has it, or after one
/// of them.
struct Spaced {
    comma: bool,
    colon: bool,
}

impl Spaced {
    fn begin<W: io::Write + ?Sized>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        match (first, self.comma) {
            (true, _) => Ok(()),
            (false, true) => writer.write_all(b", "),
            (false, false) => writer.write_all(b","),
        }
    }
}

impl Formatter for Spaced {
    fn begin_array_value<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.begin(writer, first)
    }

    fn begin_object_key<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.begin(writer, first)
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(if self.colon { b": " } else { b":" })
    }
}

/// As Python and PHP write it unless they are told not to.
fn in_ascii(text: &str) -> String {
    let mut ascii = String::new();
    for letter in text.chars() {
        match letter {
            '\0'..='\x7f' => ascii.push(letter),
            _ => letter
                .encode_utf16(&mut [0; 2])
                .iter()
                .for_each(|unit| ascii.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    ascii
}
