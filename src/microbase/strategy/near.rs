use alloc::vec;

use proptest::prelude::*;
use proptest::sample::select;

use crate::strategy::near::{edited, text as near_text, written};
use crate::strategy::object::{array, object, spoilt};
use crate::strategy::{Body, Json, junk, near as around, text};

/// Request bodies near the contract, for differential tests: the verdict is not known.
///
/// A plausible body with texts at and around the edge of what the rules allow. One in two is edited
/// in up to three places: members removed, retyped, repeated, renamed, misspelt, in another case or
/// with escapes in their names, unlisted ones added. Four in ten are then damaged as text: cut, or a
/// byte added or removed, so that most of these are no longer JSON. Shrinks to an undamaged,
/// unedited body with few members.
pub fn near() -> impl Strategy<Value = Body> + Clone {
    written(undamaged_request(), 0.4)
}

/// Bodies as [`near`] draws them, undamaged, each twice: the second time with its outermost members
/// in another order and with other white space. A validator must find the same in both.
pub fn reordered() -> impl Strategy<Value = (Body, Body)> + Clone {
    around::reordered(undamaged_request())
}

fn undamaged_request() -> BoxedStrategy<Json> {
    let members = vec![
        (
            "id",
            0.9,
            text::json(text::one_of(&["HkhhuXESl", "r1h2uQ4rx", "\u{540d}", ""])),
        ),
        (
            "email",
            0.5,
            text::json(prop_oneof![6 => near_text::email(), 1 => text::one_of(&[""])]),
        ),
        ("firstName", 0.4, text::json(text::name())),
        ("lastName", 0.4, text::json(text::name())),
        ("status", 0.5, text::json(near_text::status())),
        ("tags", 0.5, tags()),
    ];
    let idle = vec![("id", 1.0, text::json(text::one_of(&["HkhhuXESl"])))];
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

/// Replies near the contract, HTTP status and body, for differential tests: the outcome is not
/// known.
///
/// Half are successes, edited as in [`near`] or under an odd HTTP status; the others successes with
/// one member spoilt, refusals, and bodies without a flag. One in twenty is damaged as text.
/// Shrinks to an unedited success.
pub fn near_reply() -> impl Strategy<Value = (u16, Body)> + Clone {
    let success = (
        select(&[200, 200, 200, 200, 200, 200, 200, 201, 299, 300, 500][..]),
        reply_body(edited(envelope("true", customer(), 0.03), NAMES, 0.4)),
    );
    let spoilt = (
        select(&[200, 200, 200, 200, 201][..]),
        reply_body(envelope(
            "true",
            spoilt(customer(), &super::customer::NAMES),
            0.0,
        )),
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
    let code = text::one_of(&[
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
        ("status", 0.6, text::json(near_text::status())),
        ("tags", 0.5, tags()),
        ("addresses", 0.5, array(address, 0..3)),
        ("id", 0.9, word()),
        ("loyalty", 0.1, junk::value()),
    ])
}

fn tags() -> BoxedStrategy<Json> {
    array(
        text::json(text::one_of(&["VIP", "newsletter", "", "\u{1f600}"])),
        0..4,
    )
}
