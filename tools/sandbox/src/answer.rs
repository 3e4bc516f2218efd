use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use salesive_schema::http::IncomingUpdate;
use salesive_schema::model::Model;
use salesive_schema::{Options, Reply};

use crate::hosted::{Hosted, Sent};
use crate::reading::read;
use crate::watch::Watch;
use crate::{Sandbox, is_json, lock, token};

/// What is answered.
pub(crate) struct Answer {
    pub(crate) http_status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(http_status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            http_status,
            content_type: "application/json; charset=utf-8",
            body: body.into(),
        }
    }

    pub(crate) fn html(http_status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            http_status,
            content_type: "text/html; charset=utf-8",
            body: body.into(),
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.http_status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, [(CONTENT_TYPE, self.content_type)], self.body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

/// Answers a request for an update, and tells where the exchange departs from its document. `id` is what the
/// path holds, if that is text.
pub(crate) async fn answer<S: Hosted>(
    sandbox: &Sandbox,
    id: Option<&str>,
    request: Request<Body>,
) -> Answer {
    if request.method().as_str() != S::ENDPOINT.method {
        return S::other_method();
    }
    let watch = Watch::new(&sandbox.log, S::NAME);
    let (parts, body) = request.into_parts();
    let request = match read(sandbox, body).await {
        Ok(body) => Request::from_parts(parts, body),
        Err(reason) => {
            watch.unread(&reason);
            return S::unread(&reason).unwrap_or_else(|body| {
                let request = Request::from_parts(parts, Bytes::from(body));
                step::<S>(sandbox, &request, id.unwrap_or_default())
            });
        }
    };
    watch.request(IncomingUpdate::<S>::from_http_with_token(&request, S::PREFIX).err());
    if let Ok(checked) = S::check(request.body(), &Options::new()) {
        watch.advisories(checked.report());
    }
    // The id is text, so what is not UTF-8 is no customer's.
    match id {
        Some(id) => step::<S>(sandbox, &request, id),
        None => S::no_such_customer(),
    }
}

fn step<S: Hosted>(sandbox: &Sandbox, request: &Request<Bytes>, id: &str) -> Answer {
    let body: &[u8] = if is_json(request.headers()) {
        request.body()
    } else {
        b"{}"
    };
    let sent = Sent {
        token: token(request.headers()),
        id,
        body,
        at: &now(),
    };
    let mut room = lock(S::room(sandbox));
    let fault = room.fault(sent.token);
    let (http_status, reply) = room.store.update(&S::update(&sent), fault);
    drop(room);
    let watch = Watch::new(&sandbox.log, S::NAME);
    watch.fault(fault);
    watch.reply(Reply::<S>::decode(http_status, &reply).discrepancies());
    if fault == Some(S::PAGE) {
        Answer::html(http_status, reply)
    } else {
        Answer::json(http_status, reply)
    }
}

/// As the services' examples write it: UTC with three decimals.
fn now() -> String {
    format!("{:.3}", Timestamp::now())
}
