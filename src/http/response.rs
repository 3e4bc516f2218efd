use alloc::string::String;

use ::http::header::{CONTENT_TYPE, RETRY_AFTER};
use ::http::{HeaderValue, Response, StatusCode};

use crate::http::recovery::{Action, Recovery};
use crate::http::retry_after::RetryAfter;
use crate::report::catalogue::CatalogueRule;
use crate::report::details::Problem;

impl<R: CatalogueRule> Recovery<R> {
    /// The response with which a gateway answers its own client: [`problem`](Self::problem), with the
    /// `Retry-After` of the reply if it has one that can be read.
    ///
    /// ```
    /// use salesive_schema::http::RetryAfter;
    /// use salesive_schema::salesive::{CustomerUpdate, Reply};
    ///
    /// let update = CustomerUpdate::builder().active(true).build()?;
    /// let reply = Reply::decode(503, b"<html>").with_retry_after(RetryAfter::Seconds(120));
    /// let response = reply.recovery(&update).unwrap().to_response();
    /// assert_eq!(response.status(), 503);
    /// assert_eq!(response.headers()["retry-after"], "120");
    /// # Ok::<(), salesive_schema::Report<salesive_schema::salesive::Rule>>(())
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "http-1x")))]
    pub fn to_response(&self) -> Response<String> {
        let mut response = self.problem().to_response();
        let after = match &self.action {
            Action::Retry { after: Some(after) } => match after {
                RetryAfter::Seconds(seconds) => Some(HeaderValue::from(*seconds)),
                RetryAfter::Date(date) => HeaderValue::from_str(date).ok(),
                RetryAfter::Unreadable => None,
            },
            _ => None,
        };
        let after = after.map(|after| (RETRY_AFTER, after));
        response.headers_mut().extend(after);
        response
    }
}

impl Problem {
    /// The response that answers with the problem: its HTTP status, or 500 if it is none from 200 to
    /// 999, and its JSON as `application/problem+json`.
    ///
    /// RFC 9110 wants more headers of some: `WWW-Authenticate` with 401, `Allow` with 405.
    ///
    /// ```
    /// use salesive_schema::report::Problem;
    ///
    /// let response = Problem::new(404).to_response();
    /// assert_eq!(response.status(), 404);
    /// assert_eq!(response.headers()["content-type"], "application/problem+json");
    /// assert_eq!(response.body(), r#"{"type":"about:blank","title":"Not Found","status":404}"#);
    /// ```
    #[cfg_attr(docsrs, doc(cfg(feature = "http-1x")))]
    pub fn to_response(&self) -> Response<String> {
        let status = StatusCode::from_u16(self.http_status()).ok();
        let Some(status) = status.filter(|status| !status.is_informational()) else {
            return self.clone().with_http_status(500).to_response();
        };
        let mut response = Response::new(self.to_json());
        *response.status_mut() = status;
        let content_type = HeaderValue::from_static(Self::CONTENT_TYPE);
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        response
    }
}
