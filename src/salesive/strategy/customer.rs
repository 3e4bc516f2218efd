use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use crate::report::finding::JsonType::{self, Boolean, Null, Object};
use crate::strategy::object::{flag, object, or_null};
use crate::strategy::reply::name;
use crate::strategy::{Json, junk, text};

/// Each member of the customer with the JSON types that the document gives it.
const MEMBERS: &[(&str, &[JsonType])] = &[
    ("_id", &[JsonType::String]),
    ("user", &[Object, Null]),
    ("shop", &[JsonType::String]),
    ("name", &[JsonType::String]),
    ("phone", &[JsonType::String, Null]),
    ("email", &[JsonType::String]),
    ("lastActive", &[JsonType::String]),
    ("online", &[Boolean]),
    ("active", &[Boolean]),
    ("createdAt", &[JsonType::String]),
    ("updatedAt", &[JsonType::String]),
    ("avatar", &[JsonType::String, Null]),
    ("id", &[JsonType::String]),
];

pub(super) const NAMES: [&str; 13] = [
    "_id",
    "user",
    "shop",
    "name",
    "phone",
    "email",
    "lastActive",
    "online",
    "active",
    "createdAt",
    "updatedAt",
    "avatar",
    "id",
];

const PROFILE: &[(&str, &[JsonType])] = &[
    ("_id", &[JsonType::String]),
    ("name", &[JsonType::String]),
    ("email", &[JsonType::String]),
    ("avatar", &[JsonType::String, Null]),
];

/// A customer as the document describes it, `id` the same as `_id` where both are there.
pub(super) fn customer() -> BoxedStrategy<Json> {
    let word = || text::json(text::name());
    let address = || text::json(text::one_of(&["ada@example.com", "JANE@example.com"]));
    let moment = || text::json(text::timestamp());
    let profile = object(Vec::from([
        ("_id", 0.9, id()),
        ("name", 0.7, word()),
        ("email", 0.7, address()),
        ("avatar", 0.5, or_null(word())),
    ]));
    let members = object(Vec::from([
        ("user", 0.6, or_null(profile)),
        ("shop", 0.5, id()),
        ("name", 0.7, word()),
        ("phone", 0.6, or_null(text::json(text::phone()))),
        ("email", 0.7, address()),
        ("lastActive", 0.5, moment()),
        ("online", 0.5, flag()),
        ("active", 0.5, flag()),
        ("createdAt", 0.5, moment()),
        ("updatedAt", 0.5, moment()),
        ("avatar", 0.4, or_null(word())),
    ]));
    (id(), any::<(bool, bool)>(), members, junk::strays(&NAMES))
        .prop_map(|(id, (has_id, has_alias), members, strays)| {
            let ids = [has_id.then_some("_id"), has_alias.then_some("id")];
            let ids = ids
                .into_iter()
                .flatten()
                .map(|member| (name(member), id.clone()));
            let Json::Object(members) = members else {
                return members;
            };
            Json::Object(ids.chain(members).chain(strays).collect())
        })
        .boxed()
}

fn id() -> BoxedStrategy<Json> {
    text::json(text::object_id())
}

/// A member of a customer or its user whose value has another JSON type: the place of the departure
/// in the customer, the customer's member and its value.
pub(super) fn odd_member() -> BoxedStrategy<(String, (&'static str, Json))> {
    let odd = |(member, types): &(&'static str, &'static [JsonType])| {
        let member = *member;
        (Just(member), junk::other_than(types)).boxed()
    };
    let of_customer = Union::new(MEMBERS.iter().map(odd));
    let of_user = Union::new(PROFILE.iter().map(odd));
    prop_oneof![
        4 => of_customer.prop_map(|(member, value)| (alloc::format!("/{member}"), (member, value))),
        1 => of_user.prop_map(|(member, value)| {
            let user = Json::Object(Vec::from([(name(member), value)]));
            (alloc::format!("/user/{member}"), ("user", user))
        }),
    ]
    .boxed()
}

pub(super) fn odd_timestamp() -> BoxedStrategy<(&'static str, Json)> {
    let member = select(&["lastActive", "createdAt", "updatedAt"][..]);
    (member, text::json(text::no_timestamp())).boxed()
}

/// Two ids that differ.
pub(super) fn two_ids() -> BoxedStrategy<(Json, Json)> {
    let longer = text::object_id().prop_map(|id| id + "0");
    (id(), text::json(longer)).boxed()
}
