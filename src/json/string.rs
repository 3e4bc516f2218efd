use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};

use super::Surrogates;

/// The string that `text`, a JSON string with its quotes, holds.
pub(crate) fn string(text: &str, surrogates: Surrogates) -> serde_json::Result<Cow<'_, str>> {
    let mut json = serde_json::Deserializer::from_str(text);
    match surrogates {
        Surrogates::Refuse => json.deserialize_str(StringVisitor),
        Surrogates::Replace => json.deserialize_bytes(StringVisitor),
    }
}

/// A string out of a stream of values.
pub(super) struct Unescaped<'a>(pub(super) Cow<'a, str>);

impl<'de> Deserialize<'de> for Unescaped<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(StringVisitor).map(Self)
    }
}

/// Borrows a string where it can; serde's own `Cow` never does.
struct StringVisitor;

impl<'a> Visitor<'a> for StringVisitor {
    type Value = Cow<'a, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, string: &'a str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(string))
    }

    fn visit_str<E>(self, string: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(string.into()))
    }

    fn visit_borrowed_bytes<E>(self, bytes: &'a [u8]) -> Result<Self::Value, E> {
        Ok(match core::str::from_utf8(bytes) {
            Ok(string) => Cow::Borrowed(string),
            Err(_) => Cow::Owned(replace_surrogates(bytes)),
        })
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(Cow::Owned(replace_surrogates(bytes)))
    }
}

/// serde_json hands out half a surrogate pair as the three bytes that it would have in UTF-8, of
/// which the first is 0xED. Each becomes one U+FFFD, as it does at JavaScript services.
fn replace_surrogates(bytes: &[u8]) -> String {
    let mut string = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        string.push_str(chunk.valid());
        if chunk.invalid().first() == Some(&0xED) {
            string.push(char::REPLACEMENT_CHARACTER);
        }
    }
    string
}

#[cfg(test)]
mod tests {
    use alloc::borrow::Cow;

    use crate::json::{Surrogates, string};

    #[test]
    fn half_a_surrogate_pair_becomes_one_replacement_character() {
        let read = |text| string(text, Surrogates::Replace).unwrap_or(Cow::Borrowed("unread"));
        assert_eq!(read(r#""a\ud83d b\uDE00""#), "a\u{fffd} b\u{fffd}");
        assert_eq!(read(r#""\ud83d\ud83d\ude00""#), "\u{fffd}\u{1f600}");
        assert_eq!(read(r#""plain""#), "plain");
    }

    #[test]
    fn escapes_are_read_either_way() {
        for surrogates in [Surrogates::Refuse, Surrogates::Replace] {
            let read = string(r#""a\tb\u00e9""#, surrogates);
            assert_eq!(read.unwrap_or(Cow::Borrowed("unread")), "a\tb\u{e9}");
        }
    }

    #[test]
    fn half_a_surrogate_pair_can_be_refused() {
        assert!(string(r#""\ud83d""#, Surrogates::Refuse).is_err());
    }
}
