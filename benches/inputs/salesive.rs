use fastrand::Rng;
use serde_json::{Value, json};

use super::{Kind, Members, Traffic, draw, put};

pub(super) const TRAFFIC: Traffic = Traffic {
    members,
    record,
    spoil,
    text: "name",
};

fn members(rng: &mut Rng) -> Members {
    let phone = match rng.u8(..8) {
        0 => Value::Null,
        _ => draw::phone(rng).into(),
    };
    let mut members = vec![
        ("name".to_owned(), draw::name(rng).into()),
        ("email".to_owned(), draw::email(rng).into()),
        ("phone".to_owned(), phone),
        ("user".to_owned(), draw::hex(rng, 24).into()),
        ("active".to_owned(), rng.bool().into()),
    ];
    rng.shuffle(&mut members);
    members.truncate(rng.usize(1..=5));
    // That a null is something to update is more than a derived struct can tell.
    if matches!(&members[..], [(_, Value::Null)]) {
        members.push(("active".to_owned(), false.into()));
    }
    members
}

/// As the service replies it, but for the user, who has a name and an address there. Every other
/// sender knows that the shop must not be sent.
fn record(rng: &mut Rng) -> (Members, Kind) {
    let id = draw::hex(rng, 24);
    let user = match rng.bool() {
        true => Value::Null,
        false => draw::hex(rng, 24).into(),
    };
    let avatar = format!("https://cdn.example.com/u/{}.png", draw::word(rng, 3..=9));
    let members = [
        ("_id", id.as_str().into()),
        ("user", user),
        ("shop", draw::hex(rng, 24).into()),
        ("name", draw::name(rng).into()),
        ("phone", draw::phone(rng).into()),
        ("email", draw::email(rng).into()),
        ("lastActive", draw::timestamp(rng).into()),
        ("online", rng.bool().into()),
        ("active", rng.bool().into()),
        ("createdAt", draw::timestamp(rng).into()),
        ("updatedAt", draw::timestamp(rng).into()),
        ("avatar", avatar.into()),
        ("id", id.into()),
    ];
    let mut members: Members = members.map(|(name, value)| (name.to_owned(), value)).into();
    if rng.bool() {
        return (members, Kind::WrongValue);
    }
    members.retain(|(name, _)| name != "shop");
    (members, Kind::WholeRecord)
}

fn spoil(rng: &mut Rng, members: &mut Members) -> Kind {
    let (name, value, kind) = match rng.u8(..7) {
        0 => {
            members.clear();
            return Kind::WrongValue;
        }
        1 => ("name", 7.into(), Kind::WrongType),
        2 => ("active", "true".into(), Kind::WrongType),
        3 => ("phone", 2_348_099_998_888_u64.into(), Kind::WrongType),
        // As it was read.
        4 => {
            let user = json!({"_id": draw::hex(rng, 24), "name": draw::name(rng), "email": draw::email(rng)});
            ("user", user, Kind::WrongType)
        }
        5 => ("user", draw::hex(rng, 23).into(), Kind::WrongValue),
        _ => ("email", draw::wrong_email(rng).into(), Kind::WrongValue),
    };
    put(members, name, value);
    kind
}
