mod commands;

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest_state_machine::ReferenceStateMachine;
use salesive_schema::salesive::model::{Fault, Store, UpdateRequest};
use salesive_schema::salesive::strategy::{self, Body};
use salesive_schema::salesive::{Customer, Outcome, RefusalKind, Reply, Rule, SCOPE, UserProfile};
use salesive_schema::{Salesive, schema};
use serde_json::{Value, json};

use super::{Twin as _, run_sequences};
use crate::agreement::draws::run;
use crate::agreement::requests::expected;
use crate::schema::judge::Judge;
use crate::schema::tree::{self, Tree};
use commands::{Command, IDS, commands};

const KNOWN_USER: &str = "6650aa11bb22cc33dd44ee55";
const OTHER_USER: &str = "6650AA11BB22CC33DD44EE66";

static REQUEST: LazyLock<Judge> = LazyLock::new(|| Judge::new(schema::SALESIVE_CUSTOMER_UPDATE));
static REPLY: LazyLock<Judge> =
    LazyLock::new(|| Judge::new(schema::SALESIVE_CUSTOMER_UPDATE_REPLY));

/// The customers as JSON, in order.
#[derive(Clone, Debug)]
struct Twin {
    customers: Vec<Value>,
    /// Where the last update was made, or its refusal: in a word, and with status and message.
    last: Result<usize, (&'static str, u16, &'static str)>,
}

fn profile(id: &str) -> Value {
    if id == KNOWN_USER {
        json!({"_id": id, "name": "Ada Obi", "avatar": null})
    } else {
        json!({ "_id": id })
    }
}

impl Twin {
    fn position(&self, id: &str) -> Option<usize> {
        let is = |place: &'static str| {
            let mut customers = self.customers.iter();
            customers.position(|customer| customer.pointer(place) == Some(&json!(id)))
        };
        is("/_id").or_else(|| is("/user/_id"))
    }

    fn judge(&self, command: &Command) -> Result<usize, (&'static str, u16, &'static str)> {
        match command.token {
            Some("app_writer") => {}
            Some("app_reader") => return Err(("no scope", 403, "Insufficient scope")),
            _ => return Err(("no token", 401, "Authentication required")),
        }
        let verdict = expected::<Salesive>(&REQUEST, &command.body.0);
        let verdict = verdict.ok_or(("malformed", 400, "Malformed JSON"))?;
        if !verdict.accepted {
            let is_empty = |(_, rule): &(String, String)| rule == Rule::BodyEmpty.id();
            if verdict.shape.iter().any(is_empty) {
                return Err(("empty", 400, "\"value\" must have at least 1 key"));
            }
            return Err(("invalid", 400, "Validation failed"));
        }
        let unknown = ("unknown", 404, "Customer not found");
        let position = self.position(&command.id).ok_or(unknown)?;
        let email = tree::read(&command.body.0).unwrap().to_value()["email"].clone();
        let others = self.customers.iter().enumerate();
        let mut others = others.filter(|(other, _)| *other != position);
        if email.is_string() && others.any(|(_, other)| other["email"] == email) {
            return Err(("taken", 400, "Email already subscribed"));
        }
        Ok(position)
    }
}

/// What the accepted body says replaces what was there, `null` included.
fn merge(customer: &mut Value, body: &Tree) {
    for (name, value) in body.to_value().as_object().unwrap() {
        match (name.as_str(), value) {
            ("user", Value::String(id)) => customer["user"] = profile(id),
            ("name" | "email" | "phone" | "user" | "active", value) => {
                customer[name] = value.clone();
            }
            _ => {}
        }
    }
}

impl ReferenceStateMachine for Twin {
    type State = Self;
    type Transition = Command;

    fn init_state() -> BoxedStrategy<Self> {
        let absent = Just(Value::Null).boxed();
        let users = select(&[KNOWN_USER, OTHER_USER, IDS[0]][..]).prop_map(profile);
        let phones = select(&["+2348099998888", ""][..]).prop_map(Value::from);
        let nullable =
            |values: BoxedStrategy<Value>| (any::<bool>(), prop_oneof![absent.clone(), values]);
        vec((nullable(users.boxed()), nullable(phones.boxed()), any::<bool>()), IDS.len())
            .prop_map(|drawn| {
                let customer = |(nth, ((has_user, user), (has_phone, phone), active))| {
                    let id: &str = IDS[nth];
                    let mut customer = json!({
                        "_id": id, "id": id, "email": format!("{nth}@example.com"), "active": active,
                        "lastActive": "2026-05-01T09:00:00.000Z", "updatedAt": "2026-05-01T09:00:00.000Z",
                    });
                    if has_user {
                        customer["user"] = user;
                    }
                    if has_phone {
                        customer["phone"] = phone;
                    }
                    customer
                };
                let customers = drawn.into_iter().enumerate().map(customer).collect();
                Self { customers, last: Ok(0) }
            })
            .boxed()
    }

