use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use axum::response::Response;
use maud::html;
use salesive_schema::{MicroBase, Salesive, Service};

use super::exchange::kept;
use super::form::Form;
use super::response::{guarded, refusal, respond};
use super::try_update::{Draft, answer_section, show};
use super::verdict;
use crate::answering::{ChosenFault, Number, answer};
use crate::form_token::is_own;
use crate::hosted::Hosted;
use crate::reading::read;
use crate::sandbox::Sandbox;

/// What a form asks for, whether it was sent with a button or while it is typed.
pub(crate) async fn submit(State(sandbox): State<Arc<Sandbox>>, request: Request) -> Response {
    let form = match posted(&sandbox, request).await {
        Ok(form) => form,
        Err(NotTaken::Stale(form)) => return again(&sandbox, &form),
        Err(NotTaken::Refused(refused)) => return refused,
    };
    match form.text("service").as_deref() {
        Some(Salesive::NAME) => act::<Salesive>(&sandbox, &form).await,
        Some(MicroBase::NAME) => act::<MicroBase>(&sandbox, &form).await,
        _ => refusal(400, "Not understood", "The form names no service."),
    }
}

pub(crate) async fn verdict(State(sandbox): State<Arc<Sandbox>>, request: Request) -> Response {
    let form = match posted(&sandbox, request).await {
        Ok(form) => form,
        Err(NotTaken::Stale(_)) => {
            let reason = "The form is from before the sandbox was started. Press Check to go on with what you wrote.";
            return refusal(403, "Not taken", reason);
        }
        Err(NotTaken::Refused(refused)) => return refused,
    };
    match form.text("service").as_deref() {
        Some(Salesive::NAME) => fragment::<Salesive>(&sandbox, &form),
        Some(MicroBase::NAME) => fragment::<MicroBase>(&sandbox, &form),
        _ => refusal(400, "Not understood", "The form names no service."),
    }
}

/// Why a form is not taken.
enum NotTaken {
    /// No other site sent it, and its token is not that of this sandbox.
    Stale(Form),
    Refused(Response),
}

/// A form of this page, and of no other.
async fn posted(sandbox: &Sandbox, request: Request) -> Result<Form, NotTaken> {
    let (parts, body) = request.into_parts();
    let body = read(sandbox, body).await.map_err(|reason| {
        let (http_status, reason) = reason.told();
        let reason = format!("{reason}. Nothing was done. Go back to what you wrote.");
        NotTaken::Refused(refusal(http_status, "Not read", &reason))
    })?;
    let form = Form::parse(&body);
    let has_token = sandbox
        .form_token
        .is(&form.text("token").unwrap_or_default());
    match (is_own(&parts.headers), has_token) {
        (true, true) => Ok(form),
        (true, false) => Err(NotTaken::Stale(form)),
        (false, _) => Err(NotTaken::Refused(foreign())),
    }
}

fn foreign() -> Response {
    let reason = "The form is not one of this page, or from before the sandbox was started. \
                  Nothing was done. Load the page again.";
    refusal(403, "Not taken", reason)
}

/// The form with what was typed, which can be sent now.
fn again(sandbox: &Sandbox, form: &Form) -> Response {
    fn page<S: Hosted>(sandbox: &Sandbox, form: &Form) -> Response {
        let mut draft = Draft::example::<S>(sandbox, form);
        draft.body = typed(form);
        let told = html! {
            section #answer tabindex="-1" aria-labelledby="answer-title" {
                h2 #answer-title { "Nothing was sent" }
                p { "The form is from before the sandbox was started. Here is what you wrote: send it again." }
            }
        };
        respond(403, show::<S>(sandbox, &draft, Some(told)))
    }
    match form.text("service").as_deref() {
        Some(Salesive::NAME) => page::<Salesive>(sandbox, form),
        Some(MicroBase::NAME) => page::<MicroBase>(sandbox, form),
        _ => foreign(),
    }
}

async fn act<S: Hosted>(sandbox: &Sandbox, form: &Form) -> Response {
    let mut draft = Draft::example::<S>(sandbox, form);
    if form.is("do", "example") {
        return respond(200, show::<S>(sandbox, &draft, None));
    }
    draft.body = typed(form);
    let number = form.text("exchange").unwrap_or_default();
    if (form.is("do", "show") || form.is("do", "hide"))
        && let Some(exchange) = kept(sandbox, &number)
    {
        let told = answer_section(&exchange, form.is("do", "show"));
        return respond(200, show::<S>(sandbox, &draft, Some(told)));
    }
    if form.is("do", "send") {
        return send::<S>(sandbox, draft).await;
    }
    respond(200, show::<S>(sandbox, &draft, None))
}

fn fragment<S: Hosted>(sandbox: &Sandbox, form: &Form) -> Response {
    let customer = form.text("customer").unwrap_or_default();
    respond(200, verdict::verdict::<S>(sandbox, &customer, &typed(form)))
}

/// Sends what the form holds as any client does, and shows what came of it.
async fn send<S: Hosted>(sandbox: &Sandbox, draft: Draft) -> Response {
    let mut request = Request::builder()
        .method(S::ENDPOINT.method)
        .uri(S::path(&draft.customer))
        .header(CONTENT_TYPE, "application/json")
        .extension(ChosenFault(draft.fault));
    let mut logins = S::LOGINS.iter();
    let login = logins.find(|login| login.name == draft.login);
    if let Some(token) = login.or(S::LOGINS.first()).and_then(|login| login.token) {
        request = request.header(AUTHORIZATION, format!("Bearer {token}"));
    }
    let Ok(request) = request.body(Body::from(draft.body)) else {
        return refusal(400, "Not sent", "The id of the customer fits into no path.");
    };
    let response = answer::<S>(sandbox, Some(&draft.customer), request).await;
    let number = response.extensions().get::<Number>().map_or(0, |it| it.0);
    see_other(&format!("/?exchange={number}#answer"))
}

/// Who comes to the address of a form without one is led to the form.
pub(crate) async fn begin() -> Response {
    see_other("/")
}

fn see_other(place: &str) -> Response {
    let mut response = guarded(303, "text/plain; charset=utf-8", "");
    if let Ok(place) = place.parse() {
        response.headers_mut().insert(LOCATION, place);
    }
    response
}

/// The body as it was typed: a form ends lines with CR and LF, whatever the field holds.
fn typed(form: &Form) -> Vec<u8> {
    let body = form.bytes("body").unwrap_or_default();
    let mut typed = Vec::with_capacity(body.len());
    for (at, byte) in body.iter().enumerate() {
        if *byte != b'\r' || body.get(at + 1) != Some(&b'\n') {
            typed.push(*byte);
        }
    }
    typed
}
