use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use salesive_schema::http::IncomingUpdate;
use salesive_schema::model::Model;
use salesive_schema::{Options, Reply};

use crate::answer::Answer;
use crate::exchange::Exchange;
use crate::headers::{is_json, token};
use crate::hosted::{Fault, Hosted, Sent, position};
use crate::members::changes;
use crate::reading::read;
use crate::sandbox::{Sandbox, lock};
use crate::verdict::Verdict;
use crate::watch::Watch;

/// Of a request: the fault that strikes, or none, in the place of the one whose turn it is.
#[derive(Clone)]
pub(crate) struct ChosenFault(pub(crate) String);

/// Of a response: the number under which the exchange is kept.
#[derive(Clone, Copy)]
pub(crate) struct Number(pub(crate) u64);

/// Answers a request for an update, tells where the exchange departs from its document, and keeps it, unless
/// a page of another site had it sent.
/// `id` is what the path holds, if that is text.
pub(crate) async fn answer<S: Hosted>(
    sandbox: &Sandbox,
    id: Option<&str>,
    request: Request<Body>,
) -> Response {
    let is_foreign = is_foreign(request.headers());
    let mut exchange = Exchange::of::<S>(&request, id, now());
    let (answer, body) = if request.method().as_str() == S::ENDPOINT.method {
        respond::<S>(sandbox, id, request, &mut exchange).await
    } else {
        (S::other_method(), Bytes::new())
    };
    exchange.answered::<S>(&answer, &body);
    let mut response = answer.into_response();
    if !is_foreign {
        let number = lock(&sandbox.exchanges).push(exchange);
        response.extensions_mut().insert(Number(number));
    }
    response
}

/// Whether a page of another site had a browser send it, which can add no token: as many as it likes, and
/// they are not to take the place of what people sent.
fn is_foreign(headers: &HeaderMap) -> bool {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    token(headers).is_none() && matches!(site, Some(b"cross-site" | b"same-site"))
}

async fn respond<S: Hosted>(
    sandbox: &Sandbox,
    id: Option<&str>,
    request: Request<Body>,
    exchange: &mut Exchange,
) -> (Answer, Bytes) {
    let watch = Watch::new(&sandbox.log, S::NAME);
    let (parts, body) = request.into_parts();
    let request = match read(sandbox, body).await {
        Ok(body) => Request::from_parts(parts, body),
        Err(reason) => {
            watch.unread(&reason);
            exchange.unread = Some(reason.told().1);
            let answer = S::unread(&reason).unwrap_or_else(|body| {
                let mut request = Request::from_parts(parts, Bytes::from(body));
                // The size is looked at before the type.
                let json = HeaderValue::from_static("application/json");
                request.headers_mut().insert(CONTENT_TYPE, json);
                step::<S>(sandbox, &request, id.unwrap_or_default(), exchange)
            });
            return (answer, Bytes::new());
        }
    };
    let problems = IncomingUpdate::<S>::from_http_with_token(&request, S::PREFIX).err();
    let checked = S::check(request.body(), &Options::new());
    let verdict = Verdict::of_checked(&checked, request.body());
    exchange.heard(request.body(), problems.as_ref(), verdict);
    if !is_json(request.headers()) && !request.body().is_empty() {
        exchange.ignore_body();
    }
    watch.request(problems);
    if let Ok(checked) = checked {
        watch.advisories(checked.report());
    }
    // The id is text, so what is not UTF-8 is no customer's.
    let answer = match id {
        Some(id) => step::<S>(sandbox, &request, id, exchange),
        None => S::no_such_customer(),
    };
    (answer, request.body().clone())
}

fn step<S: Hosted>(
    sandbox: &Sandbox,
    request: &Request<Bytes>,
    id: &str,
    exchange: &mut Exchange,
) -> Answer {
    let body: &[u8] = if is_json(request.headers()) {
        request.body()
    } else {
        b"{}"
    };
    let sent = Sent {
        token: token(request.headers()),
        id,
        body,
        at: &exchange.at,
    };
    let mut room = lock(S::room(sandbox));
    let fault = match request.extensions().get() {
        Some(ChosenFault(name)) => fault_named::<S>(name),
        None => room.fault(sent.token),
    };
    let position = position::<S>(&room.store, &sent);
    let customer = |store: &S::Store| Some(store.customers().get(position?)?.clone());
    let before = customer(&room.store);
    let (http_status, reply) = room.store.update(&S::update(&sent), fault);
    let after = customer(&room.store);
    drop(room);
    exchange.customer = position;
    exchange.changes = changes(before.as_ref(), after.as_ref());
    exchange.fault = fault.map(|fault| fault.to_string());
    let watch = Watch::new(&sandbox.log, S::NAME);
    watch.fault(fault);
    watch.reply(Reply::<S>::decode(http_status, &reply).discrepancies());
    if fault == Some(S::PAGE) {
        Answer::html(http_status, reply)
    } else {
        Answer::json(http_status, reply)
    }
}

fn fault_named<S: Hosted>(name: &str) -> Option<Fault<S>> {
    let mut faults = S::Store::FAULTS.iter().copied();
    faults.find(|fault| fault.to_string() == name)
}

/// As the services' examples write it: UTC with three decimals.
fn now() -> String {
    format!("{:.3}", Timestamp::now())
}
