use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use salesive_schema::MicroBase;
use salesive_schema::microbase::model::{BODY_LIMIT, Fault, Store, UpdateRequest};
use salesive_schema::microbase::{Customer, Envelope};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::answer::Answer;
use crate::answering::answer;
use crate::hosted::{Hosted, Login, Sent};
use crate::members::Members;
use crate::reading::Unread;
use crate::room::Room;
use crate::sandbox::Sandbox;
use crate::seed::Seed;

pub(crate) async fn update(
    State(sandbox): State<Arc<Sandbox>>,
    request: Request<Body>,
) -> Response {
    answer::<MicroBase>(&sandbox, Some(""), request).await
}

/// The page of a path that the service does not have.
pub(crate) async fn not_found() -> Answer {
    MicroBase::other_method()
}

impl Hosted for MicroBase {
    type Store = Store;

    const PREFIX: &'static str = "";

    const PAGE: Fault = Fault::Html502;

    const EXAMPLE: &'static str = r#"{
  "id": "HkhhuXESl",
  "firstName": "John",
  "lastName": "Doe",
  "status": "INACTIVE",
  "tags": ["VIP", "newsletter"]
}"#;

    const LOGINS: &'static [Login] = &[
        Login {
            name: "writer",
            token: Some(Seed::MICROBASE_TOKEN),
            label: "may update",
        },
        Login {
            name: "none",
            token: None,
            label: "no token",
        },
    ];

    fn room(sandbox: &Sandbox) -> &Mutex<Room<Store>> {
        &sandbox.microbase
    }

    fn update<'r>(sent: &Sent<'r>) -> UpdateRequest<'r> {
        UpdateRequest {
            token: sent.token,
            body: sent.body,
        }
    }

    /// The body says whom it means, and the service reads bodies that break the document's rules.
    fn meant<'s>(store: &'s Store, sent: &Sent<'_>) -> Option<&'s Customer<'static>> {
        if sent.body.len() > BODY_LIMIT {
            return None;
        }
        let text = String::from_utf8_lossy(sent.body);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let Members(members) = serde_json::from_str(text).ok()?;
        let mut ids = members.iter().rev();
        let is_id =
            |name: &RawValue| serde_json::from_str(name.get()).is_ok_and(|it: String| it == "id");
        let (_, id) = ids.find(|(name, _)| is_id(name))?;
        let id: String = serde_json::from_str(id.get()).ok()?;
        store.customer(&id)
    }

    fn path(_: &str) -> String {
        "/services/customer/v1/customer.update".to_owned()
    }

    fn example(store: &Store, id: &str) -> String {
        let customer = store.customer(id);
        let json = |text: Option<&str>, or: &str| Value::from(text.unwrap_or(or)).to_string();
        let first = customer.and_then(|customer| customer.first_name.as_deref());
        let last = customer.and_then(|customer| customer.last_name.as_deref());
        format!(
            "{{\n  \"id\": {},\n  \"firstName\": {},\n  \"lastName\": {},\n  \"status\": \"INACTIVE\",\n  \
             \"tags\": [\"VIP\", \"newsletter\"]\n}}",
            json(Some(id), ""),
            json(first, "John"),
            json(last, "Doe"),
        )
    }

    fn unused_id(nth: usize) -> String {
        if nth == 0 {
            "nobody".to_owned()
        } else {
            format!("nobody{nth}")
        }
    }

    fn customer<'s>(store: &'s Store, id: &str) -> Option<&'s Customer<'static>> {
        store.customer(id)
    }

    fn id<'c>(customer: &'c Customer<'_>) -> Option<&'c str> {
        customer.id.as_deref()
    }

    fn name(customer: &Customer<'_>) -> String {
        let names = [&customer.first_name, &customer.last_name];
        let names: Vec<_> = names.into_iter().flatten().map(AsRef::as_ref).collect();
        names.join(" ")
    }

    /// Its path is one for all.
    fn no_such_customer() -> Answer {
        Self::other_method()
    }

    fn other_method() -> Answer {
        let page = "<!DOCTYPE html>\n<title>Error</title>\n<pre>Not Found</pre>\n";
        Answer::html(404, page)
    }

    /// In the form of the service's refusal of what is not JSON.
    fn unread(reason: &Unread) -> Result<Answer, Vec<u8>> {
        if let Unread::TooLong = reason {
            // Longer than what is read here is longer than what the service reads.
            return Err(vec![b' '; BODY_LIMIT + 1]);
        }
        let (status, message) = reason.told();
        let message = message.to_lowercase();
        let error = format!(r#"{{"message":"{message}","status":{status},"statusCode":{status}}}"#);
        let body = format!(r#"{{"ok":false,"error":{error}}}"#);
        Ok(Answer::json(status, body))
    }

    fn signals(envelope: &Envelope<'_>) -> Vec<(&'static str, String)> {
        vec![("ok", envelope.ok.to_string())]
    }
}
