//! What MicroBase's document makes plausible, and the names that mean something to it.

use proptest::prelude::*;
use proptest::sample::select;

use super::near::{Body, Json, array, edited, junk, object, spoilt, text, written};

/// A request body near the contract.
pub(crate) fn request() -> BoxedStrategy<Body> {
    written(undamaged_request(), 0.4)
}

pub(crate) fn undamaged_request() -> BoxedStrategy<Json> {
    let members = vec![
        (
            "id",
            0.9,
            text::json(one_of(&["HkhhuXESl", "r1h2uQ4rx", "\u{540d}", ""])),
        ),
        (
            "email",
            0.5,
            text::json(prop_oneof![6 => text::email(), 1 => one_of(&[""])]),
        ),
        ("firstName", 0.4, text::json(text::name())),
        ("lastName", 0.4, text::json(text::name())),
        ("status", 0.5, text::json(text::status())),
        ("tags", 0.5, tags()),
    ];
    let idle = vec![("id", 1.0, text::json(one_of(&["HkhhuXESl"])))];
    let plausible = prop_oneof![
        18 => object(members),
        1 => object(idle),
        2 => junk::value(),
    ];
    let names = &[
        "id",
        "email",
        "firstName",
        "lastName",
        "status",
        "tags",
        "tags",
        "addresses",
        "password",
    ];
    edited(plausible.boxed(), names, 0.45)
}

/// A reply near the contract: HTTP status and body.
pub(crate) fn reply() -> BoxedStrategy<(u16, Body)> {
    let success = (
        select(&[200, 200, 200, 200, 200, 200, 200, 201, 299, 300, 500][..]),
        reply_body(edited(envelope("true", customer(), 0.03), NAMES, 0.4)),
    );
    let spoilt = (
        select(&[200, 200, 200, 200, 201][..]),
        reply_body(envelope("true", spoilt(customer(), &NAMES[5..12]), 0.0)),
    );
    let refusal = (
        select(&[0, 100, 199, 200, 200, 200, 301, 400, 401, 413, 500, 65535][..]),
        reply_body(edited(envelope("false", junk::value(), 0.8), NAMES, 0.4)),
    );
    let unreadable = (
        select(&[200, 200, 404, 502][..]),
        reply_body(
            prop_oneof![
                1 => junk::value(),
                1 => object(vec![
                    ("ok", 0.5, junk::value()),
                    ("customer", 0.9, customer()),
                    ("error", 0.1, error()),
                ]),
            ]
            .boxed(),
        ),
    );
    prop_oneof![23 => success, 8 => spoilt, 10 => refusal, 5 => unreadable].boxed()
}

fn reply_body(json: BoxedStrategy<Json>) -> BoxedStrategy<Body> {
    written(json, 0.05)
}

const NAMES: &[&str] = &[
    "ok",
    "customer",
    "error",
    "error",
    "data",
    "email",
    "firstName",
    "lastName",
    "status",
    "tags",
    "addresses",
    "id",
    "address_1",
    "phone",
];

/// `failing` is the share of envelopes with an error.
fn envelope(ok: &'static str, customer: BoxedStrategy<Json>, failing: f64) -> BoxedStrategy<Json> {
    let customers = if ok == "true" { 0.95 } else { 0.1 };
    object(vec![
        ("ok", 1.0, Just(Json::scalar(ok)).boxed()),
        ("customer", customers, customer),
        ("error", failing, error()),
        ("data", 0.3, junk::value()),
    ])
}

fn error() -> BoxedStrategy<Json> {
    let code = one_of(&[
        "duplicate_key",
        "validation_error",
        "customer_not_found",
        "customer_invalid_email",
        "Customer_Not_Found",
        "invalid_token",
        "",
    ]);
    let object = Just(Json::scalar(
        r#"{"message":"Unexpected token","status":400}"#,
    ));
    prop_oneof![6 => text::json(code), 1 => object, 1 => junk::value()].boxed()
}

fn customer() -> BoxedStrategy<Json> {
    let word = || text::json(text::name());
    let phone = prop_oneof![
        text::json(text::phone()),
        select(&["2173203531", "1.5", "-0", "1e400", "99999999999999999999"][..])
            .prop_map(Json::scalar),
    ];
    let address = object(vec![
        ("name", 0.6, word()),
        ("firstName", 0.3, word()),
        ("lastName", 0.3, word()),
        ("address_1", 0.6, word()),
        ("address_2", 0.3, word()),
        ("postCode", 0.3, word()),
        ("city", 0.3, word()),
        ("state", 0.3, word()),
        ("country", 0.3, word()),
        ("company", 0.3, word()),
        ("phone", 0.7, phone.boxed()),
        ("instructions", 0.3, word()),
        ("id", 0.6, word()),
        ("floor", 0.1, junk::value()),
    ]);
    object(vec![
        ("email", 0.7, word()),
        ("firstName", 0.5, word()),
        ("lastName", 0.5, word()),
        ("status", 0.6, text::json(text::status())),
        ("tags", 0.5, tags()),
        ("addresses", 0.5, array(address, 0..3)),
        ("id", 0.9, word()),
        ("loyalty", 0.1, junk::value()),
    ])
}

fn tags() -> BoxedStrategy<Json> {
    array(
        text::json(one_of(&["VIP", "newsletter", "", "\u{1f600}"])),
        0..4,
    )
}

fn one_of(texts: &'static [&'static str]) -> BoxedStrategy<String> {
    select(texts).prop_map(String::from).boxed()
}
