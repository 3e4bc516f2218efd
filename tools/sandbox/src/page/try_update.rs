use axum::extract::Request;
use axum::response::Response;
use maud::{Markup, html};
use salesive_schema::model::Model;
use salesive_schema::{MicroBase, Salesive, Service};
use salesive_terminal::printable;

use super::exchange::{self, kept, not_kept};
use super::form::Form;
use super::layout::{self, Place};
use super::response::{refusal, respond};
use super::verdict::verdict;
use super::words::{SERVICES, display_name};
use crate::Faults;
use crate::exchange::{BODY_KEPT, Exchange};
use crate::faults::sentence;
use crate::hosted::{Hosted, nobody};
use crate::members::cut;
use crate::sandbox::{Sandbox, lock};

/// The most customers that are offered, and shown.
pub(crate) const CUSTOMERS_MAX: usize = 200;

/// Whether a path and a field of a form carry an id as it is.
pub(crate) fn is_carried(id: &str) -> bool {
    !id.is_empty() && id.len() <= 1024 && !id.chars().any(char::is_control)
}

/// What the form holds.
pub(crate) struct Draft {
    pub(crate) customer: String,
    pub(crate) login: String,
    pub(crate) fault: String,
    pub(crate) body: Vec<u8>,
}

impl Draft {
    /// The example for the customer that is asked for, or the first one.
    pub(crate) fn example<S: Hosted>(sandbox: &Sandbox, form: &Form) -> Self {
        let room = lock(S::room(sandbox));
        let posted = form.bytes("customer");
        let customer = match posted {
            Some(id) => String::from_utf8_lossy(id).into_owned(),
            None => {
                let mut ids = room.store.customers().iter().filter_map(S::id);
                let first = ids.find(|id| is_carried(id)).map(str::to_owned);
                first.unwrap_or_else(|| nobody::<S>(&room.store))
            }
        };
        let example = Some(S::example(&room.store, &customer));
        let example = example.filter(|body| S::from_json(body.as_bytes()).is_ok());
        let body = example.unwrap_or_else(|| S::EXAMPLE.to_owned());
        drop(room);
        Self {
            customer,
            login: form.text("login").unwrap_or_default().into_owned(),
            fault: form.text("fault").unwrap_or_default().into_owned(),
            body: body.into_bytes(),
        }
    }

    /// What was sent; a body that was not kept whole is not there to be sent again.
    fn of_exchange<S: Hosted>(sandbox: &Sandbox, exchange: &Exchange) -> Self {
        let mut draft = Self::example::<S>(sandbox, &Form::parse(b""));
        let meant = exchange.customer.and_then(|position| {
            let room = lock(S::room(sandbox));
            let customer = room.store.customers().get(position);
            customer.and_then(S::id).map(str::to_owned)
        });
        // A long id is kept cut, and where the path holds none the body does.
        let meant = meant.filter(|id| id.starts_with(&exchange.id));
        let sent = meant.or_else(|| Some(exchange.id.clone()).filter(|id| !id.is_empty()));
        draft.customer = sent.unwrap_or_else(|| nobody::<S>(&lock(S::room(sandbox)).store));
        draft.fault = exchange.fault.clone().unwrap_or_default();
        draft.login = exchange.login.unwrap_or_default().to_owned();
        if exchange.request.is_whole() && exchange.unread.is_none() {
            draft.body = exchange.request.start.clone();
        }
        draft
    }
}

pub(crate) fn page(sandbox: &Sandbox, request: &Request) -> Response {
    let query = Form::of_query(request.uri());
    let Some(number) = query.text("exchange") else {
        return match query.text("service").as_deref() {
            None | Some(Salesive::NAME) => beginning::<Salesive>(sandbox, &query),
            Some(MicroBase::NAME) => beginning::<MicroBase>(sandbox, &query),
            Some(_) => refusal(404, "Not found", "There is no such service."),
        };
    };
    let Some(exchange) = kept(sandbox, &number) else {
        return not_kept(sandbox, &number);
    };
    if exchange.service == Salesive::NAME {
        after::<Salesive>(sandbox, &exchange)
    } else {
        after::<MicroBase>(sandbox, &exchange)
    }
}

fn beginning<S: Hosted>(sandbox: &Sandbox, query: &Form) -> Response {
    let draft = Draft::example::<S>(sandbox, query);
    respond(200, show::<S>(sandbox, &draft, None))
}

fn after<S: Hosted>(sandbox: &Sandbox, exchange: &Exchange) -> Response {
    let draft = Draft::of_exchange::<S>(sandbox, exchange);
    let told = answer_section(exchange, false);
    respond(200, show::<S>(sandbox, &draft, Some(told)))
}

