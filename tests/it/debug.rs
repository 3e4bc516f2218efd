//! What `Debug` shows: all that is not personal.

use std::fmt::Debug;

use salesive_schema::{microbase, salesive};

use crate::snapshot::assert_snapshot;

#[test]
fn of_a_reply_what_it_says_without_its_words() {
    let body = br#"{"status":404,"success":false,"message":"No Ada","data":{"a":1}}"#;
    let reply = salesive::Reply::decode(403, body);
    shown("debug-salesive-reply", &reply);

    let body = br#"{"ok":false,"error":"customer_not_found","data":{"id":"HkhhuXESl"}}"#;
    let reply = microbase::Reply::decode(200, body);
    shown("debug-microbase-reply", &reply);
}

#[test]
fn of_an_update_which_members_it_has() {
    let body = br#"{"name":"Ada Obi","email":"ada@example.com","phone":null,"active":true}"#;
    let update = salesive::CustomerUpdate::from_json(body).unwrap();
    shown("debug-salesive-update", &update);

    let body = br#"{"id":"HkhhuXESl","email":"ada@example.com","status":"ACTIVE","tags":["a"]}"#;
    let update = microbase::CustomerUpdate::from_json(body).unwrap();
    shown("debug-microbase-update", &update);
}

fn shown(name: &str, value: &dyn Debug) {
    assert_snapshot!(name, format!("{value:#?}"));
}
