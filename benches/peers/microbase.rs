use fastrand::Rng;
use salesive_schema::MicroBase;
use serde::Deserialize;
use validator::{Validate, ValidateEmail, ValidationError};

use crate::shapes::{MicrobaseReply, MicrobaseUpdate, Text};
use crate::{Contender, Input, common, corpus};

pub(crate) fn benches() -> Vec<(Input, Vec<Contender>)> {
    let bulk = Input::new(
        "MicroBase update, 200,000 mixed",
        corpus::bodies(members, break_one),
    );
    let documented = include_str!("../inputs/microbase-update.json");
    let wrong = include_str!("../inputs/microbase-update-wrong.json");
    let reply = include_str!("../inputs/microbase-reply.json");
    vec![
        (bulk, updates()),
        (
            Input::one("MicroBase update, all members", documented),
            updates(),
        ),
        (
            Input::one("MicroBase update, all members wrong", wrong),
            updates(),
        ),
        (Input::one("MicroBase reply, documented", reply), replies()),
    ]
}

fn updates() -> Vec<Contender> {
    common::updates::<MicroBase, MicrobaseUpdate<String>, Validated>(|text| {
        serde_json::from_str::<MicrobaseUpdate<Text<'_>>>(text).is_ok()
    })
}

#[derive(Deserialize, Validate)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "names and tags have no rule but their type")]
struct Validated {
    id: String,
    #[validate(custom(function = "empty_or_email"))]
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    #[validate(custom(function = "known_status"))]
    status: Option<String>,
    tags: Option<Vec<String>>,
}

fn empty_or_email(email: &str) -> Result<(), ValidationError> {
    let right = email.is_empty() || email.validate_email();
    right.then_some(()).ok_or(ValidationError::new("email"))
}

fn known_status(status: &str) -> Result<(), ValidationError> {
    let right = matches!(status, "ACTIVE" | "INACTIVE");
    right.then_some(()).ok_or(ValidationError::new("status"))
}

fn members(rng: &mut Rng) -> Vec<String> {
    let email = match rng.u8(..8) {
        0 => String::new(),
        _ => corpus::email(rng),
    };
    let tags: Vec<_> = (0..rng.usize(0..5))
        .map(|_| corpus::word(rng, 2..=10))
        .collect();
    let mut members = vec![
        corpus::string("email", &email),
        corpus::string("firstName", &corpus::name(rng)),
        corpus::string("lastName", &corpus::name(rng)),
        corpus::string("status", if rng.bool() { "ACTIVE" } else { "INACTIVE" }),
        format!("\"tags\":{}", serde_json::to_string(&tags).unwrap()),
    ];
    rng.shuffle(&mut members);
    members.truncate(rng.usize(1..=5));
    members.push(corpus::string("id", &corpus::word(rng, 9..=9)));
    members
}

fn break_one(rng: &mut Rng, members: &mut Vec<String>) {
    let (name, member) = match rng.u8(..6) {
        0 => return members.retain(|member| !member.starts_with("\"id\"")),
        1 => ("firstName", "\"firstName\":7".to_owned()),
        2 => ("tags", "\"tags\":[\"VIP\",7]".to_owned()),
        3 => ("tags", corpus::string("tags", "VIP")),
        4 => ("status", corpus::string("status", "active")),
        _ => ("email", corpus::string("email", &corpus::wrong_email(rng))),
    };
    corpus::put(members, name, member);
}

fn replies() -> Vec<Contender> {
    common::replies::<MicroBase, MicrobaseReply<String>>(|text| {
        serde_json::from_str::<MicrobaseReply<Text<'_>>>(text).is_ok()
    })
}
