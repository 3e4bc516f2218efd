use std::sync::Arc;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::ALLOW;
use axum::response::Response;
use jiff::Timestamp;
use salesive_schema::Options;
use salesive_schema::salesive::model::{Fault, UpdateRequest};
use salesive_schema::salesive::{CustomerUpdate, ENDPOINT, IncomingUpdate, Reply};

use crate::reading::read;
use crate::watch::Watch;
use crate::{Sandbox, html, is_json, json, lock, token};

pub(crate) async fn answer(
    State(sandbox): State<Arc<Sandbox>>,
    id: Result<Path<String>, PathRejection>,
    request: Request<Body>,
) -> Response {
    if request.method().as_str() != ENDPOINT.method {
        let mut response = refused(405, "Method not allowed");
        let method = HeaderValue::from_static(ENDPOINT.method);
        response.headers_mut().insert(ALLOW, method);
        return response;
    }
    let watch = Watch::new(&sandbox.log, "salesive");
    let (parts, body) = request.into_parts();
    let request = match read(&sandbox, body).await {
        Ok(body) => Request::from_parts(parts, body),
        Err(reason) => {
            watch.unread(&reason);
            let (http_status, message) = reason.told();
            return refused(http_status, message);
        }
    };
    let body = if is_json(request.headers()) {
        request.body()
    } else {
        "{}".as_bytes()
    };
    watch.request(IncomingUpdate::from_http_with_token(&request, "/api/v1").err());
    if let Ok(checked) = CustomerUpdate::check(request.body(), &Options::new()) {
        watch.advisories(checked.report());
    }
    // The id is text, so what is not UTF-8 is no customer's.
    let Ok(Path(id)) = id else {
        return refused(404, "Customer not found");
    };
    let request = UpdateRequest {
        token: token(request.headers()),
        id: &id,
        body,
        at: &now(),
    };
    let mut room = lock(&sandbox.salesive);
    let fault = room.fault(request.token);
    let (http_status, reply) = match fault {
        Some(fault) => room.store.update_with_fault(&request, fault),
        None => room.store.update(&request),
    };
    drop(room);
    watch.fault(fault);
    watch.reply(Reply::decode(http_status, &reply).discrepancies());
    if fault == Some(Fault::Html502) {
        html(http_status, reply)
    } else {
        json(http_status, reply)
    }
}

pub(crate) async fn not_found() -> Response {
    refused(404, "Not found")
}

/// What the document does not have, in its envelope.
fn refused(http_status: u16, message: &str) -> Response {
    let body =
        format!(r#"{{"status":{http_status},"success":false,"message":"{message}","data":null}}"#);
    json(http_status, body.into_bytes())
}

/// As the service's examples write it: UTC with three decimals.
fn now() -> String {
    format!("{:.3}", Timestamp::now())
}
