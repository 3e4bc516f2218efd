//! JSON that a parser need not take.

use serde::de::IgnoredAny;

/// Deeper than any document of the services goes; .NET's parser stops here.
const DEPTH: usize = 64;

/// Names that serde_json keeps for its own types: an object with one is no object to its `Value`.
const RESERVED: &str = "$serde_json::private::";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// A string that begins as one of those names.
    Reserved,
    /// Half of a surrogate pair: RFC 8259, section 8.2, foretells nothing.
    HalfPair,
    /// A number beyond a double, or deep nesting: section 9 lets a parser refuse them.
    Size,
}

/// The limit that `text` goes beyond, if it is JSON; of several the first.
pub(crate) fn limit(text: &[u8]) -> Option<Limit> {
    serde_json::from_slice::<IgnoredAny>(text).ok()?;
    let mut rest = std::str::from_utf8(text).ok()?;
    let (mut depth, mut found) = (0_usize, None);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest),
            '-' | '0'..='9' => number_length(rest),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at_checked(length)?;
        rest = after;
        let here = match first {
            '"' => match serde_json::from_str::<String>(token) {
                Ok(text) => text.starts_with(RESERVED).then_some(Limit::Reserved),
                Err(_) => Some(Limit::HalfPair),
            },
            '-' | '0'..='9' => {
                let number: Option<f64> = token.parse().ok();
                number
                    .filter(|number| number.is_infinite())
                    .map(|_| Limit::Size)
            }
            '[' | '{' => {
                depth += 1;
                (depth > DEPTH).then_some(Limit::Size)
            }
            ']' | '}' => {
                depth = depth.saturating_sub(1);
                None
            }
            _ => None,
        };
        found = match (found, here) {
            (Some(Limit::Reserved), _) | (_, Some(Limit::Reserved)) => Some(Limit::Reserved),
            (Some(Limit::HalfPair), _) | (_, Some(Limit::HalfPair)) => Some(Limit::HalfPair),
            (found, here) => found.or(here),
        };
    }
    found
}

/// Quotes included.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

fn number_length(text: &str) -> usize {
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
    text.bytes().take_while(is_part).count()
}

#[cfg(test)]
mod tests {
    use super::{Limit, limit};

    #[test]
    fn half_of_a_surrogate_pair_is_found_wherever_it_stands() {
        for text in [
            r#""\ud800""#,
            r#"{"\uD83D":1}"#,
            r#"["\ud800\ud83d\ude00"]"#,
            r#"[1e400,"\ud83d\ude00\ude00"]"#,
        ] {
            assert_eq!(limit(text.as_bytes()), Some(Limit::HalfPair), "{text}");
        }
        for text in [r#""\ud83d\ude00""#, r#""\\ud800""#, r#"{"a":"\"","b\\":1}"#] {
            assert_eq!(limit(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_reserved_name_is_found_however_it_is_spelt() {
        for text in [
            r#"{"$serde_json::private::Number":null}"#,
            r#"[{"\u0024serde_json::private::RawValue":"\ud800"}]"#,
        ] {
            assert_eq!(limit(text.as_bytes()), Some(Limit::Reserved), "{text}");
        }
    }

    #[test]
    fn a_number_is_too_large_if_a_double_cannot_hold_it() {
        for text in ["1e400", "[-1E+400]", r#"{"a":1e309}"#] {
            assert_eq!(limit(text.as_bytes()), Some(Limit::Size), "{text}");
        }
        for text in [
            "1e308",
            "1e-400",
            "123456789012345678901234567890",
            r#""1e400""#,
        ] {
            assert_eq!(limit(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn nesting_is_deep_from_65_levels_on() {
        let nested = |depth| ["[".repeat(depth), "]".repeat(depth)].concat();
        assert_eq!(limit(nested(64).as_bytes()), None);
        assert_eq!(limit(nested(65).as_bytes()), Some(Limit::Size));
        assert_eq!(limit(nested(10_000).as_bytes()), Some(Limit::Size));
        assert_eq!(
            limit(["[", &"[],".repeat(100), "[]]"].concat().as_bytes()),
            None
        );
    }

    #[test]
    fn what_is_no_json_has_no_limits() {
        for text in [&b""[..], b"\"", b"\"\\ud800", b"1e400x", b"\xff", b"[1e400"] {
            assert_eq!(limit(text), None);
        }
    }
}
