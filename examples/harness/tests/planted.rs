//! What is right passes; each of eight bugs is found, and shrunk to the smallest input that shows it.

#![allow(
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

use example_harness::{SOMEBODY_ELSES, Subject, client, departures, misread, validator};
use salesive_conformance::{Comparison, Intent, Kit, Outcome, Sent};
use salesive_schema::Salesive;
use salesive_schema::salesive::model::{Fault, Store, UpdateRequest};
use salesive_schema::salesive::{Customer, SCOPE};
use serde_json::{Value, json};

const ID: &str = "665a1f2c9b1e4a0012ab34cd";
const TOKEN: &str = "app_example";

fn misread_faults(subject: &Subject) -> Vec<Fault> {
    let mut customer = Customer::default();
    customer.id = Some(ID.into());
    let mut store = Store::new();
    store.insert(customer);
    store.grant(TOKEN, &[SCOPE]);
    let request = UpdateRequest {
        token: Some(TOKEN),
        id: ID,
        body: br#"{"active": false}"#,
        at: "2026-06-28T08:10:00.000Z",
    };
    misread(&store, &request, subject)
}

#[test]
fn what_is_right_departs_in_nothing() {
    for comparison in departures(&Kit::<Salesive>::new(), &SOMEBODY_ELSES) {
        assert!(comparison.passes(), "{comparison}");
    }
    assert_eq!(misread_faults(&SOMEBODY_ELSES), []);
}

/// Each group that is missed, with the smallest input that shows it.
fn found(comparisons: &[Comparison]) -> Vec<(&'static str, String)> {
    let groups = comparisons.iter().flat_map(Comparison::missed);
    let smallest = groups.map(|group| {
        let misses = group.misses().iter();
        let smallest = misses.min_by_key(|miss| miss.input.len()).unwrap();
        let http_status = smallest.http_status.map(|status| format!("HTTP {status} "));
        let input = String::from_utf8_lossy(&smallest.input);
        (group.name(), http_status.unwrap_or_default() + &input)
    });
    smallest.collect()
}

/// The groups that are missed, and what stands in the smallest input of each.
#[track_caller]
fn is_found(subject: &Subject, misses: &[(&str, &str)]) {
    let found = found(&departures(&Kit::<Salesive>::new(), subject));
    assert_eq!(found.len(), misses.len(), "{found:?}");
    for ((group, input), (wanted, part)) in found.iter().zip(misses) {
        assert!(
            group == wanted && input.contains(part) && input.len() < 140,
            "{found:?}"
        );
    }
}

/// The validator's word on a body that it reads otherwise.
fn is_valid_but_for(body: &[u8], misread: fn(&mut Value)) -> bool {
    let Ok(mut value) = serde_json::from_slice::<Value>(body) else {
        return false;
    };
    let before = value.clone();
    misread(&mut value);
    validator::is_valid(body)
        || value != before && validator::is_valid(value.to_string().as_bytes())
}

#[test]
fn a_boolean_as_text_is_accepted() {
    let is_valid = |body: &[u8]| {
        is_valid_but_for(body, |value| {
            if let Some(active) = value.get_mut("active").filter(|active| *active == "true") {
                *active = true.into();
            }
        })
    };
    is_found(
        &Subject {
            is_valid,
            ..SOMEBODY_ELSES
        },
        &[("salesive.update.active.type", r#""true""#)],
    );
}

#[test]
fn a_shop_id_is_accepted() {
    let is_valid = |body: &[u8]| {
        is_valid_but_for(body, |value| {
            value
                .as_object_mut()
                .map(|members| members.remove("shop_id"));
        })
    };
    is_found(
        &Subject {
            is_valid,
            ..SOMEBODY_ELSES
        },
        &[("salesive.update.shop.forbidden", r#""shop_id":null"#)],
    );
}

#[test]
fn a_member_that_comes_twice_is_accepted() {
    let is_valid = |body: &[u8]| {
        let value = serde_json::from_slice::<Value>(body);
        value.is_ok_and(|value| validator::is_valid(value.to_string().as_bytes()))
    };
    is_found(
        &Subject {
            is_valid,
            ..SOMEBODY_ELSES
        },
        &[("salesive.update.member.duplicate", r#"{"name""#)],
    );
}

#[test]
fn an_update_that_changes_nothing_is_accepted() {
    let is_valid = |body: &[u8]| {
        let value = serde_json::from_slice::<Value>(body);
        value.is_ok_and(|value| value == json!({})) || validator::is_valid(body)
    };
    is_found(
        &Subject {
            is_valid,
            ..SOMEBODY_ELSES
        },
        &[("salesive.update.body.empty", "{}")],
    );
}

#[test]
fn what_is_to_be_cleared_is_dropped() {
    let send = |intent: &Intent| {
        let changes = intent.set.clone().into();
        let request = client::request(
            &intent.base_url,
            &intent.token,
            &intent.customer_id,
            &changes,
        );
        request.ok().map(Sent::from)
    };
    is_found(
        &Subject {
            send,
            ..SOMEBODY_ELSES
        },
        &[("body", r#""set":{},"clear":[""#)],
    );
}

#[test]
fn an_id_is_not_encoded() {
    let send = |intent: &Intent| {
        let url = format!("{}/customers/{}", intent.base_url, intent.customer_id);
        let sent = Sent::new("PUT", url)
            .header("authorization", format!("Bearer {}", intent.token))
            .header("content-type", "application/json")
            .body(intent.members().to_string());
        Some(sent)
    };
    is_found(
        &Subject {
            send,
            ..SOMEBODY_ELSES
        },
        &[
            ("path", r#""customer_id":"/x""#),
            ("query", r#""customer_id":"?x""#),
        ],
    );
}

#[test]
fn every_http_200_is_taken_for_a_success() {
    let read = |http_status, body: &[u8]| match http_status {
        200 => Outcome::done(),
        _ => client::read(http_status, body).into(),
    };
    let subject = Subject {
        read,
        ..SOMEBODY_ELSES
    };
    is_found(
        &subject,
        &[
            ("refused", r#""success":false"#),
            ("unreadable", "HTTP 200 "),
        ],
    );
    let faults = [Fault::TruncatedJson, Fault::EmptyBody, Fault::WrongFlag];
    assert_eq!(misread_faults(&subject), faults);
}

#[test]
fn a_bad_gateway_is_taken_for_a_failure() {
    let read = |http_status, body: &[u8]| match http_status {
        502 => Outcome::refused(),
        _ => client::read(http_status, body).into(),
    };
    let subject = Subject {
        read,
        ..SOMEBODY_ELSES
    };
    is_found(&subject, &[("unreadable", "HTTP 502 ")]);
    assert_eq!(misread_faults(&subject), [Fault::Html502]);
}
