use proptest::prelude::*;
use proptest::sample::select;
use salesive_schema::MicroBase;
use salesive_schema::microbase::model::{BODY_LIMIT, Fault};
use salesive_schema::strategy::Body;

use super::super::{bodies_of, member};

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
    let large = (BODY_LIMIT - 1..BODY_LIMIT + 3).prop_map(|size| {
        let mut body = vec![b' '; size];
        body[..2].copy_from_slice(b"{}");
        Body(body)
    });
    prop_oneof![130 => bodies_of::<MicroBase>(few), 3 => large].boxed()
}
