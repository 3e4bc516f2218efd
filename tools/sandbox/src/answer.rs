use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// What is answered.
pub(crate) struct Answer {
    pub(crate) http_status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(http_status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            http_status,
            content_type: "application/json; charset=utf-8",
            body: body.into(),
        }
    }

    pub(crate) fn html(http_status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            http_status,
            content_type: "text/html; charset=utf-8",
            body: body.into(),
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.http_status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, [(CONTENT_TYPE, self.content_type)], self.body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
        }
        response
    }
}
