use alloc::vec::Vec;

use super::{AppToken, CustomerId, CustomerUpdate, ENDPOINT};
use super::{InvalidAppToken, InvalidCustomerId, Rule};
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
    /// use salesive_schema::salesive::{AppToken, BASE_URL, CustomerId, CustomerUpdate};
    ///
    /// let update = CustomerUpdate::builder().clear_phone().build()?;
    /// let base = BaseUrl::new(BASE_URL)?;
    /// let id = CustomerId::new("665a1f2c9b1e4a0012ab34cd")?;
    /// let request = update.to_request(&base, &id, &AppToken::new("app_example")?);
    /// assert_eq!(request.method(), "PUT");
    /// assert_eq!(
    ///     request.uri(),
    ///     "https://api.salesive.com/api/v1/customers/665a1f2c9b1e4a0012ab34cd"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_request(
        &self,
        base: &BaseUrl,
        id: &CustomerId<'_>,
        token: &AppToken,
    ) -> http::Request<Vec<u8>> {
        request(base, &ENDPOINT, id.as_str(), token.expose(), self.to_json())
    }
}

/// An update as a server received it: a proxy, a gateway or a mock.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct IncomingUpdate<'a> {
    /// The id in the path.
    pub id: CustomerId<'a>,
    /// The token in the header `authorization`.
    pub token: AppToken,
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
    /// - the path — `/customers`, `/customers/a/b`, `/customers/%zz`, `/customers/..`
    /// - the method — `PATCH`
    /// - the query — `?shop=1`
    /// - the header `authorization` — missing, twice, `Basic YTpi`, `Bearer sk_1`
    /// - the header `content-type` — missing, twice, `text/plain`; parameters do not matter
    /// - the header `x-shop-id`, which must not be there
    /// - the body — `{"name": Ada}`, `{}`
    ///
    /// ```
    /// use salesive_schema::http::RequestPart;
    /// use salesive_schema::salesive::IncomingUpdate;
    ///
    /// let request = http::Request::put("/api/v1/customers/665a1f2c9b1e4a0012ab34cd")
    ///     .header("authorization", "Bearer app_example")
    ///     .header("content-type", "application/json")
    ///     .body(r#"{"active": false}"#)?;
    /// let incoming = IncomingUpdate::from_http(&request, "/api/v1")?;
    /// assert_eq!(incoming.update.active(), Some(false));
    ///
    /// let problems = IncomingUpdate::from_http(&request, "/api/v2").unwrap_err();
    /// assert_eq!(problems.as_slice()[0].part(), RequestPart::Path);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_http<B: AsRef<[u8]>>(
        request: &'a http::Request<B>,
        prefix: &str,
    ) -> Result<Self, RequestProblems<Rule>> {
        let mut reading = Reading::new(request, &ENDPOINT);
        let id = reading.line(prefix, |id| {
            CustomerId::new(id).map_err(InvalidCustomerId::sentence)
        });
        let token =
            reading.headers(|token| AppToken::new(token).map_err(InvalidAppToken::sentence));
        reading.forbid("x-shop-id", "the store is bound to the token");
        let update = reading.body(CustomerUpdate::from_json);
        let incoming = match (id, token, update) {
            (Some(id), Some(token), Some(update)) => Some(Self { id, token, update }),
            _ => None,
        };
        reading.finish(incoming)
    }
}
