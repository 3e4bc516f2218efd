//! The documented inputs, and who reads them.

use std::hint::black_box;
use std::str;

use jsonschema::Validator;
use salesive_schema::{microbase, salesive, schema};

use crate::shapes::{self, Text};

pub(crate) struct Input {
    pub(crate) name: &'static str,
    body: &'static [u8],
    ours: fn(&[u8]) -> bool,
    owned: fn(&[u8]) -> bool,
    borrowed: fn(&[u8]) -> bool,
    schema: &'static str,
    /// What this crate says; the derived structs look at the shape only, and always say yes.
    accepted: bool,
}

/// This crate, the derived structs, owned and borrowed, and jsonschema.
pub(crate) const CONTENDERS: usize = 4;

macro_rules! input {
    ($name:literal, $body:expr, $ours:expr, $shape:ident, $schema:ident, $accepted:literal) => {
        Input {
            name: $name,
            body: $body,
            ours: $ours,
            owned: |body| serde_json::from_slice::<shapes::$shape<String>>(black_box(body)).is_ok(),
            borrowed: |body| {
                let text = str::from_utf8(black_box(body)).unwrap();
                serde_json::from_str::<shapes::$shape<Text<'_>>>(text).is_ok()
            },
            schema: schema::$schema,
            accepted: $accepted,
        }
    };
}

pub(crate) const INPUTS: [Input; 6] = [
    input!(
        "Salesive body, two members",
        br#"{"phone":"+2348099998888","active":false}"#,
        |body| salesive::CustomerUpdate::from_json(black_box(body)).is_ok(),
        SalesiveUpdate,
        SALESIVE_CUSTOMER_UPDATE,
        true
    ),
    input!(
        "Salesive body, five members",
        br#"{"name":"Ada Obi","email":"ada@example.com","phone":"+2348099998888","user":"6650aa11bb22cc33dd44ee55","active":false}"#,
        |body| salesive::CustomerUpdate::from_json(black_box(body)).is_ok(),
        SalesiveUpdate,
        SALESIVE_CUSTOMER_UPDATE,
        true
    ),
    input!(
        "Salesive body, rejected",
        br#"{"name":"Ada Obi","email":"ada.example.com","phone":"+2348099998888","user":"6650aa11bb22cc33dd44ee5x","active":false}"#,
        |body| salesive::CustomerUpdate::from_json(black_box(body)).is_ok(),
        SalesiveUpdate,
        SALESIVE_CUSTOMER_UPDATE,
        false
    ),
    input!(
        "MicroBase body",
        br#"{"id":"HkhhuXESl","email":"","firstName":"John","lastName":"Doe","tags":["VIP"],"status":"ACTIVE"}"#,
        |body| microbase::CustomerUpdate::from_json(black_box(body)).is_ok(),
        MicrobaseUpdate,
        MICROBASE_CUSTOMER_UPDATE,
        true
    ),
    input!(
        "Salesive reply",
        include_bytes!("../inputs/salesive-reply.json"),
        |body| {
            let reply = salesive::Reply::decode(200, black_box(body));
            matches!(reply.outcome(), salesive::Outcome::Updated(_))
        },
        SalesiveReply,
        SALESIVE_CUSTOMER_UPDATE_REPLY,
        true
    ),
    input!(
        "MicroBase reply",
        include_bytes!("../inputs/microbase-reply.json"),
        |body| {
            let reply = microbase::Reply::decode(200, black_box(body));
            matches!(reply.outcome(), microbase::Outcome::Updated(_))
        },
        MicrobaseReply,
        MICROBASE_CUSTOMER_UPDATE_REPLY,
        true
    ),
];

impl Input {
    /// Has one of the contenders read the input under `measured`.
    pub(crate) fn run(&self, contender: usize, measured: impl Fn(&dyn Fn() -> bool) -> bool) {
        // As a body arrives: in an allocation of its own.
        let body = self.body.to_vec();
        let validator = validator(self.schema);
        let (judge, expected): (Box<dyn Fn() -> bool>, _) = match contender {
            0 => (Box::new(|| (self.ours)(&body)), self.accepted),
            1 => (Box::new(|| (self.owned)(&body)), true),
            2 => (Box::new(|| (self.borrowed)(&body)), true),
            _ => {
                let judge = || {
                    serde_json::from_slice(black_box(&body))
                        .is_ok_and(|body| validator.is_valid(&body))
                };
                // The schema leaves the rest of a refused body to rules that are no JSON Schema's.
                (Box::new(judge), self.accepted)
            }
        };
        // Once to warm up.
        assert_eq!(judge(), expected, "{}", self.name);
        assert_eq!(measured(&judge), expected, "{}", self.name);
    }
}

fn validator(schema: &str) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(&serde_json::from_str(schema).unwrap())
        .unwrap()
}
