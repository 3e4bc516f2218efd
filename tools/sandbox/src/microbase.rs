use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::{Request, State};
use salesive_schema::MicroBase;
use salesive_schema::microbase::model::{BODY_LIMIT, Fault, Store, UpdateRequest};

use crate::Sandbox;
use crate::answer::{Answer, answer};
use crate::hosted::{Hosted, Room, Sent};
use crate::reading::Unread;

pub(crate) async fn update(State(sandbox): State<Arc<Sandbox>>, request: Request<Body>) -> Answer {
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

    fn room(sandbox: &Sandbox) -> &Mutex<Room<Store>> {
        &sandbox.microbase
    }

    fn update<'r>(sent: &Sent<'r>) -> UpdateRequest<'r> {
        UpdateRequest {
            token: sent.token,
            body: sent.body,
        }
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
}
