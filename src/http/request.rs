use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::http::base_url::BaseUrl;
use crate::service::Endpoint;
use crate::value::secret::{Redacted, Secret};

pub(crate) const JSON: &str = "application/json";

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A request in parts that every HTTP client takes: method, URL, headers and body.
///
/// It cannot be changed, so no header gets in that the service's document does not know. What
/// `http1` adds is the conversion to `http::Request`.
#[derive(Clone)]
pub struct RequestParts {
    method: &'static str,
    url: String,
    authorization: Secret<String>,
    body: Vec<u8>,
}

impl RequestParts {
    /// `fill` is what stands in the endpoint's path for the name in braces, as one segment.
    pub(crate) fn new(
        base: &BaseUrl,
        endpoint: &Endpoint,
        fill: &str,
        token: &str,
        body: String,
    ) -> Self {
        let path = endpoint.path;
        let (before, rest) = path.split_once('{').unwrap_or((path, ""));
        let (_, after) = rest.split_once('}').unwrap_or_default();
        let base = base.as_str();
        let segment = utf8_percent_encode(fill, RESERVED);
        Self {
            method: endpoint.method,
            url: format!("{base}{before}{segment}{after}"),
            authorization: Secret::new(format!("Bearer {token}")),
            body: body.into_bytes(),
        }
    }

    /// The HTTP method.
    pub const fn method(&self) -> &'static str {
        self.method
    }

    /// The whole URL, which can hold the customer's id.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers; the host and the length of the body are the HTTP client's.
    pub fn headers(&self) -> [Header<'_>; 3] {
        let header = |name, value, is_sensitive| Header {
            name,
            value,
            is_sensitive,
        };
        [
            header("authorization", self.authorization.expose(), true),
            header("accept", JSON, false),
            header("content-type", JSON, false),
        ]
    }

    /// The bytes of the body, which can hold personal data.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The bytes of the body, by value.
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }
}

/// The method and the headers' names; no URL, token or body.
impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestParts")
            .field("method", &self.method)
            .field("url", &Redacted)
            .field("headers", &self.headers())
            .field("body", &Redacted)
            .finish()
    }
}

/// One header of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Header<'a> {
    name: &'static str,
    value: &'a str,
    is_sensitive: bool,
}

impl<'a> Header<'a> {
    /// The name, in lower case.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The value: visible ASCII characters and single spaces.
    pub const fn expose(&self) -> &'a str {
        self.value
    }

    /// Whether the value is to be kept out of logs and of header compression.
    pub const fn is_sensitive(&self) -> bool {
        self.is_sensitive
    }
}

/// A sensitive value is not shown.
impl fmt::Debug for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value: &dyn fmt::Debug = if self.is_sensitive {
            &Redacted
        } else {
            &self.value
        };
        f.debug_tuple("Header")
            .field(&self.name)
            .field(value)
            .finish()
    }
}
