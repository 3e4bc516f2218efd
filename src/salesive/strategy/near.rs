use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use proptest::prelude::*;
use proptest::sample::select;

use crate::strategy::near::{edited, text as near_text, written};
use crate::strategy::object::{array, flag, object, or_null, spoilt};
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
        ("name", 0.5, text::json(text::name())),
        ("email", 0.6, text::json(near_text::email())),
        ("phone", 0.5, or_null(text::json(text::phone()))),
        ("user", 0.6, or_null(text::json(near_text::object_id()))),
        ("active", 0.5, flag()),
    ];
    let plausible = prop_oneof![
        18 => object(members),
        1 => Just(Json::Object(Vec::new())),
        2 => junk::value(),
    ];
    let names = &[
        "name",
        "email",
        "phone",
        "user",
        "active",
        "shop",
        "shop",
        "shopId",
        "shop_id",
        "shop_id",
        "_id",
        "id",
        "avatar",
        "online",
        "lastActive",
        "createdAt",
        "updatedAt",
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
        select(&[200, 200, 200, 200, 200, 201, 204, 299, 300, 404, 500][..]),
        reply_body(edited(envelope(200, "true", customer()), NAMES, 0.4)),
    );
    let spoilt = (
        select(&[200, 200, 200, 200, 201][..]),
        reply_body(envelope(
            200,
            "true",
            spoilt(customer(), &super::customer::NAMES),
        )),
    );
    let refusal = (
        select(
            &[
                0, 100, 199, 200, 200, 201, 301, 400, 401, 403, 404, 409, 429, 500, 65535,
            ][..],
        ),
        reply_body(edited(envelope(404, "false", details()), NAMES, 0.4)),
    );
    let unreadable = (
        select(&[200, 200, 404, 502][..]),
        reply_body(
            prop_oneof![
                1 => junk::value(),
                1 => object(vec![
                    ("status", 0.9, status(200)),
                    ("success", 0.5, junk::value()),
                    ("message", 0.9, message()),
                    ("data", 0.9, customer()),
                ]),
            ]
            .boxed(),
        ),
    );
    prop_oneof![23 => success, 9 => spoilt, 8 => refusal, 6 => unreadable].boxed()
}

fn reply_body(json: BoxedStrategy<Json>) -> BoxedStrategy<Body> {
    written(json, 0.05)
}

const NAMES: &[&str] = &[
    "status",
    "success",
    "message",
    "data",
    "_id",
    "id",
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
];

fn envelope(usual: u16, success: &'static str, data: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    object(vec![
        ("status", 0.95, status(usual)),
        ("success", 1.0, Just(Json::scalar(success)).boxed()),
        ("message", 0.95, message()),
        ("data", 0.95, data),
    ])
}

fn status(usual: u16) -> BoxedStrategy<Json> {
    let other = select(
        &[
            "200", "401", "403", "404", "404.0", "404.5", "4.03e2", "429", "500", "600",
        ][..],
    );
    prop_oneof![3 => Just(alloc::format!("{usual}")), 2 => other.prop_map(String::from)]
        .prop_map(Json::Scalar)
        .boxed()
}

fn message() -> BoxedStrategy<Json> {
    text::json(
        select(&["Customer updated successfully", "Customer not found", ""][..])
            .prop_map(String::from),
    )
}

/// What a refusal carries.
fn details() -> BoxedStrategy<Json> {
    prop_oneof![
        3 => select(&["null", "{}", "[]", r#"{"errors":[{"path":"email"}]}"#][..]).prop_map(Json::scalar),
        1 => junk::value(),
    ]
    .boxed()
}

fn customer() -> BoxedStrategy<Json> {
    let word = || text::json(text::name());
    let id = || {
        text::json(
            select(&["665a1f2c9b1e4a0012ab34cd", "6650aa11bb22cc33dd44ee55"][..])
                .prop_map(String::from),
        )
    };
    let profile = object(vec![
        ("_id", 0.9, id()),
        ("name", 0.7, word()),
        ("email", 0.7, word()),
        ("avatar", 0.7, or_null(word())),
    ]);
    let unlisted = prop_oneof![junk::value(), array(junk::value(), 0..3)];
    object(vec![
        ("_id", 0.8, id()),
        ("user", 0.6, or_null(profile)),
        ("shop", 0.4, id()),
        ("name", 0.4, word()),
        ("phone", 0.4, or_null(text::json(text::phone()))),
        ("email", 0.4, word()),
        ("lastActive", 0.4, text::json(near_text::timestamp())),
        ("online", 0.3, flag()),
        ("active", 0.3, flag()),
        ("createdAt", 0.4, text::json(near_text::timestamp())),
        ("updatedAt", 0.4, text::json(near_text::timestamp())),
        ("avatar", 0.3, or_null(word())),
        ("id", 0.3, id()),
        ("wishlist", 0.2, unlisted.boxed()),
    ])
}
