use alloc::string::String;

use ::http::header::CONTENT_TYPE;
use ::http::{HeaderValue, Response, StatusCode};

use crate::report::details::Problem;

impl Problem {
    /// The response that answers with the problem: its HTTP status, or 500 if there is no such status,
    /// and its JSON as `application/problem+json`.
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
        let Ok(status) = StatusCode::from_u16(self.http_status()) else {
            return self.clone().with_http_status(500).to_response();
        };
        let mut response = Response::new(self.to_json());
        *response.status_mut() = status;
        let content_type = HeaderValue::from_static(Self::CONTENT_TYPE);
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        response
    }
}
