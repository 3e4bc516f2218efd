use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::http::header::{HeaderName, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::layout;

/// What is run, shown and asked for comes from here alone. `same-origin` because with `no-referrer` a form
/// would not say where it comes from.
const GUARDS: [(HeaderName, &str); 5] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (CACHE_CONTROL, "no-store"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

pub(crate) fn guarded(
    http_status: u16,
    content_type: &'static str,
    body: impl IntoResponse,
) -> Response {
    let status = StatusCode::from_u16(http_status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, GUARDS, [(CONTENT_TYPE, content_type)], body).into_response()
}

pub(crate) fn respond(http_status: u16, markup: Markup) -> Response {
    guarded(
        http_status,
        "text/html; charset=utf-8",
        markup.into_string(),
    )
}

/// A page that says why there is no other.
pub(crate) fn refusal(http_status: u16, title: &str, reason: &str) -> Response {
    respond(
        http_status,
        layout::page(title, None, html! { p { (reason) } }),
    )
}
