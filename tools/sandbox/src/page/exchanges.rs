use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use maud::{Markup, html};

use super::form::Form;
use super::layout::{self, Place, foreign};
use super::response::respond;
use super::words::{SERVICES, counted, display_name};
use crate::exchange::{Exchange, KEPT};
use crate::sandbox::{Sandbox, lock};

/// The columns, and whether a narrow screen does without.
const COLUMNS: [(&str, bool); 10] = [
    ("Number", false),
    ("Outcome", false),
    ("Status", false),
    ("Service", false),
    ("Method", true),
    ("Time (UTC)", true),
    ("Fault", false),
    ("Request findings", true),
    ("Discrepancies", true),
    ("Changed", false),
];

const OUTCOMES: [&str; 4] = ["updated", "accepted", "refused", "unreadable"];

pub(crate) async fn page(State(sandbox): State<Arc<Sandbox>>, request: Request) -> Response {
    let query = Form::of_query(request.uri());
    let asked = |name: &str| query.text(name).map(|text| text.into_owned());
    let (service, outcome) = (asked("service"), asked("outcome"));
    let is_asked = |exchange: &&Arc<Exchange>| {
        service
            .as_deref()
            .is_none_or(|asked| asked == exchange.service)
            && outcome
                .as_deref()
                .is_none_or(|asked| asked == exchange.outcome)
    };
    let exchanges = lock(&sandbox.exchanges);
    let kept = exchanges.newest().count();
    let shown: Vec<_> = exchanges.newest().filter(is_asked).cloned().collect();
    drop(exchanges);
    let content = html! {
        form.filter method="get" action="/sandbox/exchanges" aria-label="Filter" {
            (choice("service", "Service", service.as_deref(), SERVICES.into_iter()))
            (choice("outcome", "Outcome", outcome.as_deref(), OUTCOMES.map(|name| (name, name)).into_iter()))
            button { "Filter" }
        }
        (table(&shown, kept))
    };
    respond(
        200,
        layout::page("Exchanges", Some(Place::Exchanges), content),
    )
}

fn choice(
    name: &str,
    label: &str,
    chosen: Option<&str>,
    options: impl Iterator<Item = (&'static str, &'static str)>,
) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                option value="" { "all" }
                @for (value, shown) in options {
                    option value=(value) selected[Some(value) == chosen] { (shown) }
                }
            }
        }
    }
}

fn table(shown: &[Arc<Exchange>], kept: usize) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-labelledby="shown" {
            table.exchanges {
                caption #shown {
                    (shown.len()) " of " (counted(kept, "exchange", "exchanges")) ", newest first"
                }
                thead {
                    tr {
                        @for (name, is_minor) in COLUMNS {
                            th scope="col" class=[is_minor.then_some("minor")] { (name) }
                        }
                    }
                }
                tbody { @for exchange in shown { (row(exchange)) } }
            }
        }
        @if shown.is_empty() { p.quiet { "There is none." } }
        p.quiet { "The last " (KEPT) " are kept." }
    }
}

fn row(exchange: &Exchange) -> Markup {
    let time = exchange.at.get(11..19).unwrap_or_default();
    let (request, reply) = exchange.departures();
    let changed: Vec<_> = exchange
        .changes
        .iter()
        .map(|change| &*change.field)
        .collect();
    html! {
        tr {
            th scope="row" {
                a href={ "/sandbox/exchanges/" (exchange.number) } { (exchange.number) }
            }
            td { (outcome(exchange)) }
            td { (exchange.http_status) }
            td { (display_name(exchange.service)) }
            td.minor { code { (foreign(&exchange.method)) } }
            td.minor { time datetime=(exchange.at) { (time) } }
            td { (exchange.fault.as_deref().unwrap_or("–")) }
            td.minor { (request) }
            td.minor { (reply) }
            td { @if changed.is_empty() { "–" } @else { (changed.join(", ")) } }
        }
    }
}

/// The outcome, and of a refusal why.
pub(crate) fn outcome(exchange: &Exchange) -> Markup {
    html! {
        span class={ "outcome " (exchange.outcome) } { (exchange.outcome) }
        @if let Some(kind) = &exchange.kind { ": " (kind) }
    }
}
