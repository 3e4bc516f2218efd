use alloc::borrow::Cow;

use email_address::EmailAddress;

use crate::value::invalid::invalid;
use crate::value::text::text;

mod slip;
mod top_level;

pub(crate) use slip::slip;

/// `Mailbox` may be 254 bytes: the 256 of a path (RFC 5321, 4.5.3.1.3) without its brackets.
const MAILBOX_MAX: usize = 254;
const LOCAL_PART_MAX: usize = 64;
const LABEL_MAX: usize = 63;

/// A mailbox as RFC 5321 spells it (`local-part@domain`), borrowed or owned.
///
/// This is what `format: email` means for `CustomerUpdate.email` in the Salesive document (JSON
/// Schema 2020-12, validation, 7.3.2), and what MicroBase checks. ASCII only; the whole is at most
/// 254 bytes, the local part 64, a label of the domain 63. The text is kept as it came: nothing is
/// trimmed, unquoted or folded to lower case, and equality compares bytes.
///
/// Whether the mailbox exists is not known here.
///
/// `Debug` prints no part of the address, and there is no `Display`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email<'a>(Cow<'a, str>);

impl<'a> Email<'a> {
    /// Takes a text that is a mailbox.
    ///
    /// ```
    /// use salesive_schema::Email;
    ///
    /// let email = Email::new("jane.roe@example.com")?;
    /// assert_eq!(email.as_str(), "jane.roe@example.com");
    /// assert_eq!(format!("{email:?}"), "Email(<redacted>)");
    ///
    /// assert!(Email::new("jane.roe@example").is_ok_and(|email| !email.is_portable()));
    /// assert!(Email::new("jane roe@example.com").is_err());
    /// # Ok::<(), salesive_schema::value::InvalidEmail>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - `""`, `jane.example.com`: no `@`
    /// - `@example.com`, `jane@`: nothing on one side of it
    /// - `.jane@example.com`, `jane..roe@example.com`: a dot without an atom on both sides
    /// - `jane roe@example.com`, `jane@example.com\n`: white space outside quotes
    /// - `Jane Roe <jane@example.com>`, `jane(work)@example.com`: a display name, a comment
    /// - `josé@example.com`, `jane@exämple.com`: not ASCII
    /// - `"jane@example.com`, `"jane"roe@example.com`: quotes that are not around the local part
    /// - `jane@-example.com`, `jane@my_example.com`, `jane@example..com`, `jane@example.com.`: a
    ///   label that is empty, or is not letters, digits and inner hyphens
    /// - `jane@[300.0.0.1]`, `jane@[IPv6:1::3:4:5:6:7:8]`: a literal that is no address, or whose
    ///   `::` stands for a single group
    /// - a local part of 65 bytes, a label of 64, a mailbox of 255
    pub fn new(text: impl Into<Cow<'a, str>>) -> Result<Self, InvalidEmail> {
        let (email, _) = Self::judge(text.into()).map_err(|_| InvalidEmail)?;
        Ok(email)
    }

