use std::sync::{Arc, LazyLock};

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::response::Response;
use maud::{Markup, html};
use salesive_schema::{MicroBase, Salesive, Service};

use super::exchanges::outcome;
use super::findings::{Remark, list, prose};
use super::form::Form;
use super::layout::{self, Place, foreign, json_value};
use super::response::{refusal, respond};
use super::tree::{self, Names};
use super::verdict::summary;
use super::words::display_name;
use crate::exchange::{Advice, Exchange, KEPT, Kept};
use crate::sandbox::{Sandbox, lock};
use crate::verdict::Verdict;

pub(crate) async fn page(
    State(sandbox): State<Arc<Sandbox>>,
    number: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    let number = number.map(|Path(number)| number).unwrap_or_default();
    let Some(exchange) = kept(&sandbox, &number) else {
        return not_kept(&sandbox, &number);
    };
    let values = Form::of_query(request.uri()).is("values", "show");
    let here = format!("/sandbox/exchanges/{}", exchange.number);
    let content = html! {
        p.quiet {
            (display_name(exchange.service)) ", " time datetime=(exchange.at) { (exchange.at) }
        }
        div.buttons {
            (toggle(values, &here))
            @if exchange.request.is_whole() && exchange.unread.is_none() {
                a.button href={ "/?exchange=" (exchange.number) } { "Show and edit the body, to send it again" }
            }
        }
        div.columns {
            section aria-labelledby="request-title" {
                h2 #request-title { "Request" }
                (sent(&exchange, values))
            }
            section aria-labelledby="reply-title" {
                h2 #reply-title { "Reply" }
                (reply(&exchange, values))
            }
        }
    };
    let title = format!("Exchange {}", exchange.number);
    respond(200, layout::page(&title, Some(Place::Exchanges), content))
}

pub(crate) fn kept(sandbox: &Sandbox, number: &str) -> Option<Arc<Exchange>> {
    lock(&sandbox.exchanges).get(number.parse().ok()?)
}

pub(crate) fn not_kept(sandbox: &Sandbox, number: &str) -> Response {
    let number = number.parse();
    if number.is_ok_and(|number| lock(&sandbox.exchanges).has_dropped(number)) {
        let reason = format!(
            "It was sent, and its exchange has made room for others: the last {KEPT} are kept. What it changed is \
             to be seen at the customers."
        );
        return refusal(404, "No longer kept", &reason);
    }
    refusal(404, "Not found", "There has been no such exchange.")
}

/// The link that shows values or hides them again.
fn toggle(values: bool, here: &str) -> Markup {
    let (shown, hidden) = (
        format!(
            "{here}{}values=show",
            if here.contains('?') { '&' } else { '?' }
        ),
        here,
    );
    html! {
        @if values { a.button href=(hidden) { "Hide the values" } } @else { a.button href=(shown) { "Show the values" } }
    }
}

fn sent(exchange: &Exchange, values: bool) -> Markup {
    html! {
        dl {
            dt { "Method" } dd { code { (foreign(&exchange.method)) } }
            dt { "Path" } dd { code { @if values { (foreign(&exchange.path)) } @else { (exchange.endpoint) } } }
            dt { "Token" } dd { @if exchange.has_token { "there, never shown" } @else { "none" } }
            dt { "Content type" }
            dd {
                @match &exchange.content_type {
                    None => "none",
                    Some(text) if values || is_known(text) => (foreign(text)),
                    Some(text) => { (text.len()) " bytes" }
                }
            }
        }
        @for problem in &exchange.problems { p.remark.violation { (prose(problem)) } }
        @if let Some(reason) = exchange.unread { p.remark.violation { "There is no body: " (reason) "." } }
        (body(&exchange.request, &names(exchange.service).0, values))
        @if exchange.is_ignored {
            p.remark.violation {
                "The service did not read this body, because the content type is not " code { "application/json" }
                ": it took it for an empty one."
            }
        }
        @match &exchange.verdict {
            None => {}
            Some(verdict) => {
                h3 { "Verdict on the body" }
                @let (class, text) = summary(verdict);
                p class={ "summary " (class) } { (text) }
                @match verdict {
                    Verdict::Malformed(malformed) => (Remark::of_malformed(malformed).markup()),
                    Verdict::Accepted(findings) | Verdict::Rejected(findings) if findings.count() > 0 => (list(findings)),
                    Verdict::Accepted(_) | Verdict::Rejected(_) => {}
                }
            }
        }
    }
}

