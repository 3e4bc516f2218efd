//! A page for people: try an update, look at the customers, and at the last exchanges.

mod customers;
mod effects;
mod exchange;
mod exchanges;
mod findings;
mod form;
mod layout;
mod listing;
mod response;
mod submit;
mod tree;
mod try_update;
mod verdict;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};

use self::response::guarded;
use crate::microbase;
use crate::sandbox::Sandbox;

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
