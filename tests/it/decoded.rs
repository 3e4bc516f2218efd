//! What decoded replies hold, told beside each fixture; an outcome's Debug would not show it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use salesive_schema::{Catalogue, JsonText, Report, UnlistedMembers, microbase, salesive};
use serde_json::value::RawValue;

use crate::fixtures::{self, Reply};
use crate::room::{Microbase, Room, Salesive};

#[test]
fn salesive_replies_hold_what_stands_beside_them() {
    told::<Salesive>(|case| {
        let reply = salesive::Reply::decode(case.http_status, case.body.as_bytes());
        let mut text = String::new();
        if let Some(envelope) = reply.envelope() {
            line(&mut text, "envelope.status", &envelope.status);
            line(&mut text, "envelope.success", &envelope.success);
            line(&mut text, "envelope.message", &envelope.message);
            unlisted(&mut text, "envelope", &envelope.unlisted);
        }
        match reply.outcome() {
            salesive::Outcome::Updated(customer) => {
                record(&mut text, customer);
                unlisted(&mut text, "customer", &customer.unlisted);
                if let Some(user) = customer.user.as_ref().value() {
                    unlisted(&mut text, "user", &user.unlisted);
                }
            }
            salesive::Outcome::Refused(refusal) => {
                line(&mut text, "refusal.kind", &refusal.kind().name());
                line(&mut text, "refusal.http_status", &refusal.http_status());
                line(&mut text, "refusal.body_status", &refusal.body_status());
                line(&mut text, "refusal.message", &refusal.message());
                line(
                    &mut text,
                    "refusal.data",
                    &refusal.data().map(JsonText::expose),
                );
            }
            salesive::Outcome::Accepted | salesive::Outcome::Unreadable => {}
        }
        text + &discrepancies(reply.discrepancies())
    });
}

#[test]
fn microbase_replies_hold_what_stands_beside_them() {
    told::<Microbase>(|case| {
        let reply = microbase::Reply::decode(case.http_status, case.body.as_bytes());
        let mut text = String::new();
        if let Some(envelope) = reply.envelope() {
            line(&mut text, "envelope.ok", &envelope.ok);
            unlisted(&mut text, "envelope", &envelope.unlisted);
        }
        match reply.outcome() {
            microbase::Outcome::Updated(customer) => {
                record(&mut text, customer);
                unlisted(&mut text, "customer", &customer.unlisted);
                for address in customer.addresses.iter().flatten() {
                    line(
                        &mut text,
                        "phone",
                        &address.phone.as_ref().map(microbase::Phone::expose),
                    );
                    unlisted(&mut text, "address", &address.unlisted);
                }
            }
            microbase::Outcome::Refused(refusal) => {
                line(&mut text, "refusal.kind", &refusal.kind().name());
                line(&mut text, "refusal.http_status", &refusal.http_status());
                line(&mut text, "refusal.code", &refusal.code());
                line(
                    &mut text,
                    "refusal.error",
                    &refusal.error().map(JsonText::expose),
                );
                line(
                    &mut text,
                    "refusal.data",
                    &refusal.data().map(JsonText::expose),
                );
            }
            microbase::Outcome::Accepted | microbase::Outcome::Unreadable => {}
        }
        text + &discrepancies(reply.discrepancies())
    });
}

#[test]
fn the_text_of_salesive_data_is_as_it_came_wherever_it_stands() {
    for case in fixtures::replies::<Salesive>() {
        for body in in_both_orders(&case.body) {
            let reply = salesive::Reply::decode(case.http_status, body.as_bytes());
            if let Some(envelope) = reply.envelope() {
                let data = envelope.data.as_ref().map(JsonText::expose);
                assert_eq!(data, member(&body, "data"), "{body}");
            }
        }
    }
}