/// Whether a content type is one of those that need not be hidden.
fn is_known(text: &str) -> bool {
    matches!(
        text,
        "application/json"
            | "application/json; charset=utf-8"
            | "application/json;charset=utf-8"
            | "text/plain"
            | "text/plain;charset=UTF-8"
            | "application/x-www-form-urlencoded"
    )
}

/// Status, envelope, outcome and what to do next.
pub(crate) fn reply(exchange: &Exchange, values: bool) -> Markup {
    html! {
        div.split {
            div {
                dl {
                    dt { "HTTP status" } dd { (exchange.http_status) }
                    dt { "Outcome" } dd { (outcome(exchange)) }
                    dt { "Envelope" }
                    dd {
                        @if exchange.signals.is_empty() { "none" }
                        @for (nth, (name, value)) in exchange.signals.iter().enumerate() {
                            @if nth > 0 { ", " } code { (name) ": " (value) }
                        }
                    }
                    dt { "What the reply proves" } dd { "Update made: " (exchange.written) }
                    @if let Some(fault) = &exchange.fault { dt { "Fault" } dd { code { (fault) } } }
                    dt { "What changed here" }
                    dd { (changes(exchange, values)) }
                    dt { "Content type" } dd { (exchange.reply_type) }
                }
                @if let Some(advice) = &exchange.advice { (recovery(advice)) }
                @if exchange.discrepancies.count() > 0 {
                    p.summary.rejected { "✗ The reply departs from its document." }
                    (list(&exchange.discrepancies))
                }
            }
            div { (body(&exchange.reply, &names(exchange.service).1, values)) }
        }
    }
}

fn changes(exchange: &Exchange, values: bool) -> Markup {
    html! {
        @if exchange.changes.is_empty() { "nothing" } @else if values {
            ul.plain {
                @for change in &exchange.changes {
                    li { code { (change.field) } ": " (json_value(change.before.as_deref())) " → " (json_value(change.after.as_deref())) }
                }
            }
        } @else {
            @for (nth, change) in exchange.changes.iter().enumerate() {
                @if nth > 0 { ", " } code { (change.field) }
            }
        }
    }
}

fn recovery(advice: &Advice) -> Markup {
    html! {
        div.remark.recovery {
            p.what {
                strong { "Recovery" } " " code { (advice.action) }
                @if advice.is_inferred { " (inferred)" }
            }
            p { (prose(&advice.sentence)) }
            @if !advice.fields.is_empty() {
                ul.plain {
                    @for (pointer, rule) in &advice.fields {
                        li { code { (pointer) } @if let Some(rule) = rule { " " code { (rule) } } }
                    }
                }
            }
            p.source { (prose(&advice.source)) }
        }
    }
}

fn body(kept: &Kept, names: &Names, values: bool) -> Markup {
    let text = String::from_utf8_lossy(&kept.start);
    html! {
        @if kept.length == 0 {
            p.quiet { "No body." }
        } @else if !kept.is_whole() && !values {
            p.quiet { "A body of " (kept.length) " bytes." }
        } @else {
            (tree::tree(&text, names, values))
        }
        @if !kept.is_whole() {
            p.quiet { "The first " (kept.start.len()) " of " (kept.length) " bytes are kept." }
        }
    }
}

/// The names that the service's document lists, of requests and of replies.
fn names(service: &str) -> &'static (Names, Names) {
    static SALESIVE: LazyLock<(Names, Names)> = LazyLock::new(|| {
        (
            Names::of(Salesive::UPDATE_SCHEMA),
            Names::of(Salesive::REPLY_SCHEMA),
        )
    });
    static MICROBASE: LazyLock<(Names, Names)> = LazyLock::new(|| {
        (
            Names::of(MicroBase::UPDATE_SCHEMA),
            Names::of(MicroBase::REPLY_SCHEMA),
        )
    });
    if service == Salesive::NAME {
        &SALESIVE
    } else {
        &MICROBASE
    }
}
