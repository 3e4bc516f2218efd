use proptest::prelude::*;
use proptest::sample::select;
use salesive_schema::Salesive;
use salesive_schema::salesive::model::Fault;
use salesive_schema::strategy::Body;

use super::super::{bodies_of, member};

/// The ids of the customers.
pub(super) const IDS: [&str; 3] = [
    "665a1f2c9b1e4a0012ab34cd",
    "665a1f2c9b1e4a0012ab34ce",
    "665a1f2c9b1e4a0012ab34cf",
];

thread_local! {
    /// Made once: a new one for each command takes most of the time.
    static BODIES: BoxedStrategy<Body> = bodies();
}

#[derive(Clone, Debug)]
pub(super) struct Command {
    pub(super) token: Option<&'static str>,
    pub(super) id: String,
    pub(super) body: Body,
    pub(super) at: &'static str,
    pub(super) fault: Option<Fault>,
}

/// Commands that name customers by their own ids, by those of these users, and not at all.
pub(super) fn commands<'a>(users: impl Iterator<Item = &'a str>) -> BoxedStrategy<Command> {
    let others = ["000000000000000000000000", ""];
    let ids = IDS.into_iter().chain(users).chain(others);
    let ids: Vec<_> = ids.map(str::to_owned).collect();
    let tokens = prop_oneof![
        12 => Just(Some("app_writer")),
        1 => select(vec![None, Some("app_reader"), Some("app_other"), Some("")]),
    ];
    let at = select(&["2026-06-28T08:10:00.000Z", "2026-06-28T09:10:00+01:00"][..]);
    let fault = proptest::option::weighted(0.2, select(Fault::ALL));
    (tokens, select(ids), BODIES.with(Clone::clone), at, fault)
        .prop_map(|(token, id, body, at, fault)| Command {
            token,
            id,
            body,
            at,
            fault,
        })
        .boxed()
}

fn bodies() -> BoxedStrategy<Body> {
    let few = vec![
        member("name", &["\"Ada\"", "\"\""]),
        member(
            "email",
            &[
                "\"0@example.com\"",
                "\"1@example.com\"",
                "\"2@example.com\"",
                "\"3@example.com\"",
            ],
        ),
        member("phone", &["null", "\"1\""]),
        member(
            "user",
            &[
                "null",
                "\"6650aa11bb22cc33dd44ee55\"",
                "\"665a1f2c9b1e4a0012ab34cd\"",
            ],
        ),
        member("active", &["true", "false"]),
    ];
    bodies_of::<Salesive>(few)
}
