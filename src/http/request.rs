use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use ::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use ::http::{HeaderMap, HeaderValue, Method, Request, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::http::base_url::BaseUrl;
use crate::http::endpoint::Endpoint;

pub(crate) const JSON: &str = "application/json";

/// All but the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The request of an endpoint, with no header that the service's document does not know. `fill` is
/// what stands in the endpoint's path for the name in braces, as one segment.
pub(crate) fn request(
    base: &BaseUrl,
    endpoint: &Endpoint,
    fill: &str,
    token: &str,
    body: String,
) -> Request<Vec<u8>> {
    let path = endpoint.path;
    let (before, rest) = path.split_once('{').unwrap_or((path, ""));
    let (_, after) = rest.split_once('}').unwrap_or_default();
    let base = base.as_str();
    let segment = utf8_percent_encode(fill, RESERVED);
    let mut headers = HeaderMap::with_capacity(3);
    // Tokens are visible ASCII, which any header value can hold.
    if let Ok(mut token) = HeaderValue::try_from(format!("Bearer {token}")) {
        token.set_sensitive(true);
        headers.insert(AUTHORIZATION, token);
    }
    headers.insert(ACCEPT, HeaderValue::from_static(JSON));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    let mut request = Request::new(body.into_bytes());
    // Methods are constants; base URLs and segments hold, and are as long as, what a URI can.
    *request.method_mut() = Method::from_bytes(endpoint.method.as_bytes()).unwrap_or_default();
    *request.uri_mut() =
        Uri::try_from(format!("{base}{before}{segment}{after}")).unwrap_or_default();
    *request.headers_mut() = headers;
    request
}
