/// Top-level labels that no public host has: RFC 6761 (6.2 to 6.5), RFC 6762 (3), RFC 7686 (2) and
/// RFC 9476 (2).
const RESERVED: [&str; 7] = [
    "alt",
    "example",
    "invalid",
    "local",
    "localhost",
    "onion",
    "test",
];

/// Whether a public host can have this top-level label: not if it is all digits, which only an
/// address is (RFC 3696, 2), if it is reserved, or if it is no label of IDNA though it begins as one.
pub(super) fn is_public(label: &str) -> bool {
    if label.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return !RESERVED.iter().any(|name| name.eq_ignore_ascii_case(label));
    }
    match label.split_at_checked("xn--".len()) {
        Some((prefix, encoded)) if prefix.eq_ignore_ascii_case("xn--") => {
            decode_punycode(encoded).is_some()
        }
        _ => !label.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

/// Decodes Punycode (RFC 3492, 6.2) and forgets what it says: `None` if it says nothing beyond
/// ASCII, or no character.
#[cold]
fn decode_punycode(encoded: &str) -> Option<()> {
    let parts = encoded
        .rsplit_once('-')
        .filter(|(basic, _)| !basic.is_empty());
    let (basic, deltas) = parts.unwrap_or(("", encoded));
    let mut length = u32::try_from(basic.len()).ok()?;
    let (mut code_point, mut place, mut bias) = (128_u32, 0_u32, 72);
    let mut digits = deltas.bytes().map(digit).peekable();
    digits.peek()?;
    while digits.peek().is_some() {
        let before = place;
        let mut weight = 1_u32;
        for position in (36..).step_by(36) {
            let digit = digits.next()??;
            let threshold = i32::clamp(position - bias, 1, 26).unsigned_abs();
            place = place.checked_add(digit.checked_mul(weight)?)?;
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(36 - threshold)?;
        }
        length += 1;
        bias = adapt(place - before, length, before == 0);
        code_point = code_point.checked_add(place / length)?;
        // No control character is in a label (RFC 5892, 2.6).
        char::from_u32(code_point).filter(|c| !c.is_control())?;
        place = place % length + 1;
    }
    Some(())
}

/// RFC 3492, 6.1.
fn adapt(delta: u32, length: u32, is_first: bool) -> i32 {
    let mut delta = delta / if is_first { 700 } else { 2 };
    delta += delta / length;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + i32::try_from(36 * delta / (delta + 38)).unwrap_or(0)
}

fn digit(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
