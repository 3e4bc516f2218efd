use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};
use salesive_schema::model::Model;
use salesive_schema::{MicroBase, Salesive};
use salesive_terminal::printable;

use super::layout::{self, Place, foreign, json_value};
use super::response::respond;
use super::try_update::{CUSTOMERS_MAX, is_carried};
use super::words::{counted, display_name};
use crate::exchange::Exchange;
use crate::hosted::Hosted;
use crate::members::{Change, cut, fields};
use crate::sandbox::{Sandbox, lock};

pub(crate) async fn page(State(sandbox): State<Arc<Sandbox>>) -> Response {
    let content = html! {
        (section::<Salesive>(&sandbox))
        (section::<MicroBase>(&sandbox))
    };
    respond(
        200,
        layout::page("Customers", Some(Place::Customers), content),
    )
}

fn section<S: Hosted>(sandbox: &Sandbox) -> Markup {
    let last = lock(&sandbox.exchanges)
        .newest()
        .find(|exchange| exchange.service == S::NAME)
        .cloned();
    let room = lock(S::room(sandbox));
    let customers = room.store.customers();
    html! {
        section aria-labelledby=(S::NAME) {
            h2 id=(S::NAME) { (display_name(S::NAME)) }
            (last_exchange(last.as_deref()))
            div.cards {
                @for (position, customer) in customers.iter().take(CUSTOMERS_MAX).enumerate() {
                    @let last = last.as_deref().filter(|last| last.customer == Some(position));
                    (card::<S>(customer, last.map_or(&[], |last| &last.changes)))
                }
            }
            @if customers.len() > CUSTOMERS_MAX {
                p { (counted(customers.len() - CUSTOMERS_MAX, "more is", "more are")) " not shown." }
            }
        }
    }
}

fn last_exchange(last: Option<&Exchange>) -> Markup {
    let Some(last) = last else {
        return html! { p.quiet { "There has been no exchange yet." } };
    };
    let changed: Vec<_> = last.changes.iter().map(|change| &*change.field).collect();
    html! {
        p {
            a href={ "/sandbox/exchanges/" (last.number) } { "Exchange " (last.number) }
            ", the last one, " (last.outcome) ", "
            @if changed.is_empty() { "changed nothing." } @else { "changed " (changed.join(", ")) "." }
        }
    }
}

fn card<S: Hosted>(customer: &S::Customer<'_>, changes: &[Change]) -> Markup {
    let id = S::id(customer);
    html! {
        article.card {
            h3 { (foreign(cut(&S::name(customer)).as_ref())) }
            table {
                thead { tr { th scope="col" { "Field" } th scope="col" { "Value" } } }
                tbody {
                    @for (name, value) in fields(customer) {
                        @let change = changes.iter().find(|change| change.field == name);
                        tr class=[change.map(|_| "changed")] {
                            th scope="row" { code { (name) } }
                            td {
                                (json_value(Some(&cut(&value))))
                                @if let Some(change) = change {
                                    p.was { "changed; was " (json_value(change.before.as_deref())) }
                                }
                            }
                        }
                    }
                }
            }
            @if let Some(id) = id.filter(|id| is_carried(id)) {
                form method="get" action="/" {
                    input type="hidden" name="service" value=(S::NAME);
                    input type="hidden" name="customer" value=(id);
                    button { "Try an update" span.hidden { " of " (printable(&cut(&S::name(customer)))) } }
                }
            }
        }
    }
}
