//! The documented inputs and others that traffic holds, and who reads them.

use std::hint::black_box;
use std::str;

use jsonschema::Validator;
use salesive_schema::{
    MicroBase, Options, Outcome, Reply, Salesive, Service, microbase, salesive, schema,
};

use crate::cases::{
    Case, MICROBASE_REFUSED, MICROBASE_UPDATED, MICROBASE_UPDATES, SALESIVE_REFUSED,
    SALESIVE_UPDATED, SALESIVE_UPDATES,
};
use crate::corpus::{self, Body, Kind};
use crate::shapes::{self, Text};

/// This crate, the derived structs, owned and borrowed, and jsonschema.
pub(crate) const CONTENDERS: usize = 4;

/// So many bodies stand for mixed traffic.
const SAMPLE: usize = 2000;

pub(crate) struct Input {
    pub(crate) name: String,
    bodies: Bodies,
    readers: Readers,
}

enum Bodies {
    One(Kind, &'static str),
    Mixed(fn(usize) -> Vec<Body>),
}

/// Each says whether it accepts.
#[derive(Clone, Copy)]
struct Readers {
    ours: fn(&[u8]) -> bool,
    owned: fn(&[u8]) -> bool,
    borrowed: fn(&[u8]) -> bool,
    schema: &'static str,
}

macro_rules! readers {
    ($ours:expr, $shape:ident, $schema:ident) => {
        Readers {
            ours: $ours,
            owned: |body| serde_json::from_slice::<shapes::$shape<String>>(black_box(body)).is_ok(),
            borrowed: |body| {
                str::from_utf8(black_box(body)).is_ok_and(|text| {
                    serde_json::from_str::<shapes::$shape<Text<'_>>>(text).is_ok()
                })
            },
            schema: schema::$schema,
        }
    };
}

pub(crate) fn inputs() -> Vec<Input> {
    let salesive = readers!(
        |body| salesive::CustomerUpdate::from_json(black_box(body)).is_ok(),
        SalesiveUpdate,
        SALESIVE_CUSTOMER_UPDATE
    );
    let microbase = readers!(
        |body| microbase::CustomerUpdate::from_json(black_box(body)).is_ok(),
        MicrobaseUpdate,
        MICROBASE_CUSTOMER_UPDATE
    );
    let salesive_reply = |ours| readers!(ours, SalesiveReply, SALESIVE_CUSTOMER_UPDATE_REPLY);
    let microbase_reply = |ours| readers!(ours, MicrobaseReply, MICROBASE_CUSTOMER_UPDATE_REPLY);
    let reply = |name: &str, text, readers| Input {
        name: name.to_owned(),
        bodies: Bodies::One(Kind::Plain, text),
        readers,
    };
    let mut inputs = updates::<Salesive>(
        "Salesive update",
        SALESIVE_UPDATES,
        corpus::salesive,
        salesive,
    );
    inputs.extend(updates::<MicroBase>(
        "MicroBase update",
        MICROBASE_UPDATES,
        corpus::microbase,
        microbase,
    ));
    inputs.extend([
        reply(
            "Salesive reply, 200",
            SALESIVE_UPDATED,
            salesive_reply(updated::<Salesive>),
        ),
        reply(
            "Salesive reply, 404",
            SALESIVE_REFUSED,
            salesive_reply(refused::<Salesive, 404>),
        ),
        reply(
            "MicroBase reply",
            MICROBASE_UPDATED,
            microbase_reply(updated::<MicroBase>),
        ),
        reply(
            "MicroBase reply, refused",
            MICROBASE_REFUSED,
            microbase_reply(refused::<MicroBase, 200>),
        ),
    ]);
    inputs
}

/// The cases, those with advisories also with these kept, and mixed bodies.
fn updates<S: Service>(
    title: &str,
    cases: &[Case],
    mixed: fn(usize) -> Vec<Body>,
    readers: Readers,
) -> Vec<Input> {
    let ours = |body: &[u8]| {
        S::check(black_box(body), &Options::new()).is_ok_and(|checked| checked.is_accepted())
    };
    let checking = Readers { ours, ..readers };
    let mut inputs = Vec::new();
    for case in cases {
        let mut add = |way, readers| {
            let name = format!("{title}, {}{way}", case.name);
            let bodies = Bodies::One(case.kind, case.text);
            inputs.push(Input {
                name,
                bodies,
                readers,
            });
        };
        add("", readers);
        if matches!(case.kind, Kind::Unlisted | Kind::WholeRecord) {
            add(", `check`", checking);
        }
    }
    inputs.push(Input {
        name: format!("{title}, mixed"),
        bodies: Bodies::Mixed(mixed),
        readers,
    });
    inputs
}

fn updated<S: Service>(body: &[u8]) -> bool {
    let reply = Reply::<S>::decode(200, black_box(body));
    matches!(reply.outcome(), Outcome::Updated(_))
}

fn refused<S: Service, const STATUS: u16>(body: &[u8]) -> bool {
    let reply = Reply::<S>::decode(STATUS, black_box(body));
    matches!(reply.outcome(), Outcome::Refused(_))
}

impl Input {
    /// How many bodies are read in one go.
    pub(crate) const fn len(&self) -> usize {
        match self.bodies {
            Bodies::One(..) => 1,
            Bodies::Mixed(_) => SAMPLE,
        }
    }

    /// Has one of the contenders read the input under `measured`, and count what it accepts.
    pub(crate) fn run(&self, contender: usize, measured: impl Fn(&dyn Fn() -> usize) -> usize) {
        // As they arrive: each in an allocation of its own.
        let bodies = match self.bodies {
            Bodies::One(kind, text) => vec![Body {
                text: text.into(),
                kind,
            }],
            Bodies::Mixed(bodies) => bodies(SAMPLE),
        };
        let Readers {
            ours,
            owned,
            borrowed,
            schema,
        } = self.readers;
        let validator = validator(schema);
        let by_schema = |body: &[u8]| {
            serde_json::from_slice(black_box(body)).is_ok_and(|body| validator.is_valid(&body))
        };
        let accepts: &dyn Fn(&[u8]) -> bool =
            [&ours as _, &owned as _, &borrowed as _, &by_schema as _][contender];
        let accepted = || bodies.iter().filter(|body| accepts(&body.text)).count();
        let expected = bodies
            .iter()
            .filter(|body| is_accepted(contender, body.kind))
            .count();
        // Once to warm up.
        assert_eq!(accepted(), expected, "{}", self.name);
        assert_eq!(measured(&accepted), expected, "{}", self.name);
    }
}

/// What a contender is to say. The derived structs look at the shape only, and a `Value` no longer
/// shows that a member was repeated.
fn is_accepted(contender: usize, kind: Kind) -> bool {
    kind.is_accepted()
        || match contender {
            0 => false,
            1 | 2 => kind == Kind::WrongValue,
            _ => kind == Kind::Repeated,
        }
}

fn validator(schema: &str) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(&serde_json::from_str(schema).unwrap())
        .unwrap()
}