    /// The mailbox, and whether it is [portable](Self::is_portable); or the text, if it is none.
    pub(crate) fn judge(text: Cow<'a, str>) -> Result<(Self, bool), Cow<'a, str>> {
        match is_portable_mailbox(&text) {
            Some(is_portable) => Ok((Self(text), is_portable)),
            None => Err(text),
        }
    }

    /// Whether common validators take the address too.
    ///
    /// `false` for a legal mailbox whose domain has no dot (`jane@localhost`) or a top-level label that
    /// no public host has (`jane@192.0.2.1`, `jane@host.test`, `jane@example.xn--a`), whose local part
    /// is quoted (`"jane roe"@example.com`) or whose domain is a literal (`jane@[192.0.2.1]`).
    #[must_use]
    pub fn is_portable(&self) -> bool {
        is_portable_mailbox(&self.0) == Some(true)
    }
}

text!(Email, InvalidEmail);

invalid! {
    /// The error of a text that is not an RFC 5321 mailbox; it holds nothing of the text.
    pub struct InvalidEmail = "not an RFC 5321 mailbox";
}

/// `Mailbox` of RFC 5321, 4.1.2.
pub(crate) fn is_mailbox(text: &str) -> bool {
    is_portable_mailbox(text).is_some()
}

/// Whether common validators take the mailbox too; `None` if the text is none. No text longer than
/// 254 bytes is looked at.
pub(crate) fn is_portable_mailbox(text: &str) -> Option<bool> {
    if text.len() > MAILBOX_MAX {
        return None;
    }
    let is_quoted = text.starts_with('"');
    let domain = if is_quoted {
        after_quoted_string(text)?
    } else {
        after_dot_string(text)?
    };
    match labels(domain) {
        Some((labels, last)) => Some(!is_quoted && labels > 1 && top_level::is_public(last)),
        None => is_address_literal(domain).then_some(false),
    }
}

/// The class of each byte: `a` a letter or digit, `h` the hyphen, `+` further `atext`, `.` none of
/// them.
static CLASS: [u8; 256] = *b"\
    ................\
    ................\
    .+.+++++..++.h.+\
    aaaaaaaaaa...+.+\
    .aaaaaaaaaaaaaaa\
    aaaaaaaaaaa...++\
    +aaaaaaaaaaaaaaa\
    aaaaaaaaaaa++++.\
    ................................................................\
    ................................................................";

fn class(byte: u8) -> u8 {
    CLASS.get(usize::from(byte)).copied().unwrap_or(b'.')
}

/// What follows `Dot-string "@"`.
fn after_dot_string(text: &str) -> Option<&str> {
    let mut at = 0;
    loop {
        let rest = text.as_bytes().get(at..)?;
        let atom = rest.iter().take_while(|byte| class(**byte) != b'.').count();
        at += atom + 1;
        match rest.get(atom)? {
            b'.' if atom > 0 => {}
            b'@' if atom > 0 && at <= LOCAL_PART_MAX + 1 => return text.get(at..),
            _ => return None,
        }
    }
}

/// What follows `Quoted-string "@"`.
#[cold]
fn after_quoted_string(text: &str) -> Option<&str> {
    // A domain holds no `@`, a quoted string may.
    let (local, domain) = text.rsplit_once('@')?;
    // The library, which counts to 64 itself, also takes tabs and some letters beyond ASCII. It
    // refuses `""`, and a space after a backslash, where RFC 5321 has any printable character.
    let quoted = local.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        && (local == "\"\""
            || EmailAddress::is_valid_local_part(local)
            || local.contains("\\ ")
                && EmailAddress::is_valid_local_part(&local.replace("\\ ", "\\_")));
    quoted.then_some(domain)
}

/// How many labels a `Domain` has, and the last one.
fn labels(domain: &str) -> Option<(usize, &str)> {
    let mut labels = 1;
    let mut rest = domain.as_bytes();
    loop {
        let is_outside = |byte: &u8| !matches!(class(*byte), b'a'..=b'h');
        let length = rest.iter().position(is_outside).unwrap_or(rest.len());
        let (label, after) = rest.split_at_checked(length)?;
        if !(1..=LABEL_MAX).contains(&label.len())
            || label.starts_with(b"-")
            || label.ends_with(b"-")
        {
            return None;
        }
        match after {
            [] => return Some((labels, domain.get(domain.len() - label.len()..)?)),
            [b'.', after @ ..] => rest = after,
            _ => return None,
        }
        labels += 1;
    }
}

/// The library takes any text in brackets, so literals are checked here.
#[cold]
fn is_address_literal(domain: &str) -> bool {
    let Some(literal) = domain
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    else {
        return false;
    };
    match literal.split_at_checked("IPv6:".len()) {
        Some((tag, address)) if tag.eq_ignore_ascii_case("IPv6:") => is_ipv6(address),
        _ => is_ipv4(literal),
    }
}

/// `IPv4-address-literal`: unlike `Ipv4Addr`, it has leading zeros.
fn is_ipv4(text: &str) -> bool {
    let is_snum = |part: &str| {
        part.len() <= 3
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u8>().is_ok()
    };
    text.split('.').count() == 4 && text.split('.').all(is_snum)
}

/// `IPv6-addr`: unlike in `Ipv6Addr`, `::` stands for two groups or more.
fn is_ipv6(text: &str) -> bool {
    match text.split_once("::") {
        None => ipv6_groups(text) == Some(8),
        Some((left, right)) => {
            let groups = ipv6_groups(left).zip(ipv6_groups(right));
            !left.contains('.') && groups.is_some_and(|(left, right)| left + right <= 6)
        }
    }
}

/// How many groups of 16 bits the text spells, an IPv4 address at its end being two.
fn ipv6_groups(text: &str) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    let is_hex = |part: &str| {
        matches!(part.len(), 1..=4) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let mut parts = text.split(':').peekable();
    let mut groups = 0;
    while let Some(part) = parts.next() {
        groups += match part {
            _ if is_hex(part) => 1,
            _ if parts.peek().is_none() && is_ipv4(part) => 2,
            _ => return None,
        };
    }
    Some(groups)
}
