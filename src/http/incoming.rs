#[cfg(feature = "http-1x")]
use alloc::vec::Vec;

#[cfg(feature = "http-1x")]
use ::http::Request;

#[cfg(feature = "http-1x")]
use crate::http::base_url::BaseUrl;
#[cfg(feature = "http-1x")]
use crate::http::reading::Reading;
#[cfg(feature = "http-1x")]
use crate::http::received::RequestProblems;
use crate::service::Service;

/// An update with what the path of its request holds: as a server received it (a proxy, a gateway or
/// a mock), or as an accepted record of a file says it.
///
/// The token of the service is no part of it, because a server has a login of its own; who wants it
/// calls [`from_http_with_token`](Self::from_http_with_token).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct IncomingUpdate<'a, S: Service> {
    /// What the path holds: the customer's id with Salesive (of a record, the id of a user too), the
    /// version of the API with MicroBase (of a record, that of the documented example).
    pub path: S::PathParameter<'a>,
    /// The body.
    pub update: S::CustomerUpdate<'a>,
}

impl<S: Service> IncomingUpdate<'_, S> {
    /// The same update, no longer borrowed: for any lifetime, `'static` too.
    pub fn into_owned<'o>(self) -> IncomingUpdate<'o, S> {
        IncomingUpdate {
            path: S::owned_path_parameter(self.path),
            update: S::owned_update(self.update),
        }
    }
}

#[cfg(feature = "http-1x")]
#[cfg_attr(docsrs, doc(cfg(feature = "http-1x")))]
impl<'a, S: Service> IncomingUpdate<'a, S> {
    /// Reads a request, all of it but its login. `prefix` is the path that comes before the
    /// endpoint's: the empty text, or [`BaseUrl::path`].
    ///
    /// # Errors
    ///
    /// Every part that is wrong:
    ///
    /// - the path — Salesive `/customers`, `/customers/a/b`, `/customers/%zz`, `/customers/..`;
    ///   MicroBase `/customer/v1/customer.update`, `/services/customer/v 1/customer.update`
    /// - the method — Salesive `PATCH`, MicroBase `PUT`
    /// - the query — `?shop=1`
    /// - the header `content-type` — missing, twice, `text/plain`; parameters do not matter
    /// - with Salesive the header `x-shop-id`, which must not be there
    /// - the body — `{"name": Ada}`, `{}`
    ///
    /// ```
    /// use salesive_schema::http::RequestPart;
    /// use salesive_schema::salesive::IncomingUpdate;
    ///
    /// let request = http::Request::put("/api/v1/customers/665a1f2c9b1e4a0012ab34cd")
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
        request: &'a Request<B>,
        prefix: &str,
    ) -> Result<Self, RequestProblems<S::Rule>> {
        let mut reading = Reading::<_, S>::new(request);
        let path = reading.line(prefix);
        reading.headers();
        let update = reading.body();
        reading.finish(Self::of(path, update))
    }

    /// Reads a request, its login too: the token of the service.
    ///
    /// # Errors
    ///
    /// Every part that is wrong, as [`from_http`](Self::from_http) says, and before the header
    /// `content-type`:
    ///
    /// - the header `authorization` — missing, twice, `Basic YTpi`, `Bearer `; Salesive `Bearer sk_1`
    ///
    /// ```
    /// use salesive_schema::microbase::{IncomingUpdate, Version};
    ///
    /// let request = http::Request::post("/services/customer/v1/customer.update")
    ///     .header("authorization", "Bearer xxxxx")
    ///     .header("content-type", "application/json")
    ///     .body(r#"{"id": "HkhhuXESl", "firstName": "John"}"#)?;
    /// let (incoming, token) = IncomingUpdate::from_http_with_token(&request, "")?;
    /// assert_eq!(incoming.path, Version::V1);
    /// assert_eq!(token.expose(), "xxxxx");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_http_with_token<B: AsRef<[u8]>>(
        request: &'a Request<B>,
        prefix: &str,
    ) -> Result<(Self, S::Token), RequestProblems<S::Rule>> {
        let mut reading = Reading::<_, S>::new(request);
        let path = reading.line(prefix);
        let token = reading.token();
        reading.headers();
        let update = reading.body();
        reading.finish(Self::of(path, update).zip(token))
    }

    fn of(
        path: Option<S::PathParameter<'a>>,
        update: Option<S::CustomerUpdate<'a>>,
    ) -> Option<Self> {
        path.zip(update).map(|(path, update)| Self { path, update })
    }

    /// The request that hands the update on to the service at this base URL, with this token.
    ///
    /// ```
    /// use salesive_schema::http::BaseUrl;
    /// use salesive_schema::microbase::{BearerToken, IncomingUpdate};
    ///
    /// let received = http::Request::post("/services/customer/v1/customer.update")
    ///     .header("x-api-key", "the gateway's own login")
    ///     .header("content-type", "application/json")
    ///     .body(r#"{"id": "HkhhuXESl", "firstName": "John"}"#)?;
    /// let incoming = IncomingUpdate::from_http(&received, "")?;
    /// let base = BaseUrl::new("http://localhost:3005")?;
    /// let request = incoming.to_request(&base, &BearerToken::new("xxxxx")?);
    /// assert_eq!(request.uri(), "http://localhost:3005/services/customer/v1/customer.update");
    /// assert!(!request.headers().contains_key("x-api-key"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_request(&self, base: &BaseUrl, token: &S::Token) -> Request<Vec<u8>> {
        S::to_request(&self.update, base, &self.path, token)
    }
}
