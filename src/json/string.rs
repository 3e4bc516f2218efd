use alloc::borrow::Cow;
use alloc::string::String;

use super::Surrogates;

/// The string that `text`, a JSON string with its quotes, holds. Half a surrogate pair in it is
/// replaced.
pub(crate) fn string(text: &str) -> Option<Cow<'_, str>> {
    let rest = text.strip_prefix('"')?;
    let length = plain_length(rest.as_bytes());
    if rest.as_bytes().get(length) == Some(&b'"') {
        return rest.get(..length).map(Cow::Borrowed);
    }
    let (string, _) = unescape(rest, Surrogates::Replace)?;
    Some(Cow::Owned(string))
}

/// The string that ends with the first quote of `text` that is not escaped, and how many bytes of the
/// text it takes with that quote; none if it is no string, or not to be had.
pub(super) fn unescape(text: &str, surrogates: Surrogates) -> Option<(String, usize)> {
    // It takes no more than it is written with.
    let mut string = String::with_capacity(written_length(text)?);
    let mut rest = text;
    loop {
        let (plain, special) = rest.split_at_checked(plain_length(rest.as_bytes()))?;
        string.push_str(plain);
        if let Some(after) = special.strip_prefix('"') {
            return Some((string, text.len() - after.len()));
        }
        let (character, after) = escaped(special.strip_prefix('\\')?, surrogates)?;
        string.push(character);
        rest = after;
    }
}

/// How many bytes stand before the first quote that is not escaped.
fn written_length(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    })
}

/// The character that an escape stands for, without its backslash, and what follows it.
fn escaped(text: &str, surrogates: Surrogates) -> Option<(char, &str)> {
    let (first, after) = text.split_at_checked(1)?;
    let character = match first {
        "\"" => '"',
        "\\" => '\\',
        "/" => '/',
        "b" => '\u{8}',
        "f" => '\u{c}',
        "n" => '\n',
        "r" => '\r',
        "t" => '\t',
        "u" => return utf16(after, surrogates),
        _ => return None,
    };
    Some((character, after))
}

/// The character that one unit of UTF-16 spells, or two with an escape between them.
fn utf16(text: &str, surrogates: Surrogates) -> Option<(char, &str)> {
    let (unit, after) = hexadecimal(text)?;
    if let Some(character) = char::from_u32(unit) {
        return Some((character, after));
    }
    let low = after.strip_prefix("\\u").and_then(hexadecimal);
    let pair = low.filter(|(low, _)| unit < 0xDC00 && matches!(low, 0xDC00..=0xDFFF));
    if let Some((low, after)) = pair {
        let character = char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        return Some((character?, after));
    }
    // Each half becomes one of these, as it does at JavaScript services.
    (surrogates == Surrogates::Replace).then_some((char::REPLACEMENT_CHARACTER, after))
}

fn hexadecimal(text: &str) -> Option<(u32, &str)> {
    let (digits, after) = text.split_at_checked(4)?;
    let digits = digits.chars().map(|digit| digit.to_digit(16));
    let unit = digits.reduce(|unit, digit| Some(unit? << 4 | digit?))?;
    Some((unit?, after))
}

/// How many bytes stand before the first quote, backslash or control character: eight are looked
/// at in one go, the way serde_json does it.
pub(super) fn plain_length(text: &[u8]) -> usize {
    const EACH: u64 = u64::MAX / 0xFF;
    let (words, rest) = text.as_chunks::<8>();
    for (nth, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let below = |word: u64, limit: u8| word.wrapping_sub(EACH * u64::from(limit)) & !word;
        let is = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
        // The lowest hit is right; a borrow can spoil only those above it.
        let hits = (below(word, b' ') | is(b'"') | is(b'\\')) & EACH << 7;
        if hits != 0 {
            return nth * 8 + hits.trailing_zeros() as usize / 8;
        }
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..b' ');
    words.len() * 8 + rest.iter().take_while(is_plain).count()
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::{string, unescape};
    use crate::json::Surrogates;

    #[test]
    fn half_a_surrogate_pair_becomes_one_replacement_character() {
        let read = |text| string(text).unwrap_or("unread".into());
        assert_eq!(read(r#""a\ud83d b\uDE00""#), "a\u{fffd} b\u{fffd}");
        assert_eq!(read(r#""\ud83d\ud83d\ude00""#), "\u{fffd}\u{1f600}");
        assert_eq!(read(r#""plain""#), "plain");
    }

    #[test]
    fn half_a_surrogate_pair_can_be_refused() {
        let refused = ["\\ud83d", "\\ude00\\ud83d", "\\ud83d\\u0041", "\\ud83dx"];
        for text in refused {
            assert_eq!(
                unescape(&(String::from(text) + "\""), Surrogates::Refuse),
                None
            );
        }
    }

    /// Texts of what strings are made of, with what they must not hold too.
    #[test]
    fn what_serde_json_reads_is_read_and_nothing_else() {
        const PARTS: [&str; 21] = [
            "\\\"",
            "\\\\",
            "\\/",
            "\\b",
            "\\f",
            "\\n",
            "\\r",
            "\\t",
            "\\u00e9",
            "\\uD83D",
            "\\uDE00",
            "\\ud83d\\ude00",
            "\\u+123",
            "\\u12",
            "\\x",
            "\n",
            "\u{7f}",
            "é",
            "名",
            "a plain part",
            "\\",
        ];
        let mut random = 1_u32;
        let mut next = |below: usize| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 8) as usize % below
        };
        let (mut read, mut unread) = (0, 0);
        for _ in 0..50_000 {
            let parts = (0..next(6)).map(|_| PARTS.get(next(PARTS.len())).copied());
            let text: String = parts.flatten().collect::<String>() + "\" and more";
            let (quoted, _) = text.split_at(text.len() - " and more".len());
            let whole = String::from("\"") + quoted;
            let expected = serde_json::from_str::<String>(&whole).ok();
            let found = unescape(&text, Surrogates::Refuse);
            let found = found.filter(|(_, length)| *length == quoted.len());
            assert_eq!(found.map(|(string, _)| string), expected, "{whole}");
            *(if expected.is_some() {
                &mut read
            } else {
                &mut unread
            }) += 1;
        }
        assert!(read > 10_000 && unread > 10_000, "{read} {unread}");
    }
}
