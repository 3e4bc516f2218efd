//! A page for people: try an update, look at the customers, and at the last exchanges.

mod customers;
mod effects;
mod exchange;
mod exchanges;
mod findings;
mod form;
mod form_token;
mod layout;
mod listing;
mod submit;
mod tree;
mod try_update;
mod verdict;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use axum::http::header::{HeaderName, X_CONTENT_TYPE_OPTIONS};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use maud::{Markup, html};
use salesive_schema::{MicroBase, Salesive, Service};

use crate::{Sandbox, microbase};

pub(crate) use form_token::FormToken;

pub(crate) fn routes() -> Router<Arc<Sandbox>> {
    Router::new()
        .route("/", any(root))
        .route("/sandbox/try", post(submit::submit).get(submit::begin))
        .route("/sandbox/verdict", post(submit::verdict))
        .route("/sandbox/customers", get(customers::page))
        .route("/sandbox/exchanges", get(exchanges::page))
        .route("/sandbox/exchanges/{number}", get(exchange::page))
        .route("/sandbox/style.css", get(style))
        .route("/sandbox/live.js", get(script))
        .route("/sandbox/icon.svg", get(icon))
}

/// What else than a look comes to `/` is MicroBase's to answer, as on any path.
async fn root(sandbox: State<Arc<Sandbox>>, request: Request) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        try_update::page(&sandbox, &request)
    } else {
        microbase::not_found().await.into_response()
    }
}

async fn style() -> Response {
    guarded(
        200,
        "text/css; charset=utf-8",
        include_str!("page/style.css"),
    )
}

async fn script() -> Response {
    let script = include_str!("page/live.js");
    guarded(200, "text/javascript; charset=utf-8", script)
}

async fn icon() -> Response {
    guarded(200, "image/svg+xml", include_str!("page/icon.svg"))
}

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

fn guarded(http_status: u16, content_type: &'static str, body: impl IntoResponse) -> Response {
    let status = StatusCode::from_u16(http_status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, GUARDS, [(CONTENT_TYPE, content_type)], body).into_response()
}

fn respond(http_status: u16, markup: Markup) -> Response {
    guarded(
        http_status,
        "text/html; charset=utf-8",
        markup.into_string(),
    )
}

/// A page that says why there is no other.
fn refusal(http_status: u16, title: &str, reason: &str) -> Response {
    respond(
        http_status,
        layout::page(title, None, html! { p { (reason) } }),
    )
}

/// Both services.
const SERVICES: [(&str, &str); 2] = [(Salesive::NAME, "Salesive"), (MicroBase::NAME, "MicroBase")];

/// The name with which people know the service.
fn display_name(service: &str) -> &'static str {
    let mut services = SERVICES.into_iter();
    services
        .find_map(|(name, shown)| (name == service).then_some(shown))
        .unwrap_or_default()
}

/// "1 advisory", "2 advisories": the singular is given, and the plural.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
