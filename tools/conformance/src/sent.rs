use http::Request;
use serde::{Deserialize, Deserializer};

/// A request as a client sent it, or would have.
///
/// As JSON, it is what a client in another language writes to a pipe:
///
/// ```
/// use salesive_conformance::Sent;
///
/// let sent: Sent = serde_json::from_str(
///     r#"{
///         "method": "PUT",
///         "target": "https://api.example.com/salesive/customers/665a1f2c9b1e4a0012ab34cd",
///         "headers": [["authorization", "Bearer app_example"], ["content-type", "application/json"]],
///         "body": "{\"phone\":null}"
///     }"#,
/// )?;
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Sent {
    pub(crate) method: String,
    target: String,
    pub(crate) headers: Vec<(String, String)>,
    #[serde(deserialize_with = "bytes")]
    pub(crate) body: Vec<u8>,
}

fn bytes<'de, D: Deserializer<'de>>(text: D) -> Result<Vec<u8>, D::Error> {
    String::deserialize(text).map(String::into_bytes)
}

impl Sent {
    /// A request without headers and body. The target is the whole URL, or what a server sees of it:
    /// path and query.
    pub fn new(method: impl Into<String>, target: impl Into<String>) -> Self {
        Self {
            method: method.into(),
            target: target.into(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// With one header more.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// With this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// The scheme and the authority, if the target is a URL, and the rest of the target.
    fn split(&self) -> (Option<&str>, &str) {
        let scheme = self.target.find("://").map(|colon| colon + "://".len());
        let is_path = self.target.starts_with('/');
        let Some(authority) = scheme.filter(|_| !is_path) else {
            return (None, &self.target);
        };
        let rest = self.target.get(authority..).unwrap_or_default();
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (origin, rest) = self.target.split_at(authority + end);
        (Some(origin), rest)
    }

    pub(crate) fn origin(&self) -> Option<String> {
        self.split().0.map(normal_origin)
    }

    pub(crate) fn path_and_query(&self) -> &str {
        self.split().1
    }

    /// A part as its text; `none` if it is not there.
    pub(crate) fn part(&self, name: &str) -> String {
        let (path, query) = match self.path_and_query().split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (self.path_and_query(), None),
        };
        let text = match name {
            "method" => Some(self.method.clone()),
            "origin" => self.origin(),
            "path" => Some(path.into()),
            "query" => query.map(Into::into),
            "body" => Some(String::from_utf8_lossy(&self.body).into_owned()),
            header => {
                let header = header.trim_start_matches("header ");
                let mut headers = self.headers.iter();
                let is_it = |(name, _): &&(String, String)| name.eq_ignore_ascii_case(header);
                headers.find(is_it).map(|(_, value)| value.clone())
            }
        };
        text.unwrap_or_else(|| "none".into())
    }
}

/// Scheme and authority in lower case, without the scheme's own port.
pub(crate) fn normal_origin(origin: &str) -> String {
    let origin = origin.to_ascii_lowercase();
    let port = if origin.starts_with("https:") {
        ":443"
    } else {
        ":80"
    };
    origin.strip_suffix(port).unwrap_or(&origin).into()
}

/// A value of a header that is no text is left out.
impl<B: Into<Vec<u8>>> From<Request<B>> for Sent {
    fn from(request: Request<B>) -> Self {
        let (parts, body) = request.into_parts();
        let headers = parts.headers.iter();
        let headers = headers
            .filter_map(|(name, value)| Some((name.as_str().into(), value.to_str().ok()?.into())));
        Self {
            method: parts.method.as_str().into(),
            target: parts.uri.to_string(),
            headers: headers.collect(),
            body: body.into(),
        }
    }
}
