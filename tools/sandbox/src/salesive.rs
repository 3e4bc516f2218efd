use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::ALLOW;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use salesive_schema::Salesive;
use salesive_schema::salesive::ENDPOINT;
use salesive_schema::salesive::model::{Fault, Store, UpdateRequest};

use crate::Sandbox;
use crate::answer::{Answer, answer};
use crate::hosted::{Hosted, Room, Sent};
use crate::reading::Unread;

pub(crate) async fn update(
    State(sandbox): State<Arc<Sandbox>>,
    id: Result<Path<String>, PathRejection>,
    request: Request<Body>,
) -> Response {
    let id = id.ok().map(|Path(id)| id);
    let answer = answer::<Salesive>(&sandbox, id.as_deref(), request).await;
    let mut response = answer.into_response();
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let method = HeaderValue::from_static(ENDPOINT.method);
        response.headers_mut().insert(ALLOW, method);
    }
    response
}

pub(crate) async fn not_found() -> Answer {
    refused(404, "Not found")
}

/// What the document does not have, in its envelope.
fn refused(http_status: u16, message: &str) -> Answer {
    let body =
        format!(r#"{{"status":{http_status},"success":false,"message":"{message}","data":null}}"#);
    Answer::json(http_status, body)
}

impl Hosted for Salesive {
    type Store = Store;

    const PREFIX: &'static str = "/api/v1";

    const PAGE: Fault = Fault::Html502;

    fn room(sandbox: &Sandbox) -> &Mutex<Room<Store>> {
        &sandbox.salesive
    }

    fn update<'r>(sent: &Sent<'r>) -> UpdateRequest<'r> {
        UpdateRequest {
            token: sent.token,
            id: sent.id,
            body: sent.body,
            at: sent.at,
        }
    }

    fn no_such_customer() -> Answer {
        refused(404, "Customer not found")
    }

    fn other_method() -> Answer {
        refused(405, "Method not allowed")
    }

    fn unread(reason: &Unread) -> Result<Answer, Vec<u8>> {
        let (http_status, message) = reason.told();
        Ok(refused(http_status, message))
    }
}
