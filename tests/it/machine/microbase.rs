mod commands;

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest_state_machine::ReferenceStateMachine;
use salesive_schema::microbase::model::{Fault, Store, UpdateRequest};
use salesive_schema::microbase::strategy::{self, Body};
use salesive_schema::microbase::{Outcome, RefusalKind, Reply, Rule};
use salesive_schema::{Email, schema};
use serde_json::{Value, json};

use super::{Twin as _, run_sequences};
use crate::agreement::draws::run;
use crate::microbase_model::customer;
use crate::schema::judge::Judge;
use crate::schema::tree::{self, Tree};
use commands::{Command, commands};

const IDS: [&str; 3] = ["HkhhuXESl", "x", "é\" "];

static REPLY: LazyLock<Judge> =
    LazyLock::new(|| Judge::new(schema::MICROBASE_CUSTOMER_UPDATE_REPLY));

/// HTTP status and error code; an error that is an object has none.
type Refused = (u16, Option<&'static str>);

/// The customers as JSON, in order.
#[derive(Clone, Debug)]
struct Twin {
    customers: Vec<Value>,
    last: Result<usize, Refused>,
}

const VALIDATION: Refused = (200, Some("validation_error"));
const MALFORMED: Refused = (400, None);

/// Decoded as JavaScript does, an empty body taken for `{}`.
fn read(body: &[u8]) -> Option<Tree> {
    let text = String::from_utf8_lossy(body);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    tree::read(if text.is_empty() {
        b"{}"
    } else {
        text.as_bytes()
    })
}

fn is_string(value: &Tree) -> bool {
    matches!(value, Tree::String(_))
}

fn is_of_right_shape(body: &Tree) -> bool {
    let is_right = |name| body.last(name).is_none_or(is_string);
    let tags = match body.last("tags") {
        None => true,
        Some(Tree::Array(elements)) => elements.iter().all(is_string),
        Some(_) => false,
    };
    let is_object = matches!(body, Tree::Object(_)) && body.last("id").is_some();
    is_object
        && tags
        && ["id", "email", "firstName", "lastName", "status"]
            .into_iter()
            .all(is_right)
}

impl Twin {
    fn judge(&self, command: &Command) -> Result<usize, Refused> {
        if command.body.0.len() > 102_400 {
            return Err((413, None));
        }
        let body = read(&command.body.0).ok_or(MALFORMED)?;
        if !matches!(body, Tree::Object(_) | Tree::Array(_)) {
            return Err(MALFORMED);
        }
        if command.token != Some("known") {
            return Err((401, Some("invalid_token")));
        }
        if !is_of_right_shape(&body) {
            return Err(VALIDATION);
        }
        let body = body.to_value();
        let holds = |customer: &Value| customer["id"] == body["id"];
        let position = self.customers.iter().position(holds);
        let position = position.ok_or((200, Some("customer_not_found")))?;
        let email = body["email"].as_str().unwrap_or_default();
        if !email.is_empty() && Email::new(email).is_err() {
            return Err((200, Some("customer_invalid_email")));
        }
        if !matches!(
            body["status"].as_str(),
            None | Some("" | "ACTIVE" | "INACTIVE")
        ) {
            return Err(VALIDATION);
        }
        let is_taken = |customer: &Value| !holds(customer) && customer["email"] == email;
        if !email.is_empty() && self.customers.iter().any(is_taken) {
            return Err((200, Some("duplicate_key")));
        }
        Ok(position)
    }
}

/// What the body says replaces what was there, but an empty string says nothing.
fn merge(customer: &mut Value, body: &Tree) {
    for (name, value) in body.to_value().as_object().unwrap() {
        let is_listed = ["email", "firstName", "lastName", "status", "tags"].contains(&&**name);
        if is_listed && value != "" {
            customer[name] = value.clone();
        }
    }
}

impl ReferenceStateMachine for Twin {
    type State = Self;
    type Transition = Command;

    fn init_state() -> BoxedStrategy<Self> {
        let tags = vec(select(&["VIP", "", "a"][..]), 0..3);
        vec((tags, any::<bool>()), IDS.len())
            .prop_map(|drawn| {
                let customer = |(nth, (tags, has_address)): (usize, (Vec<_>, _))| {
                    let address = json!({"phone": 2_173_203_531_u64, "city": "Bloomington"});
                    let mut customer = json!({
                        "id": IDS[nth], "email": format!("{nth}@example.com"), "tags": tags,
                        "addresses": if has_address { vec![address] } else { Vec::new() },
                    });
                    if nth == 0 {
                        customer["status"] = "ACTIVE".into();
                    }
                    customer
                };
                let customers = drawn.into_iter().enumerate().map(customer).collect();
                Self {
                    customers,
                    last: Ok(0),
                }
            })
            .boxed()
    }

    fn transitions(_: &Self) -> BoxedStrategy<Command> {
        commands()
    }

    fn apply(mut twin: Self, command: &Command) -> Self {
        if command.fault == Some(Fault::ErrorObject) {
            twin.last = Err(MALFORMED);
            return twin;
        }
        twin.last = twin.judge(command);
        if let (Ok(position), false) = (twin.last, command.fault == Some(Fault::LostRace)) {
            merge(
                &mut twin.customers[position],
                &read(&command.body.0).unwrap(),
            );
        }
        twin
    }
}

impl super::Twin for Twin {
    type Store = Store;

    const KEPT: &'static [&'static str] = &["id", "addresses"];

    fn store(&self) -> Store {
        let mut store = Store::new();
        let customers = self.customers.iter().map(customer);
        customers.for_each(|customer| store.insert(customer));
        store.allow_token("known");
        store
    }

    fn customers(&self) -> &[Value] {
        &self.customers
    }

    fn sent(command: &Command) -> (UpdateRequest<'_>, Option<Fault>) {
        let request = UpdateRequest {
            token: command.token,
            body: &command.body.0,
        };
        (request, command.fault)
    }

    fn body(command: &Command) -> &[u8] {
        &command.body.0
    }

    fn answered(&self) -> &'static str {
        match self.last {
            Ok(_) => "made",
            Err((_, Some(code))) => code,
            Err((413, None)) => "too large",
            Err((_, None)) => "malformed",
        }
    }

    fn refusal(&self) -> Option<RefusalKind> {
        let (_, code) = self.last.err()?;
        Some(match code {
            Some("duplicate_key") => RefusalKind::DuplicateKey,
            Some("validation_error") => RefusalKind::ValidationError,
            Some("customer_not_found") => RefusalKind::CustomerNotFound,
            Some("customer_invalid_email") => RefusalKind::CustomerInvalidEmail,
            _ => RefusalKind::Other,
        })
    }

    /// The error of a request that it cannot read is an object.
    fn own_discrepancies(&self) -> Vec<(String, Rule)> {
        match self.last {
            Err((_, None)) => vec![("/error".to_owned(), Rule::ReplyErrorType)],
            _ => Vec::new(),
        }
    }

    fn assert_answers(&self, store: &Store, reply: &Reply<'_>) {
        match (self.last, reply.outcome()) {
            (Ok(position), Outcome::Updated(customer)) => {
                assert!(*customer == store.customers()[position]);
            }
            (Err(expected), Outcome::Refused(refusal)) => {
                assert_eq!((refusal.http_status(), refusal.code()), expected);
            }
            (expected, found) => panic!("{expected:?} {found:?}"),
        }
    }

    fn replies() -> &'static Judge {
        &REPLY
    }
}

#[test]
fn the_model_answers_and_stores_as_its_twin() {
    run_sequences::<Twin>(&[
        "made",
        "invalid_token",
        "malformed",
        "too large",
        "validation_error",
        "customer_not_found",
        "customer_invalid_email",
        "duplicate_key",
    ]);
}

#[test]
fn whatever_is_sent_gets_an_envelope() {
    let bodies = prop_oneof![vec(any::<u8>(), 0..200).prop_map(Body), strategy::near()];
    run(&(Twin::init_state(), bodies), &[], |(twin, body), _| {
        let request = UpdateRequest {
            token: Some("known"),
            body: &body.0,
        };
        let (http_status, reply) = twin.store().update(&request);
        let reply = Reply::decode(http_status, &reply);
        prop_assert!(reply.envelope().is_some() && [200, 400].contains(&http_status));
        Ok(())
    });
}
