use super::{BearerToken, CustomerUpdate, ENDPOINT, Version};
#[cfg(feature = "http1")]
use super::{InvalidBearerToken, InvalidVersion, Rule};
#[cfg(feature = "http1")]
use crate::http::RequestProblems;
use crate::http::base_url::BaseUrl;
#[cfg(feature = "http1")]
use crate::http::reading::Reading;
use crate::http::request::RequestParts;

impl CustomerUpdate<'_> {
    /// The request that sends the update.
    ///
    /// ```
    /// use salesive_schema::BaseUrl;
    /// use salesive_schema::microbase::{BearerToken, CustomerUpdate, Version};
    ///
    /// let update = CustomerUpdate::builder("HkhhuXESl").first_name("John").build()?;
    /// let base = BaseUrl::new("http://localhost:3005")?;
    /// let request = update.to_request(&base, &Version::V1, &BearerToken::new("xxxxx")?);
    /// assert_eq!(request.method(), "POST");
    /// assert_eq!(request.url(), "http://localhost:3005/services/customer/v1/customer.update");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "request")))]
    pub fn to_request(
        &self,
        base: &BaseUrl,
        version: &Version<'_>,
        token: &BearerToken,
    ) -> RequestParts {
        RequestParts::new(
            base,
            &ENDPOINT,
            version.expose(),
            token.expose(),
            self.to_json(),
        )
    }
}

/// An update as a server received it: a proxy, a gateway or a mock.
#[cfg(feature = "http1")]
#[cfg_attr(docsrs, doc(cfg(feature = "http1")))]
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

#[cfg(feature = "http1")]
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
    /// - the header `accept` — `text/html`, `application/json;q=0`; it can be missing
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
            Version::new(version).map_err(|InvalidVersion| InvalidVersion::SENTENCE)
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
