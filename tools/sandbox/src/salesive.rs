use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::ALLOW;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use salesive_schema::Salesive;
use salesive_schema::salesive::model::{Fault, Store, UpdateRequest};
use salesive_schema::salesive::{Customer, ENDPOINT, Envelope};
use serde_json::Value;

use crate::answer::Answer;
use crate::answering::answer;
use crate::hosted::{Hosted, Login, Sent};
use crate::reading::Unread;
use crate::room::Room;
use crate::sandbox::Sandbox;
use crate::seed::Seed;

pub(crate) async fn update(
    State(sandbox): State<Arc<Sandbox>>,
    id: Result<Path<String>, PathRejection>,
    request: Request<Body>,
) -> Response {
    let id = id.ok().map(|Path(id)| id);
    let mut response = answer::<Salesive>(&sandbox, id.as_deref(), request).await;
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

    const EXAMPLE: &'static str = r#"{
  "name": "Ada Obi",
  "email": "ada.obi@example.com",
  "phone": null,
  "active": false
}"#;

    const LOGINS: &'static [Login] = &[
        Login {
            name: "writer",
            token: Some(Seed::SALESIVE_TOKEN),
            label: "may update",
        },
        Login {
            name: "reader",
            token: Some(Seed::SALESIVE_READER),
            label: "lacks the scope",
        },
        Login {
            name: "none",
            token: None,
            label: "no token",
        },
    ];

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

    fn meant<'s>(store: &'s Store, sent: &Sent<'_>) -> Option<&'s Customer<'static>> {
        store.customer(sent.id)
    }

    fn path(id: &str) -> String {
        let id = utf8_percent_encode(id, NON_ALPHANUMERIC);
        format!("{}/customers/{id}", Self::PREFIX)
    }

    fn example(store: &Store, id: &str) -> String {
        let customer = store.customer(id);
        let name = customer.and_then(|customer| customer.name.as_deref());
        let name = name.unwrap_or("Ada Obi");
        let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
        let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
        let mut local = words.join(".").to_lowercase();
        if local.is_empty() {
            local.push_str("customer");
        }
        let emails = (1..).map(|nth: usize| match nth {
            1 => format!("{local}@example.com"),
            _ => format!("{local}.{nth}@example.com"),
        });
        let is_free = |email: &String| {
            let holds = |it: &Customer<'_>| it.email.as_deref() == Some(email);
            let mut customers = store.customers().iter();
            !customers
                .any(|other| holds(other) && !customer.is_some_and(|it| std::ptr::eq(it, other)))
        };
        let email = emails.into_iter().find(is_free).unwrap_or_default();
        let (name, email) = (Value::from(name), Value::from(email));
        format!(
            "{{\n  \"name\": {name},\n  \"email\": {email},\n  \"phone\": null,\n  \"active\": false\n}}"
        )
    }

    fn unused_id(nth: usize) -> String {
        format!("{nth:024}")
    }

    fn customer<'s>(store: &'s Store, id: &str) -> Option<&'s Customer<'static>> {
        store.customer(id)
    }

    fn id<'c>(customer: &'c Customer<'_>) -> Option<&'c str> {
        customer.id.as_deref()
    }

    fn name(customer: &Customer<'_>) -> String {
        customer.name.as_deref().unwrap_or_default().to_owned()
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

    fn signals(envelope: &Envelope<'_>) -> Vec<(&'static str, String)> {
        let status = envelope.status.map(|status| ("status", status.to_string()));
        let mut signals: Vec<_> = status.into_iter().collect();
        signals.push(("success", envelope.success.to_string()));
        signals
    }
}
