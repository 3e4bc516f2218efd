use alloc::vec::Vec;

use super::{BearerToken, CustomerUpdate, ENDPOINT, Version};
use super::{InvalidBearerToken, InvalidVersion, Rule};
use crate::http::RequestProblems;
use crate::http::base_url::BaseUrl;
use crate::http::reading::Reading;
use crate::http::request::request;

impl CustomerUpdate<'_> {
    /// The request that sends the update. Its `authorization` is marked sensitive; the request's own
    /// `Debug` shows the URL and the bytes of the body.
    ///
    /// ```
    /// use salesive_schema::http::BaseUrl;
    /// use salesive_schema::microbase::{BearerToken, CustomerUpdate, Version};
    ///
    /// let update = CustomerUpdate::builder("HkhhuXESl").first_name("John").build()?;
    /// let base = BaseUrl::new("http://localhost:3005")?;
    /// let request = update.to_request(&base, &Version::V1, &BearerToken::new("xxxxx")?);
    /// assert_eq!(request.method(), "POST");
    /// assert_eq!(request.uri(), "http://localhost:3005/services/customer/v1/customer.update");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_request(
        &self,
        base: &BaseUrl,
        version: &Version<'_>,
        token: &BearerToken,
    ) -> http::Request<Vec<u8>> {
        request(
            base,
            &ENDPOINT,
            version.as_str(),
            token.expose(),
            self.to_json(),
        )
    }
}

/// An update as a server received it: a proxy, a gateway or a mock.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct IncomingUpdate<'a> {
    /// The version in the path.
    pub version: Version<'a>,
    /// The token in the header `authorization`.
    pub token: BearerToken,
    /// The body.
    pub update: CustomerUpdate<'a>,
}

impl<'a> IncomingUpdate<'a> {
    /// Reads a request, the whole of it. `prefix` is the path that comes before the endpoint's: the
    /// empty text, or [`BaseUrl::path`].
    ///
    /// # Errors
    ///
    /// Every part that is wrong:
    ///
    /// - the path — `/customer/v1/customer.update`, `/services/customer/v 1/customer.update`
    /// - the method — `PUT`
    /// - the query — `?id=1`
    /// - the header `authorization` — missing, twice, `Basic YTpi`, `Bearer `
    /// - the header `content-type` — missing, twice, `text/plain`; parameters do not matter
    /// - the body — `{"id": x}`, `{}`
    ///
    /// ```
    /// use salesive_schema::microbase::{IncomingUpdate, Version};
    ///
    /// let request = http::Request::post("/services/customer/v1/customer.update")
    ///     .header("authorization", "Bearer xxxxx")
    ///     .header("content-type", "application/json")
    ///     .body(r#"{"id": "HkhhuXESl", "firstName": "John"}"#)?;
    /// let incoming = IncomingUpdate::from_http(&request, "")?;
    /// assert_eq!(incoming.version, Version::V1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_http<B: AsRef<[u8]>>(
        request: &'a http::Request<B>,
        prefix: &str,
    ) -> Result<Self, RequestProblems<Rule>> {
        let mut reading = Reading::new(request, &ENDPOINT);
        let version = reading.line(prefix, |version| {
            Version::new(version).map_err(InvalidVersion::sentence)
        });
        let token =
            reading.headers(|token| BearerToken::new(token).map_err(InvalidBearerToken::sentence));
        let update = reading.body(CustomerUpdate::from_json);
        let incoming = match (version, token, update) {
            (Some(version), Some(token), Some(update)) => Some(Self {
                version,
                token,
                update,
            }),
            _ => None,
        };
        reading.finish(incoming)
    }
}
