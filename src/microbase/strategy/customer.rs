use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::strategy::Union;

use crate::report::finding::JsonType::{self, Array, Number, Object};
use crate::strategy::object::{array, object};
use crate::strategy::reply::name;
use crate::strategy::{Json, junk, text};

const TEXTS: [&str; 4] = ["email", "firstName", "lastName", "id"];

pub(super) const NAMES: [&str; 7] = [
    "email",
    "firstName",
    "lastName",
    "status",
    "tags",
    "addresses",
    "id",
];

const OF_ADDRESS: [&str; 13] = [
    "name",
    "firstName",
    "lastName",
    "address_1",
    "address_2",
    "postCode",
    "city",
    "state",
    "country",
    "company",
    "instructions",
    "id",
    "phone",
];

/// A customer as the document describes it.
pub(super) fn customer() -> BoxedStrategy<Json> {
    let word = || text::json(text::name());
    let status = text::json(text::one_of(&["ACTIVE", "INACTIVE"]));
    let members = object(Vec::from([
        (
            "email",
            0.8,
            text::json(text::one_of(&["jane@example.com", "a@b", ""])),
        ),
        ("firstName", 0.7, word()),
        ("lastName", 0.7, word()),
        ("status", 0.8, status),
        ("tags", 0.7, array(word(), 0..4)),
        ("addresses", 0.7, array(address(), 0..3)),
        ("id", 0.9, text::json(super::request::id())),
    ]));
    (members, junk::strays(&NAMES))
        .prop_map(|(mut customer, strays)| {
            if let Json::Object(members) = &mut customer {
                members.extend(strays);
            }
            customer
        })
        .boxed()
}

fn address() -> BoxedStrategy<Json> {
    let phone = prop_oneof![text::json(text::phone()), junk::number(),];
    let word = |name: &'static str| (name, 0.4, text::json(text::name()));
    let members = OF_ADDRESS.into_iter().map(|name| match name {
        "phone" => (name, 0.7, phone.clone().boxed()),
        name => word(name),
    });
    object(members.collect())
}

/// A member of a customer whose value has another JSON type, itself or further in: the place of
/// the departure in the customer, the member and its value.
pub(super) fn odd_member() -> BoxedStrategy<(String, (&'static str, Json))> {
    let odd = |member: &'static str, types: &[JsonType]| {
        let at = move |value| (format!("/{member}"), (member, value));
        junk::other_than(types).prop_map(at).boxed()
    };
    let texts = TEXTS.into_iter().chain(["status"]);
    let itself = texts.map(|member| odd(member, &[JsonType::String]));
    let lists = ["tags", "addresses"].map(|member| odd(member, &[Array]));
    let tag = junk::other_than(&[JsonType::String]).prop_map(|tag| {
        let tags = Json::Array(Vec::from([Json::scalar(r#""VIP""#), tag]));
        ("/tags/1".into(), ("tags", tags))
    });
    let address = junk::other_than(&[Object]).prop_map(|address| {
        (
            "/addresses/0".into(),
            ("addresses", Json::Array(Vec::from([address]))),
        )
    });
    let in_address = OF_ADDRESS.into_iter().map(|member| {
        let types: &[JsonType] = if member == "phone" {
            &[JsonType::String, Number]
        } else {
            &[JsonType::String]
        };
        let at = move |value| {
            let address = Json::Object(Vec::from([(name(member), value)]));
            (
                format!("/addresses/0/{member}"),
                ("addresses", Json::Array(Vec::from([address]))),
            )
        };
        junk::other_than(types).prop_map(at).boxed()
    });
    prop_oneof![
        2 => Union::new(itself.chain(lists)),
        1 => tag,
        1 => address,
        1 => Union::new(in_address),
    ]
    .boxed()
}
