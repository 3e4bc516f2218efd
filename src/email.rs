use alloc::borrow::Cow;
use core::fmt;

use email_address::EmailAddress;
use serde::{Serialize, Serializer};

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
/// `Debug` prints no part of the address, there is no `Display`, and only [`expose`](Self::expose)
/// and serialising hand the text out.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email<'a>(Cow<'a, str>);

impl<'a> Email<'a> {
    /// Takes a text that is a mailbox.
    ///
    /// ```
    /// use salesive_schema::Email;
    ///
    /// let email = Email::new("jane.roe@example.com")?;
    /// assert_eq!(email.expose(), "jane.roe@example.com");
    /// assert_eq!(format!("{email:?}"), "Email(<redacted>)");
    ///
    /// assert!(Email::new("jane.roe@example").is_ok_and(|email| !email.is_portable()));
    /// assert!(Email::new("jane roe@example.com").is_err());
    /// # Ok::<(), salesive_schema::InvalidEmail>(())
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
        let text = text.into();
        if is_mailbox(&text) {
            Ok(Self(text))
        } else {
            Err(InvalidEmail)
        }
    }

    /// The text of the address, exactly as it was given.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether common validators take the address too.
    ///
    /// `false` for a legal mailbox whose domain has no dot (`jane@localhost`), whose local part is
    /// quoted (`"jane roe"@example.com`) or whose domain is a literal (`jane@[192.0.2.1]`).
    #[must_use]
    pub fn is_portable(&self) -> bool {
        !self.0.starts_with('"')
            && self
                .0
                .rsplit_once('@')
                .is_some_and(|(_, domain)| domain.contains('.') && !domain.starts_with('['))
    }

    /// The same address, free of the borrow.
    #[must_use]
    pub fn into_owned(self) -> Email<'static> {
        Email(Cow::Owned(self.0.into_owned()))
    }
}

impl fmt::Debug for Email<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(<redacted>)")
    }
}

impl Serialize for Email<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// The error of a text that is not an RFC 5321 mailbox; it holds nothing of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidEmail;

impl fmt::Display for InvalidEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an RFC 5321 mailbox")
    }
}

impl core::error::Error for InvalidEmail {}

/// `Mailbox` of RFC 5321, 4.1.2. No text longer than 254 bytes is looked at.
pub(crate) fn is_mailbox(text: &str) -> bool {
    if text.len() > MAILBOX_MAX {
        return false;
    }
    let domain = if text.starts_with('"') {
        after_quoted_string(text)
    } else {
        after_dot_string(text)
    };
    domain.is_some_and(|domain| is_domain(domain) || is_address_literal(domain))
}

/// The class of each ASCII character: `a` a letter or digit, `+` further `atext`, `.` neither.
const CLASS: &[u8; 128] = b"\
    ................\
    ................\
    .+.+++++..++.+.+\
    aaaaaaaaaa...+.+\
    .aaaaaaaaaaaaaaa\
    aaaaaaaaaaa...++\
    +aaaaaaaaaaaaaaa\
    aaaaaaaaaaa++++.";

fn class(byte: u8) -> u8 {
    CLASS.get(usize::from(byte)).copied().unwrap_or(b'.')
}

/// What follows `Dot-string "@"`.
fn after_dot_string(text: &str) -> Option<&str> {
    let mut atom = 0;
    for (at, byte) in text.bytes().enumerate() {
        atom = match byte {
            _ if class(byte) != b'.' => atom + 1,
            b'.' if atom > 0 => 0,
            b'@' if atom > 0 && at <= LOCAL_PART_MAX => return text.get(at + 1..),
            _ => return None,
        };
    }
    None
}

/// What follows `Quoted-string "@"`.
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

fn is_domain(domain: &str) -> bool {
    let mut label = 0;
    let mut last = b'.';
    for byte in domain.bytes() {
        label = match byte {
            _ if class(byte) == b'a' => label + 1,
            b'-' if label > 0 => label + 1,
            b'.' if label > 0 && last != b'-' => 0,
            _ => return false,
        };
        if label > LABEL_MAX {
            return false;
        }
        last = byte;
    }
    label > 0 && last != b'-'
}

/// The library takes any text in brackets, so that nothing of this is left to it.
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
