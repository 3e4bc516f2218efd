/// Whether the text is a `date-time` of RFC 3339 (5.6, restricted by 5.7), which is what
/// `format: date-time` means in the Salesive document.
///
/// `T` and `Z` stand in either case, and no space in place of `T`; a day is one that the calendar
/// has; a fraction is of any length; second 60 is one where UTC reads 23:59:60, on any day.
pub(super) fn is_rfc3339(text: &str) -> bool {
    match text.as_bytes().split_first_chunk() {
        Some((date, [b'T' | b't', time @ ..])) => {
            is_full_date(*date) == Some(true) && is_full_time(time) == Some(true)
        }
        _ => false,
    }
}

fn is_full_date(text: [u8; 10]) -> Option<bool> {
    let [c0, c1, y0, y1, b'-', m0, m1, b'-', d0, d1] = text else {
        return None;
    };
    let (century, year) = (number([c0, c1])?, number([y0, y1])?);
    let (month, day) = (number([m0, m1])?, number([d0, d1])?);
    let leap = if year == 0 {
        century % 4 == 0
    } else {
        year % 4 == 0
    };
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i32::from(leap),
        _ => 0,
    };
    Some((1..=days).contains(&day))
}

fn is_full_time(text: &[u8]) -> Option<bool> {
    let (minutes, [b':', s0, s1, rest @ ..]) = hour_minute(text)? else {
        return None;
    };
    let second = number([*s0, *s1])?;
    let offset = offset(after_fraction(rest)?)?;
    let is_leap = second == 60 && (minutes - offset).rem_euclid(24 * 60) == 23 * 60 + 59;
    Some(second < 60 || is_leap)
}

fn after_fraction(text: &[u8]) -> Option<&[u8]> {
    let [b'.', fraction @ ..] = text else {
        return Some(text);
    };
    let is_digit = |byte: &&u8| byte.is_ascii_digit();
    match fraction.iter().take_while(is_digit).count() {
        0 => None,
        digits => fraction.get(digits..),
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
    let ([h0, h1, b':', m0, m1], rest) = text.split_first_chunk()? else {
        return None;
    };
    match (number([*h0, *h1])?, number([*m0, *m1])?) {
        (hour @ 0..=23, minute @ 0..=59) => Some((hour * 60 + minute, rest)),
        _ => None,
    }
}

fn number([tens, ones]: [u8; 2]) -> Option<i32> {
    let is_number = tens.is_ascii_digit() && ones.is_ascii_digit();
    is_number.then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
}

#[cfg(test)]
mod tests;
