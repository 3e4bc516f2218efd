mod commands;

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use salesive_schema::microbase::model::{Expected, Fault, Store, UpdateRequest};
use salesive_schema::microbase::strategy::{self, Body};
use salesive_schema::microbase::{Outcome, RefusalKind, Reply, Rule};
use salesive_schema::{Email, schema};
use serde_json::{Value, json};

use super::{assert_unique_emails, run_sequences};
use crate::agreement::draws::run;
use crate::faults::microbase::reported;
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
    fn answered(&self) -> &'static str {
        match self.last {
            Ok(_) => "made",
            Err((_, Some(code))) => code,
            Err((413, None)) => "too large",
            Err((_, None)) => "malformed",
        }
    }
}

fn store(twin: &Twin) -> Store {
    let mut store = Store::new();
    twin.customers
        .iter()
        .for_each(|value| store.insert(customer(value)));
    store.allow_token("known");
    store
}

struct Model;

impl StateMachineTest for Model {
    /// The store, and the customers at the start.
    type SystemUnderTest = (Store, Vec<Value>);
    type Reference = Twin;

    fn init_test(twin: &Twin) -> Self::SystemUnderTest {
        (store(twin), twin.customers.clone())
    }

    fn apply(
        (mut store, start): Self::SystemUnderTest,
        twin: &Twin,
        command: Command,
    ) -> Self::SystemUnderTest {
        let before = store.customers().to_vec();
        let request = UpdateRequest {
            token: command.token,
            body: &command.body.0,
        };
        let (http_status, body) = match command.fault {
            None => store.update(&request),
            Some(fault) => store.update_with_fault(&request, fault),
        };
        let reply = Reply::decode(http_status, &body);
        if twin.last.is_err() {
            assert!(store.customers() == before, "a refusal changes nothing");
        }
        match command.fault {
            Some(fault) => assert_has_consequence(fault, twin, &reply),
            None => {
                assert_eq!(reported(&reply).1, odd_error(twin));
                let value = serde_json::from_slice(&body).unwrap();
                assert_eq!(REPLY.accepts(&value), odd_error(twin).is_empty());
                assert_answers(twin, &store, &reply);
            }
        }
        (store, start)
    }

    fn check_invariants((store, start): &Self::SystemUnderTest, twin: &Twin) {
        let customers = store.customers().iter();
        let customers: Vec<_> = customers
            .map(|it| serde_json::to_value(it).unwrap())
            .collect();
        assert_eq!(customers, twin.customers);
        assert_unique_emails(&customers);
        assert_eq!(customers.len(), start.len());
        for (now, start) in customers.iter().zip(start) {
            for kept in ["id", "addresses"] {
                assert_eq!(now[kept], start[kept], "no update touches {kept}");
            }
        }
    }
}

/// The service's own departure: the error of a request that it cannot read is an object.
fn odd_error(twin: &Twin) -> Vec<(String, Rule)> {
    match twin.last {
        Err((_, None)) => vec![("/error".to_owned(), Rule::ReplyErrorType)],
        _ => Vec::new(),
    }
}

fn assert_answers(twin: &Twin, store: &Store, reply: &Reply<'_>) {
    match (twin.last, reply.outcome()) {
        (Ok(position), Outcome::Updated(customer)) => {
            assert!(*customer == store.customers()[position]);
        }
        (Err(expected), Outcome::Refused(refusal)) => {
            assert_eq!((refusal.http_status(), refusal.code()), expected);
        }
        (expected, found) => panic!("{expected:?} {found:?}"),
    }
}

fn assert_has_consequence(fault: Fault, twin: &Twin, reply: &Reply<'_>) {
    let kind = |(_, code): Refused| match code {
        Some("duplicate_key") => RefusalKind::DuplicateKey,
        Some("validation_error") => RefusalKind::ValidationError,
        Some("customer_not_found") => RefusalKind::CustomerNotFound,
        Some("customer_invalid_email") => RefusalKind::CustomerInvalidEmail,
        _ => RefusalKind::Other,
    };
    let declared = fault.consequence(twin.last.err().map(kind));
    let own = |(pointer, rule): &(&str, Rule)| ((*pointer).to_owned(), *rule);
    let mut expected: Vec<_> = declared.discrepancies.iter().map(own).collect();
    if declared.outcome != Expected::Unreadable {
        expected.extend(odd_error(twin));
        expected.sort();
        expected.dedup();
    }
    let (outcome, discrepancies) = reported(reply);
    assert_eq!(discrepancies, expected);
    assert_eq!(outcome, declared.outcome);
}

#[test]
fn the_model_answers_and_stores_as_its_twin() {
    run_sequences::<Model>(&[
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
        let (http_status, reply) = store(&twin).update(&request);
        let reply = Reply::decode(http_status, &reply);
        prop_assert!(reply.envelope().is_some() && [200, 400].contains(&http_status));
        Ok(())
    });
}