#[test]
fn the_text_of_a_microbase_customer_is_as_it_came_wherever_it_stands() {
    for case in fixtures::replies::<Microbase>() {
        for body in in_both_orders(&case.body) {
            let reply = microbase::Reply::decode(case.http_status, body.as_bytes());
            if let Some(envelope) = reply.envelope() {
                let customer = envelope.customer.as_ref().map(JsonText::expose);
                assert_eq!(customer, member(&body, "customer"), "{body}");
            }
        }
    }
}

/// The body with its members sorted by name, from first to last and from last to first.
fn in_both_orders(body: &str) -> Vec<String> {
    let Ok(members) = serde_json::from_str::<BTreeMap<&str, &RawValue>>(body) else {
        return Vec::new();
    };
    let written = |(name, value)| format!(" \"{name}\" : {value} ");
    let sorted: Vec<_> = members.into_iter().map(written).collect();
    let reversed: Vec<_> = sorted.iter().rev().cloned().collect();
    [sorted, reversed]
        .map(|members| format!("{{{}}}", members.join(",")))
        .to_vec()
}

fn member<'b>(body: &'b str, name: &str) -> Option<&'b str> {
    let members: BTreeMap<&str, &RawValue> = serde_json::from_str(body).unwrap();
    members.get(name).map(|value| value.get())
}

#[test]
fn a_kind_of_refusal_displays_its_name() {
    assert_eq!(salesive::RefusalKind::Forbidden.to_string(), "forbidden");
    assert_eq!(
        microbase::RefusalKind::DuplicateKey.to_string(),
        "duplicate_key"
    );
}

fn told<R: Room>(tell: impl Fn(&Reply) -> String) {
    for case in fixtures::replies::<R>() {
        let (folder, name) = case.name.rsplit_once('/').unwrap();
        let text = tell(&case);
        if text.is_empty() {
            assert_eq!(case.expected.outcome, "unreadable", "{}", case.name);
            continue;
        }
        insta::with_settings!({
            snapshot_path => fixtures::root().join(folder),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

fn line(text: &mut String, name: &str, value: &dyn std::fmt::Debug) {
    writeln!(text, "{name}: {value:?}").unwrap();
}

fn unlisted(text: &mut String, holder: &str, members: &UnlistedMembers<'_>) {
    for (name, value) in members.iter() {
        writeln!(text, "{holder}, unlisted {name:?}: {}", value.expose()).unwrap();
    }
}

/// As JSON in the order of the document.
fn record(text: &mut String, record: &impl serde::Serialize) {
    let json = serde_json::to_string(record).unwrap();
    assert!(serde_json::from_str::<&RawValue>(&json).is_ok());
    writeln!(text, "customer: {json}").unwrap();
}

fn discrepancies<C: Catalogue>(report: &Report<C>) -> String {
    report
        .findings()
        .iter()
        .map(|finding| format!("{finding}\n"))
        .collect()
}

#[test]
fn a_salesive_record_decodes_from_what_it_serialises_to() {
    for case in fixtures::replies::<Salesive>() {
        let reply = salesive::Reply::decode(case.http_status, case.body.as_bytes());
        if let salesive::Outcome::Updated(customer) = reply.into_outcome() {
            let json = serde_json::to_string(&customer).unwrap();
            let body = format!(r#"{{"success":true,"data":{json}}}"#);
            let again = salesive::Reply::decode(200, body.as_bytes());
            assert_eq!(
                again.outcome(),
                &salesive::Outcome::Updated(customer),
                "{}",
                case.name
            );
        }
    }
}

#[test]
fn a_microbase_record_decodes_from_what_it_serialises_to() {
    for case in fixtures::replies::<Microbase>() {
        let reply = microbase::Reply::decode(case.http_status, case.body.as_bytes());
        if let microbase::Outcome::Updated(customer) = reply.into_outcome() {
            let json = serde_json::to_string(&customer).unwrap();
            let body = format!(r#"{{"ok":true,"customer":{json}}}"#);
            let again = microbase::Reply::decode(200, body.as_bytes());
            assert_eq!(
                again.outcome(),
                &microbase::Outcome::Updated(customer),
                "{}",
                case.name
            );
        }
    }
}
