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
    let is_several = |separators: &[char]| {
        let parts = trimmed.split(separators).map(str::trim);
        let mut parts = parts.filter(|part| !part.is_empty());
        trimmed.contains(separators) && parts.all(is_one)
    };
    if is_several(&[',', ';']) || is_several(&[',', ';', '/', '|', ' ', '\t', '\r', '\n']) {
        return Some("give one address");
    }
    if in_brackets(trimmed).is_some() {
        return Some("keep only what stands between `<` and `>`");
    }
    let is_beyond_ascii_only = !trimmed.is_ascii() && {
        let in_ascii = |c: char| if c.is_ascii() { c } else { 'x' };
        let spelled: alloc::string::String = trimmed.chars().take(255).map(in_ascii).collect();
        is_mailbox(&spelled)
    };
    is_beyond_ascii_only
        .then_some("spell the address in ASCII; a domain has such a form, which begins with `xn--`")
}
