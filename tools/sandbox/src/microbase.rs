use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use salesive_schema::Options;
use salesive_schema::microbase::model::{BODY_LIMIT, UpdateRequest};
use salesive_schema::microbase::{CustomerUpdate, ENDPOINT, IncomingUpdate, Reply};

use crate::watch::Watch;
use crate::{Sandbox, is_json, json, lock, read, token};

pub(crate) async fn answer(
    State(sandbox): State<Arc<Sandbox>>,
    request: Request<Body>,
) -> Response {
    if request.method().as_str() != ENDPOINT.method {
        return not_found().await;
    }
    let Some(request) = read(request).await else {
        // Longer than what is read here is longer than what the service reads.
        return update(&sandbox, None, &[b' '; BODY_LIMIT + 1]);
    };
    let body = if is_json(request.headers()) {
        request.body()
    } else {
        "{}".as_bytes()
    };
    let watch = Watch::new(&sandbox.log, "microbase");
    watch.request(IncomingUpdate::from_http(&request, "").err());
    if let Ok(checked) = CustomerUpdate::check(request.body(), &Options::new()) {
        watch.advisories(checked.report());
    }
    update(&sandbox, token(request.headers()), body)
}

fn update(sandbox: &Sandbox, token: Option<&str>, body: &[u8]) -> Response {
    let (http_status, reply) = lock(&sandbox.microbase).update(&UpdateRequest { token, body });
    let watch = Watch::new(&sandbox.log, "microbase");
    watch.reply(Reply::decode(http_status, &reply).discrepancies());
    json(http_status, reply)
}

/// The page of a path that the service does not have.
pub(crate) async fn not_found() -> Response {
    let page = "<!DOCTYPE html>\n<title>Error</title>\n<pre>Not Found</pre>\n";
    (StatusCode::NOT_FOUND, Html(page)).into_response()
}
