use fastrand::Rng;
use salesive_schema::Salesive;
use serde::Deserialize;
use validator::{Validate, ValidationError};

use crate::shapes::{SalesiveReply, SalesiveUpdate, Text};
use crate::{Contender, Input, common, corpus};

pub(crate) fn benches() -> Vec<(Input, Vec<Contender>)> {
    let bulk = Input::new(
        "Salesive update, 200,000 mixed",
        corpus::bodies(members, break_one),
    );
    let documented = include_str!("../inputs/salesive-update.json");
    let whole = include_str!("../inputs/salesive-update-whole.json");
    let wrong = include_str!("../inputs/salesive-update-wrong.json");
    let reply = include_str!("../inputs/salesive-reply.json");
    vec![
        (bulk, updates()),
        (
            Input::one("Salesive update, documented", documented),
            updates(),
        ),
        (Input::one("Salesive update, all members", whole), updates()),
        (
            Input::one("Salesive update, all members wrong", wrong),
            updates(),
        ),
        (Input::one("Salesive reply, documented", reply), replies()),
    ]
}

fn updates() -> Vec<Contender> {
    common::updates::<Salesive, SalesiveUpdate<String>, Validated>(|text| {
        serde_json::from_str::<SalesiveUpdate<Text<'_>>>(text).is_ok()
    })
}

#[derive(Deserialize, Validate)]
#[validate(schema(function = "something_to_update"))]
struct Validated {
    name: Option<String>,
    #[validate(email)]
    email: Option<String>,
    phone: Option<String>,
    #[validate(custom(function = "object_id"))]
    user: Option<String>,
    active: Option<bool>,
}

fn something_to_update(update: &Validated) -> Result<(), ValidationError> {
    let texts = [&update.name, &update.email, &update.phone, &update.user];
    let supplied = update.active.is_some() || texts.into_iter().any(Option::is_some);
    supplied.then_some(()).ok_or(ValidationError::new("empty"))
}

fn object_id(user: &str) -> Result<(), ValidationError> {
    let right = user.len() == 24 && user.bytes().all(|byte| byte.is_ascii_hexdigit());
    right.then_some(()).ok_or(ValidationError::new("object_id"))
}

fn members(rng: &mut Rng) -> Vec<String> {
    let name = corpus::string("name", &corpus::name(rng));
    let email = corpus::string("email", &corpus::email(rng));
    let phone = format!("+234{}", rng.u64(8_000_000_000..9_100_000_000));
    let phone = match rng.u8(..8) {
        0 => "\"phone\":null".to_owned(),
        _ => corpus::string("phone", &phone),
    };
    let user = corpus::string("user", &corpus::hex(rng, 24));
    let active = format!("\"active\":{}", rng.bool());
    let mut members = vec![name, email, phone, user, active];
    rng.shuffle(&mut members);
    members.truncate(rng.usize(1..=5));
    if members == ["\"phone\":null"] {
        members.push("\"active\":false".to_owned());
    }
    members
}

fn break_one(rng: &mut Rng, members: &mut Vec<String>) {
    let (name, member) = match rng.u8(..6) {
        0 => return members.clear(),
        1 => ("name", "\"name\":7".to_owned()),
        2 => ("active", "\"active\":\"true\"".to_owned()),
        3 => ("phone", "\"phone\":2348099998888".to_owned()),
        4 => ("user", corpus::string("user", &corpus::hex(rng, 23))),
        _ => ("email", corpus::string("email", &corpus::wrong_email(rng))),
    };
    corpus::put(members, name, member);
}

fn replies() -> Vec<Contender> {
    common::replies::<Salesive, SalesiveReply<String>>(|text| {
        serde_json::from_str::<SalesiveReply<Text<'_>>>(text).is_ok()
    })
}
