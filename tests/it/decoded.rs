//! What decoded replies hold, told beside each fixture; an outcome's Debug would not show it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use salesive_schema::json::{JsonText, UnlistedMembers};
use salesive_schema::{MicroBase, Outcome, Refusal, Reply, Salesive, Service, microbase, salesive};
use serde_json::value::RawValue;

use crate::both::{Documented, for_both_services};
use crate::fixtures;
use crate::snapshot::assert_snapshot;

for_both_services! {
    a_record_decodes_from_what_it_serialises_to
}

#[test]
fn salesive_replies_hold_what_stands_beside_them() {
    Told::<Salesive> {
        envelope: |text, envelope| {
            line(text, "envelope.status", &envelope.status);
            line(text, "envelope.success", &envelope.success);
            line(text, "envelope.message", &envelope.message);
            unlisted(text, "envelope", &envelope.unlisted);
        },
        customer: |text, customer| {
            unlisted(text, "customer", &customer.unlisted);
            if let Some(user) = customer.user.as_ref().value() {
                unlisted(text, "user", &user.unlisted);
            }
        },
        refusal: |text, refusal| {
            line(text, "refusal.body_status", &refusal.body_status());
            line(text, "refusal.message", &refusal.message());
        },
    }
    .stands_beside_the_fixtures();
}

#[test]
fn microbase_replies_hold_what_stands_beside_them() {
    Told::<MicroBase> {
        envelope: |text, envelope| {
            line(text, "envelope.ok", &envelope.ok);
            unlisted(text, "envelope", &envelope.unlisted);
        },
        customer: |text, customer| {
            unlisted(text, "customer", &customer.unlisted);
            for address in customer
                .addresses
                .iter()
                .flat_map(microbase::Addresses::iter)
            {
                let phone = address.phone.as_ref().map(microbase::Phone::as_str);
                line(text, "phone", &phone);
                unlisted(text, "address", &address.unlisted);
            }
        },
        refusal: |text, refusal| {
            line(text, "refusal.code", &refusal.code());
            let error = refusal.error().map(JsonText::as_str);
            line(text, "refusal.error", &error);
        },
    }
    .stands_beside_the_fixtures();
}

#[test]
fn the_text_of_salesive_data_is_as_it_came_wherever_it_stands() {
    is_as_it_came_wherever_it_stands::<Salesive>("data", |envelope| {
        envelope.data.as_ref().map(JsonText::as_str)
    });
}

#[test]
fn the_text_of_a_microbase_customer_is_as_it_came_wherever_it_stands() {
    is_as_it_came_wherever_it_stands::<MicroBase>("customer", |envelope| {
        envelope.customer.as_ref().map(JsonText::as_str)
    });
}

fn is_as_it_came_wherever_it_stands<S: Service>(
    name: &str,
    text: for<'e> fn(&'e S::Envelope<'_>) -> Option<&'e str>,
) {
    for case in fixtures::replies::<S>() {
        for body in in_both_orders(&case.body) {
            let reply = Reply::<S>::decode(case.http_status, body.as_bytes());
            if let Some(envelope) = reply.envelope() {
                assert_eq!(text(envelope), member(&body, name), "{body}");
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

/// How the parts of a reply are told in which the services differ.
struct Told<S: Service> {
    envelope: fn(&mut String, &S::Envelope<'_>),
    customer: fn(&mut String, &S::Customer<'_>),
    refusal: fn(&mut String, &Refusal<'_, S>),
}

impl<S: Service> Told<S> {
    fn told(&self, reply: &Reply<'_, S>) -> String {
        let mut text = String::new();
        if let Some(envelope) = reply.envelope() {
            (self.envelope)(&mut text, envelope);
        }
        match reply.outcome() {
            Outcome::Updated(customer) => {
                // As JSON in the order of the document.
                let json = serde_json::to_string(customer).unwrap();
                assert!(serde_json::from_str::<&RawValue>(&json).is_ok());
                writeln!(text, "customer: {json}").unwrap();
                (self.customer)(&mut text, customer);
            }
            Outcome::Refused(refusal) => {
                line(&mut text, "refusal.kind", &refusal.kind().to_string());
                line(&mut text, "refusal.http_status", &refusal.http_status());
                (self.refusal)(&mut text, refusal);
                let data = refusal.data().map(JsonText::as_str);
                line(&mut text, "refusal.data", &data);
            }
            Outcome::Accepted | Outcome::Unreadable => {}
        }
        for finding in reply.discrepancies().findings() {
            writeln!(text, "{finding}").unwrap();
        }
        text
    }

    fn stands_beside_the_fixtures(&self) {
        for case in fixtures::replies::<S>() {
            let (folder, name) = case.name.rsplit_once('/').unwrap();
            let text = self.told(&case.decode());
            if text.is_empty() {
                assert_eq!(case.expected.outcome, "unreadable", "{}", case.name);
                continue;
            }
            assert_snapshot!(in fixtures::root().join(folder), name, text);
        }
    }
}

fn line(text: &mut String, name: &str, value: &dyn std::fmt::Debug) {
    writeln!(text, "{name}: {value:?}").unwrap();
}

fn unlisted(text: &mut String, holder: &str, members: &UnlistedMembers<'_>) {
    for (name, value) in members.iter() {
        writeln!(text, "{holder}, unlisted {name:?}: {}", value.as_str()).unwrap();
    }
}

fn a_record_decodes_from_what_it_serialises_to<S: Documented>() {
    for case in fixtures::replies::<S>() {
        if let Outcome::Updated(customer) = case.decode::<S>().into_outcome() {
            let json = serde_json::to_string(&customer).unwrap();
            let body = format!(r#"{{"{}":true,"{}":{json}}}"#, S::FLAG, S::CUSTOMER);
            let again = Reply::<S>::decode(200, body.as_bytes()).into_outcome();
            let expected = Outcome::Updated(customer);
            assert_eq!(again.into_owned(), expected, "{}", case.name);
        }
    }
}
