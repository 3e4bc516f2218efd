use fastrand::Rng;
use serde_json::{Value, json};

use super::{Kind, Members, Traffic, draw, put};

pub(super) const TRAFFIC: Traffic = Traffic {
    members,
    record,
    spoil,
    text: "firstName",
};

fn documented(rng: &mut Rng) -> Members {
    let email = match rng.u8(..8) {
        0 => String::new(),
        _ => draw::email(rng),
    };
    let tags: Vec<_> = (0..rng.usize(0..5))
        .map(|_| draw::word(rng, 2..=10))
        .collect();
    let status = if rng.bool() { "ACTIVE" } else { "INACTIVE" };
    vec![
        ("email".to_owned(), email.into()),
        ("firstName".to_owned(), draw::name(rng).into()),
        ("lastName".to_owned(), draw::name(rng).into()),
        ("status".to_owned(), status.into()),
        ("tags".to_owned(), tags.into()),
    ]
}

fn id(rng: &mut Rng) -> (String, Value) {
    ("id".to_owned(), draw::word(rng, 9..=9).into())
}

fn members(rng: &mut Rng) -> Members {
    let mut members = documented(rng);
    rng.shuffle(&mut members);
    members.truncate(rng.usize(1..=5));
    members.push(id(rng));
    members
}

/// As the service replies it.
fn record(rng: &mut Rng) -> (Members, Kind) {
    let address = |rng: &mut Rng| {
        json!({
            "name": draw::word(rng, 4..=8), "firstName": draw::name(rng), "lastName": draw::name(rng),
            "address_1": draw::name(rng), "address_2": "", "postCode": rng.u32(10_000..99_999).to_string(),
            "city": draw::name(rng), "state": draw::word(rng, 5..=9), "country": "US",
            "company": draw::name(rng), "phone": rng.u64(2_000_000_000..9_000_000_000),
            "instructions": "", "id": draw::word(rng, 9..=9),
        })
    };
    let addresses: Vec<_> = (0..rng.usize(0..3)).map(|_| address(rng)).collect();
    let mut members = documented(rng);
    members.push(("addresses".to_owned(), addresses.into()));
    members.push(id(rng));
    (members, Kind::WholeRecord)
}

fn spoil(rng: &mut Rng, members: &mut Members) -> Kind {
    let (name, value, kind) = match rng.u8(..6) {
        0 => {
            members.retain(|(name, _)| name != "id");
            return Kind::WrongType;
        }
        1 => ("firstName", 7.into(), Kind::WrongType),
        2 => ("tags", json!(["VIP", 7]), Kind::WrongType),
        3 => ("tags", "VIP".into(), Kind::WrongType),
        4 => ("status", "active".into(), Kind::WrongValue),
        _ => ("email", draw::wrong_email(rng).into(), Kind::WrongValue),
    };
    put(members, name, value);
    kind
}
