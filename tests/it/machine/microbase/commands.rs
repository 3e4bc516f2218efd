use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use salesive_schema::microbase::Rule;
use salesive_schema::microbase::model::{BODY_LIMIT, Fault};
use salesive_schema::microbase::strategy::{self, Body};
use salesive_schema::report::Kind;

use super::super::{member, object};

thread_local! {
    /// Made once: a new one for each command takes most of the time.
    static BODIES: BoxedStrategy<Body> = bodies();
}

#[derive(Clone, Debug)]
pub(super) struct Command {
    pub(super) token: Option<&'static str>,
    pub(super) body: Body,
    pub(super) fault: Option<Fault>,
}

pub(super) fn commands() -> BoxedStrategy<Command> {
    let tokens = prop_oneof![
        12 => Just(Some("known")),
        1 => select(vec![None, Some("other"), Some("")]),
    ];
    let fault = proptest::option::weighted(0.2, select(Fault::ALL));
    (tokens, BODIES.with(Clone::clone), fault)
        .prop_map(|(token, body, fault)| Command { token, body, fault })
        .boxed()
}

/// Valid, near the contract, broken by a rule, too large, and anything.
fn bodies() -> BoxedStrategy<Body> {
    let emails = [
        "\"\"",
        "\"0@example.com\"",
        "\"1@example.com\"",
        "\"3@example.com\"",
        "\"nobody\"",
    ];
    let ids = select(
        &[
            "\"HkhhuXESl\"",
            "\"x\"",
            "\"\\u00e9\\\" \"",
            "\"y\"",
            "\"\"",
        ][..],
    );
    let few = vec![
        ids.prop_map(|id| format!("\"id\":{id}")).boxed(),
        member("email", &emails),
        member("firstName", &["\"\"", "\"Ada\"", "\"\\ud800\""]),
        member("lastName", &["\"\"", "\"Obi\""]),
        member(
            "status",
            &["\"\"", "\"ACTIVE\"", "\"INACTIVE\"", "\"active\""],
        ),
        member("tags", &["[]", "[\"VIP\",\"VIP\"]", "[\"\"]"]),
        member("password", &["1"]),
    ];
    let rules = Rule::ALL
        .iter()
        .filter(|rule| rule.kind() == Kind::Violation);
    let breaking = |rule: &Rule| strategy::breaking(&[*rule]).unwrap().boxed();
    let broken = Union::new(rules.map(breaking));
    let large = (BODY_LIMIT - 1..BODY_LIMIT + 3).prop_map(|size| {
        let mut body = vec![b' '; size];
        body[..2].copy_from_slice(b"{}");
        Body(body)
    });
    prop_oneof![
        60 => few.prop_map(|members| Body(object(members))),
        20 => strategy::update_json().prop_map(Body::from),
        20 => strategy::near(),
        20 => broken.prop_map(|broken| Body::from(broken.json)),
        10 => vec(any::<u8>(), 0..40).prop_map(Body),
        3 => large,
    ]
    .boxed()
}