/// What came of an exchange. Values are shown and hidden by a button of the form, which keeps what is typed.
pub(crate) fn answer_section(exchange: &Exchange, values: bool) -> Markup {
    let (shown, action) = if values {
        ("Hide the values", "hide")
    } else {
        ("Show the values", "show")
    };
    html! {
        section #answer tabindex="-1" aria-labelledby="answer-title" {
            h2 #answer-title { "Answer" }
            @if !exchange.request.is_whole() {
                p { "The body is longer than " (BODY_KEPT >> 10) " KiB, so the form begins with the example again." }
            }
            (exchange::reply(exchange, values))
            div.buttons {
                input type="hidden" name="exchange" value=(exchange.number) form="try";
                button form="try" formaction="/sandbox/try#answer" name="do" value=(action) { (shown) }
                a.button href={ "/sandbox/exchanges/" (exchange.number) } { "Exchange " (exchange.number) ", with its request" }
            }
        }
    }
}

/// The page with this form, and what came of the last one.
pub(crate) fn show<S: Hosted>(sandbox: &Sandbox, draft: &Draft, told: Option<Markup>) -> Markup {
    let content = html! {
        nav.services aria-label="Service" {
            ul {
                @for (name, shown) in SERVICES {
                    li {
                        a href={ "/?service=" (name) } aria-current=[(name == S::NAME).then_some("true")] { (shown) }
                    }
                }
            }
        }
        @if let Some(told) = told { (told) }
        div.columns {
            (form::<S>(sandbox, draft))
            section #verdict aria-labelledby="verdict-title" {
                h2 #verdict-title { "Verdict" }
                (verdict::<S>(sandbox, &draft.customer, &draft.body))
            }
        }
    };
    layout::page("Try an update", Some(Place::Try), content)
}

fn form<S: Hosted>(sandbox: &Sandbox, draft: &Draft) -> Markup {
    let endpoint = S::ENDPOINT;
    html! {
        form #try method="post" action="/sandbox/try" aria-label={ "An update for " (display_name(S::NAME)) } {
            input type="hidden" name="token" value=(sandbox.form_token.text());
            input type="hidden" name="service" value=(S::NAME);
            p.endpoint { code { (endpoint.method) " " (S::PREFIX) (endpoint.path) } }
            div.field {
                label for="customer" { "Customer" }
                select #customer name="customer" { (customers::<S>(sandbox, &draft.customer)) }
                @if S::NAME == MicroBase::NAME {
                    p.hint { "The service goes by the id in the body. “Write the example” writes one with the id of this customer." }
                }
            }
            div.field {
                label for="body" { "Body" }
                // The parser takes the first line break away.
                textarea #body name="body" rows="10" aria-describedby="summary" aria-invalid=(S::from_json(&draft.body).is_err()) spellcheck="false" autocapitalize="off" wrap="soft" {
                    "\n" (String::from_utf8_lossy(&draft.body))
                }
            }
            div.pair {
                div.field {
                    label for="login" { "Token" }
                    select #login name="login" {
                        @for login in S::LOGINS {
                            option value=(login.name) selected[login.name == draft.login] { (login.label) }
                        }
                    }
                }
                div.field {
                    label for="fault" { "Fault" }
                    select #fault name="fault" {
                        option value=(Faults::NONE) { "none" }
                        @for fault in S::Store::FAULTS {
                            @let name = fault.to_string();
                            option value=(name) selected[name == draft.fault] { (name) }
                        }
                    }
                }
            }
            div.buttons {
                button.primary name="do" value="send" { "Send" }
                button name="do" value="check" { "Check" }
                button name="do" value="example" { "Write the example" }
            }
            details.faults {
                summary { "What each fault does" }
                dl {
                    @for fault in S::Store::FAULTS {
                        @let name = fault.to_string();
                        dt { code { (name) } } dd { (sentence(&name)) }
                    }
                }
            }
        }
    }
}

fn customers<S: Hosted>(sandbox: &Sandbox, chosen: &str) -> Markup {
    let room = lock(S::room(sandbox));
    let customers = room.store.customers().iter();
    let offered: Vec<_> = customers
        .filter_map(|customer| Some((S::id(customer)?, S::name(customer))))
        .filter(|(id, _)| is_carried(id))
        .take(CUSTOMERS_MAX)
        .collect();
    let nobody = nobody::<S>(&room.store);
    let is_offered = chosen == nobody || offered.iter().any(|(id, _)| *id == chosen);
    html! {
        @if !is_offered { option value=(chosen) selected { (printable(&cut(chosen))) } }
        @for (id, name) in &offered {
            option value=(id) selected[*id == chosen] {
                (printable(&cut(name))) " – " (printable(&cut(id)))
            }
        }
        option value=(nobody) selected[chosen == nobody] { "an id that no customer has" }
    }
}
