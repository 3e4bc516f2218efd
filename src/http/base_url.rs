use alloc::string::String;
use core::net::{Ipv4Addr, Ipv6Addr};

use percent_encoding::percent_decode_str;

use crate::value::invalid::invalid;
use crate::value::secret::redacted;
use crate::value::text::parsed;

const MAX_LEN: usize = 2048;
const MAX_HOST: usize = 253;
const MAX_LABEL: usize = 63;

/// Where a service answers: scheme, host, and perhaps a port and a path that comes before the
/// endpoint's. Kept without a slash at its end.
///
/// It is sent as it is given, so only what every URL parser reads alike is taken: a host is an IP
/// address or labels of ASCII letters, digits, `-` and `_` (a domain of other letters in its `xn--`
/// form), and no segment of the path is empty or a dot segment.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    url: String,
    /// Where the path begins.
    path: usize,
}

impl BaseUrl {
    /// Takes a base URL of at most 2,048 bytes; one slash at its end is dropped.
    ///
    /// # Errors
    ///
    /// - [`InvalidBaseUrl::TooLong`] — more than 2,048 bytes
    /// - [`InvalidBaseUrl::Scheme`] — `api.salesive.com`, `ftp://example.com`
    /// - [`InvalidBaseUrl::QueryOrFragment`] — `https://example.com/?`, `https://example.com#top`
    /// - [`InvalidBaseUrl::Credentials`] — `https://ada:secret@example.com`
    /// - [`InvalidBaseUrl::Host`] — `https://`, `https://exämple.com`, `https://1.2.3`
    /// - [`InvalidBaseUrl::Port`] — `http://localhost:`, `http://localhost:65536`
    /// - [`InvalidBaseUrl::Path`] — `https://example.com/a/../b`, `https://example.com//`,
    ///   `https://example.com/100%`
    ///
    /// ```
    /// use salesive_schema::http::{BaseUrl, InvalidBaseUrl};
    ///
    /// let base = BaseUrl::new("https://gateway.example.com:8443/salesive/")?;
    /// assert_eq!(base.as_str(), "https://gateway.example.com:8443/salesive");
    /// assert_eq!(base.path(), "/salesive");
    /// assert_eq!(BaseUrl::new("example.com").unwrap_err(), InvalidBaseUrl::Scheme);
    /// # Ok::<(), InvalidBaseUrl>(())
    /// ```
    pub fn new(url: &str) -> Result<Self, InvalidBaseUrl> {
        if url.len() > MAX_LEN {
            return Err(InvalidBaseUrl::TooLong);
        }
        let (scheme, rest) = url.split_once("://").ok_or(InvalidBaseUrl::Scheme)?;
        let scheme = ["https", "http"]
            .into_iter()
            .find(|known| scheme.eq_ignore_ascii_case(known))
            .ok_or(InvalidBaseUrl::Scheme)?;
        if rest.contains(['?', '#']) {
            return Err(InvalidBaseUrl::QueryOrFragment);
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        check_authority(authority)?;
        let path = path.strip_suffix('/').unwrap_or(path);
        if !path.split('/').skip(1).all(is_segment) {
            return Err(InvalidBaseUrl::Path);
        }
        let mut url = String::from(scheme);
        url.extend(["://", authority]);
        let start = url.len();
        url.push_str(path);
        Ok(Self { url, path: start })
    }

    /// The base URL, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Its path, without a slash at its end: the empty text if there is none.
    pub fn path(&self) -> &str {
        self.url.get(self.path..).unwrap_or_default()
    }
}

fn check_authority(authority: &str) -> Result<(), InvalidBaseUrl> {
    if authority.contains('@') {
        return Err(InvalidBaseUrl::Credentials);
    }
    // The colons of an IPv6 address stand between brackets.
    let after_host = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let colon = authority
        .get(after_host..)
        .and_then(|rest| rest.find(':'))
        .map_or(authority.len(), |colon| after_host + colon);
    let (host, port) = authority.split_at(colon);
    if !is_host(host) {
        return Err(InvalidBaseUrl::Host);
    }
    let is_port = |digits: &str| {
        digits.bytes().all(|byte| byte.is_ascii_digit())
            && digits.parse::<u16>().is_ok_and(|port| port != 0)
    };
    match port.strip_prefix(':') {
        Some(digits) if !is_port(digits) => Err(InvalidBaseUrl::Port),
        _ => Ok(()),
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[') {
        return address
            .strip_suffix(']')
            .is_some_and(|address| address.parse::<Ipv6Addr>().is_ok());
    }
    // What ends in a number is an IPv4 address to a URL parser, or nothing.
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number = match last.strip_prefix("0x").or(last.strip_prefix("0X")) {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => last.bytes().all(|byte| byte.is_ascii_digit()),
    };
    if is_number {
        return host.parse::<Ipv4Addr>().is_ok();
    }
    host.len() <= MAX_HOST && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    (1..=MAX_LABEL).contains(&label.len())
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// RFC 3986, `segment-nz`, but no dot segment however it is spelt.
fn is_segment(segment: &str) -> bool {
    let decoded = percent_decode_str(segment);
    !segment.is_empty()
        && is_well_encoded(segment)
        && segment.bytes().all(is_path_byte)
        && !decoded.clone().eq(*b".")
        && !decoded.eq(*b"..")
}

const fn is_path_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'-'..=b'.' | b'_' | b'~' | b'%' | b'!' | b'$' | b'&'..=b',' | b';' | b'=' | b':' | b'@')
}

/// Whether two hexadecimal digits follow each `%`.
pub(crate) fn is_well_encoded(text: &str) -> bool {
    text.split('%').skip(1).all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    })
}

parsed!(BaseUrl, InvalidBaseUrl);

impl AsRef<str> for BaseUrl {
    fn as_ref(&self) -> &str {
        &self.url
    }
}

redacted!(BaseUrl);

invalid! {
    /// Why a text is no base URL; it does not hold the text.
    pub enum InvalidBaseUrl {
        TooLong = "the base URL is longer than 2,048 bytes",
        Scheme = "a base URL begins with `https://` or `http://`",
        QueryOrFragment = "a base URL has no query and no fragment",
        Credentials = "a base URL holds no user name and no password",
        Host = "the base URL has no host, or one that is no IP address and not ASCII",
        Port = "the port of the base URL is not a number from 1 to 65,535",
        Path = "the path of the base URL holds an empty segment, a dot segment, or a character that is not percent-encoded",
    }
}