    fn transitions(twin: &Self) -> BoxedStrategy<Command> {
        let users = twin.customers.iter().map(|it| &it["user"]["_id"]);
        commands(users.filter_map(Value::as_str))
    }

    fn apply(mut twin: Self, command: &Command) -> Self {
        twin.last = twin.judge(command);
        if let Ok(position) = twin.last {
            let customer = &mut twin.customers[position];
            if command.fault != Some(Fault::LostRace) {
                merge(customer, &tree::read(&command.body.0).unwrap());
            }
            customer["updatedAt"] = command.at.into();
        }
        twin
    }
}

impl super::Twin for Twin {
    type Store = Store;

    const KEPT: &'static [&'static str] = &["_id", "id", "lastActive"];

    fn store(&self) -> Store {
        let mut store = Store::new();
        let customers = self.customers.iter().map(customer);
        customers.for_each(|customer| store.insert(customer));
        let mut known = UserProfile::default();
        known.id = Some(KNOWN_USER.into());
        known.name = Some("Ada Obi".into());
        known.avatar = salesive_schema::Member::Null;
        store.insert_user(known);
        store.grant("app_writer", &["READ_CUSTOMERS", SCOPE]);
        store.grant("app_reader", &["READ_CUSTOMERS"]);
        store
    }

    fn customers(&self) -> &[Value] {
        &self.customers
    }

    fn sent(command: &Command) -> (UpdateRequest<'_>, Option<Fault>) {
        let request = UpdateRequest {
            token: command.token,
            id: &command.id,
            body: &command.body.0,
            at: command.at,
        };
        (request, command.fault)
    }

    fn body(command: &Command) -> &[u8] {
        &command.body.0
    }

    fn answered(&self) -> &'static str {
        self.last.map_or_else(|(word, ..)| word, |_| "made")
    }

    fn refusal(&self) -> Option<RefusalKind> {
        let (_, status, _) = self.last.err()?;
        Some(match status {
            401 => RefusalKind::Unauthorized,
            403 => RefusalKind::Forbidden,
            404 => RefusalKind::CustomerNotFound,
            _ => RefusalKind::Other,
        })
    }

    fn assert_answers(&self, store: &Store, reply: &Reply<'_>) {
        match (self.last, reply.outcome()) {
            (Ok(position), Outcome::Updated(customer)) => {
                assert!(*customer == store.customers()[position]);
            }
            (Err((_, status, message)), Outcome::Refused(refusal)) => {
                let answer = (refusal.http_status(), refusal.message());
                assert_eq!(answer, (status, Some(message)));
            }
            (expected, found) => panic!("{expected:?} {found:?}"),
        }
    }

    fn replies() -> &'static Judge {
        &REPLY
    }
}

fn customer(value: &Value) -> Customer<'static> {
    let text = value.to_string();
    Customer::from_json(text.as_bytes()).unwrap().into_owned()
}

#[test]
fn the_model_answers_and_stores_as_its_twin() {
    run_sequences::<Twin>(&[
        "made",
        "no token",
        "no scope",
        "malformed",
        "empty",
        "invalid",
        "unknown",
        "taken",
    ]);
}

#[test]
fn whatever_is_sent_gets_an_envelope() {
    let text = || prop_oneof![".*", Just(IDS[0].to_owned())];
    let bodies = prop_oneof![vec(any::<u8>(), 0..200).prop_map(Body), strategy::near()];
    let start = (Twin::init_state(), text(), text(), bodies);
    run(&start, &[], |(twin, id, at, body), _| {
        let request = UpdateRequest {
            token: Some("app_writer"),
            id: &id,
            body: &body.0,
            at: &at,
        };
        let (http_status, reply) = twin.store().update(&request);
        let reply = Reply::decode(http_status, &reply);
        prop_assert!(reply.envelope().is_some() && (200..=404).contains(&http_status));
        Ok(())
    });
}
