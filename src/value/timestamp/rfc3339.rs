/// Whether the text is a `date-time` of RFC 3339 (5.6, restricted by 5.7), which is what
/// `format: date-time` means in the Salesive document.
///
/// `T` and `Z` stand in either case, and no space in place of `T`; a day is one that the calendar
/// has; a fraction is of any length; second 60 is one where UTC reads 23:59:60, on any day.
pub(super) fn is_rfc3339(text: &str) -> bool {
    full_date(text.as_bytes())
        .and_then(|rest| after(rest, b"Tt"))
        .is_some_and(is_full_time)
}

fn full_date(text: &[u8]) -> Option<&[u8]> {
    let (century, rest) = two_digits(text)?;
    let (year, rest) = two_digits(rest)?;
    let (month, rest) = two_digits(after(rest, b"-")?)?;
    let (day, rest) = two_digits(after(rest, b"-")?)?;
    let leap = if year == 0 {
        century % 4 == 0
    } else {
        year % 4 == 0
    };
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i32::from(leap),
        _ => return None,
    };
    (1..=days).contains(&day).then_some(rest)
}

fn is_full_time(text: &[u8]) -> bool {
    let Some((minutes, rest)) = hour_minute(text) else {
        return false;
    };
    let Some((second @ 0..=60, rest)) = after(rest, b":").and_then(two_digits) else {
        return false;
    };
    let Some(offset) = after_fraction(rest).and_then(offset) else {
        return false;
    };
    second < 60 || (minutes - offset).rem_euclid(24 * 60) == 23 * 60 + 59
}

fn after_fraction(text: &[u8]) -> Option<&[u8]> {
    let Some(fraction) = after(text, b".") else {
        return Some(text);
    };
    let digits = fraction
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if digits == 0 {
        None
    } else {
        fraction.get(digits..)
    }
}

/// The offset from UTC in minutes.
fn offset(text: &[u8]) -> Option<i32> {
    let (sign, digits) = match text {
        b"Z" | b"z" => return Some(0),
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let (minutes, []) = hour_minute(digits)? else {
        return None;
    };
    Some(sign * minutes)
}

/// `hh:mm` in minutes, and what follows it.
fn hour_minute(text: &[u8]) -> Option<(i32, &[u8])> {
    let (hour @ 0..=23, rest) = two_digits(text)? else {
        return None;
    };
    let (minute @ 0..=59, rest) = two_digits(after(rest, b":")?)? else {
        return None;
    };
    Some((hour * 60 + minute, rest))
}

fn two_digits(text: &[u8]) -> Option<(i32, &[u8])> {
    match text {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
            Some((i32::from(tens - b'0') * 10 + i32::from(ones - b'0'), rest))
        }
        _ => None,
    }
}

/// What follows the first byte, if that is one of `bytes`.
fn after<'t>(text: &'t [u8], bytes: &[u8]) -> Option<&'t [u8]> {
    text.split_first()
        .filter(|(first, _)| bytes.contains(first))
        .map(|(_, rest)| rest)
}

#[cfg(test)]
mod tests;
