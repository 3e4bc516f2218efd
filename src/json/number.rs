use crate::json::json_type;
use crate::report::finding::JsonType;

/// The value of a JSON number that is an integer, exactly: `404`, `404.0`, `4.04e2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Integer {
    /// 0 to 65,535.
    Small(u16),
    /// Any other.
    Other,
}

/// Reads `text`, a JSON value; `None` if it is no number, or one with a fraction that is not zero.
pub(crate) fn integer(text: &str) -> Option<Integer> {
    if let Ok(small) = text.parse() {
        return Some(Integer::Small(small));
    }
    if json_type(text) != JsonType::Number {
        return None;
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (negative, whole) = match whole.strip_prefix('-') {
        Some(whole) => (true, whole),
        None => (false, whole),
    };
    let digits = || whole.bytes().chain(fraction.bytes());
    if digits().all(|digit| digit == b'0') {
        return Some(Integer::Small(0));
    }
    // Exponents beyond `i64` saturate: no text is long enough to make up for them.
    let exponent = exponent
        .parse::<i64>()
        .unwrap_or(if exponent.starts_with('-') {
            i64::MIN
        } else {
            i64::MAX
        });
    let point = i64::try_from(whole.len()).ok()?.saturating_add(exponent);
    let significant = digits().rev().skip_while(|digit| *digit == b'0').count();
    if point < i64::try_from(significant).ok()? {
        return None;
    }
    let leading = digits().take_while(|digit| *digit == b'0').count();
    let places = usize::try_from(point).ok()?;
    if negative || places - leading > 5 {
        return Some(Integer::Other);
    }
    let value = digits()
        .chain(core::iter::repeat(b'0'))
        .take(places)
        .skip(leading)
        .fold(0_u32, |value, digit| value * 10 + u32::from(digit - b'0'));
    Some(u16::try_from(value).map_or(Integer::Other, Integer::Small))
}

/// How many bytes the integer takes that `text` begins with, if it has no fraction and exponent.
pub(super) fn integer_length(text: &[u8]) -> Option<usize> {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    let length = match digits.first() {
        Some(b'0') => 1,
        _ => digits
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count(),
    };
    let is_whole = length > 0 && !matches!(digits.get(length), Some(b'.' | b'e' | b'E'));
    is_whole.then_some(text.len() - digits.len() + length)
}

#[cfg(test)]
mod tests {
    use super::{Integer, integer};

    #[test]
    fn integers_by_value_and_not_by_spelling() {
        for text in [
            "404",
            "404.0",
            "4.04e2",
            "4040e-1",
            "404000E-3",
            "0.404e+3",
            "0.00404e5",
        ] {
            assert_eq!(integer(text), Some(Integer::Small(404)), "{text}");
        }
        for text in ["0", "-0", "0.0", "0e99999999999999999999", "-0.00e-5"] {
            assert_eq!(integer(text), Some(Integer::Small(0)), "{text}");
        }
        assert_eq!(integer("65535"), Some(Integer::Small(65535)));
        for text in [
            "65536",
            "-1",
            "-200.0",
            "1e400",
            "9e99999999999999999999",
            "123456789012345678901",
        ] {
            assert_eq!(integer(text), Some(Integer::Other), "{text}");
        }
        for text in [
            "0.5",
            "404.01",
            "1e-1",
            "-1.5",
            "1e-99999999999999999999",
            "404.0000000000000000000000001",
        ] {
            assert_eq!(integer(text), None, "{text}");
        }
    }
}
