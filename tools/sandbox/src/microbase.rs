use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use salesive_schema::Options;
use salesive_schema::microbase::model::{BODY_LIMIT, Fault, UpdateRequest};
use salesive_schema::microbase::{CustomerUpdate, ENDPOINT, IncomingUpdate, Reply};

use crate::reading::{Unread, read};
use crate::watch::Watch;
use crate::{Sandbox, html, is_json, json, lock, token};

pub(crate) async fn answer(
    State(sandbox): State<Arc<Sandbox>>,
    request: Request<Body>,
) -> Response {
    if request.method().as_str() != ENDPOINT.method {
        return not_found().await;
    }
    let watch = Watch::new(&sandbox.log, "microbase");
    let (parts, body) = request.into_parts();
    let request = match read(&sandbox, body).await {
        Ok(body) => Request::from_parts(parts, body),
        // Longer than what is read here is longer than what the service reads.
        Err(Unread::TooLong) => {
            return update(&sandbox, token(&parts.headers), &[b' '; BODY_LIMIT + 1]);
        }
        Err(reason) => {
            watch.unread(&reason);
            return refused(&reason);
        }
    };
    let body = if is_json(request.headers()) {
        request.body()
    } else {
        "{}".as_bytes()
    };
    watch.request(IncomingUpdate::from_http_with_token(&request, "").err());
    if let Ok(checked) = CustomerUpdate::check(request.body(), &Options::new()) {
        watch.advisories(checked.report());
    }
    update(&sandbox, token(request.headers()), body)
}

fn update(sandbox: &Sandbox, token: Option<&str>, body: &[u8]) -> Response {
    let request = UpdateRequest { token, body };
    let mut room = lock(&sandbox.microbase);
    let fault = room.fault(token);
    let (http_status, reply) = match fault {
        Some(fault) => room.store.update_with_fault(&request, fault),
        None => room.store.update(&request),
    };
    drop(room);
    let watch = Watch::new(&sandbox.log, "microbase");
    watch.fault(fault);
    watch.reply(Reply::decode(http_status, &reply).discrepancies());
    if fault == Some(Fault::Html502) {
        html(http_status, reply)
    } else {
        json(http_status, reply)
    }
}

/// In the form of the service's refusal of what is not JSON.
fn refused(reason: &Unread) -> Response {
    let (status, message) = reason.told();
    let message = message.to_lowercase();
    let error = format!(r#"{{"message":"{message}","status":{status},"statusCode":{status}}}"#);
    json(
        status,
        format!(r#"{{"ok":false,"error":{error}}}"#).into_bytes(),
    )
}

/// The page of a path that the service does not have.
pub(crate) async fn not_found() -> Response {
    let page = "<!DOCTYPE html>\n<title>Error</title>\n<pre>Not Found</pre>\n";
    html(404, page.into())
}
