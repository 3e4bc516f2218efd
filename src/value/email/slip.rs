use alloc::string::String;

use super::is_mailbox;

/// What to do about a text that is no mailbox, where one can be seen in it.
#[cold]
pub(crate) fn slip(text: &str) -> Option<&'static str> {
    if !text.contains('@') {
        return None;
    }
    let trimmed = text.trim();
    if is_mailbox(trimmed) {
        return Some("leave out the white space around the address");
    }
    let after_scheme = trimmed
        .split_at_checked("mailto:".len())
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("mailto:"));
    if after_scheme.is_some_and(|(_, rest)| is_mailbox(rest)) {
        return Some("leave out `mailto:`");
    }
    let in_brackets = |text: &str| {
        let inside = text.strip_suffix('>')?.rsplit_once('<')?.1;
        is_mailbox(inside.trim()).then_some(())
    };
    let is_one = |part: &str| is_mailbox(part) || in_brackets(part).is_some();
    for separators in [
        &[',', ';'][..],
        &[',', ';', '/', '|', ' ', '\t', '\r', '\n'],
    ] {
        let parts = trimmed.split(separators).map(str::trim);
        let mut parts = parts.filter(|part| !part.is_empty());
        if trimmed.contains(separators) && parts.clone().all(is_one) {
            return Some(match parts.nth(1) {
                Some(_) => "give one address",
                None => "leave out what stands before or after the address",
            });
        }
    }
    if in_brackets(trimmed).is_some() {
        return Some("keep only what stands between `<` and `>`");
    }
    let (local, domain) = trimmed.rsplit_once('@')?;
    if trimmed.is_ascii() {
        return None;
    }
    let seen: String = trimmed.chars().filter(|c| !is_invisible(*c)).collect();
    if is_mailbox(&seen) {
        return Some("leave out the characters that cannot be seen");
    }
    let in_ascii = |c: char| if c.is_ascii() { c } else { 'x' };
    let spelled: String = trimmed.chars().map(in_ascii).collect();
    is_mailbox(&spelled).then_some(match (local.is_ascii(), domain.is_ascii()) {
        (true, _) => "spell the domain in ASCII, in its form with `xn--`",
        (_, true) => "spell what stands before `@` in ASCII",
        _ => "spell what stands before `@` in ASCII, and the domain in its form with `xn--`",
    })
}

/// Soft hyphens, marks of direction, and what joins or parts letters without a space.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' |
        '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}
