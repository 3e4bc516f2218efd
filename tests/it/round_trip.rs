//! Encoding and decoding lose nothing, and borrowed and owned values are the same.

use std::hash::{BuildHasher, RandomState};

use salesive_schema::{Service, Unchecked};
use serde_json::Value;

use crate::both::{Documented, for_both_services, reported};
use crate::fixtures;
use crate::schema::tree;

for_both_services! {
    an_update_survives_being_written
    an_encoded_update_holds_what_the_body_held
    an_owned_reply_is_the_borrowed_one
}

fn accepted<S: Service>() -> impl Iterator<Item = fixtures::Request> {
    let requests = fixtures::requests::<S>().into_iter();
    requests.filter(|case| case.is_accepted())
}

/// Written, owned and deserialised, it is the same update.
pub(crate) fn assert_survives<S: Service>(update: &S::CustomerUpdate<'_>) {
    let json = S::to_json(update);
    assert_eq!(serde_json::to_string(update).unwrap(), json);
    let value = tree::read(json.as_bytes()).unwrap().to_value();
    let unchecked: Unchecked<S> = serde_json::from_value(value).unwrap();
    let hasher = RandomState::new();
    for other in [
        S::owned_update(S::from_json(json.as_bytes()).unwrap()),
        S::owned_update(update.clone()),
        S::owned_update(unchecked.check().into_result().unwrap()),
    ] {
        assert!(other == *update, "{json}");
        assert_eq!(hasher.hash_one(&other), hasher.hash_one(update), "{json}");
        assert_eq!(S::to_json(&other), json);
    }
}

fn an_update_survives_being_written<S: Service>() {
    for case in accepted::<S>() {
        assert_survives::<S>(&S::from_json(&case.body).unwrap());
    }
}

fn an_encoded_update_holds_what_the_body_held<S: Documented>() {
    for case in accepted::<S>() {
        // Some values that no rule reads, no `Value` can hold.
        let Ok(mut sent) = serde_json::from_slice::<Value>(&case.body) else {
            continue;
        };
        let members = sent.as_object_mut().unwrap();
        members.retain(|name, _| S::MEMBERS.contains(&&**name));
        let update = S::from_json(&case.body).unwrap();
        let encoded: Value = serde_json::from_str(&S::to_json(&update)).unwrap();
        assert_eq!(encoded, sent, "{}", case.name);
    }
}

fn an_owned_reply_is_the_borrowed_one<S: Service>() {
    for case in fixtures::replies::<S>() {
        let reply = case.decode::<S>();
        let owned = reply.clone().into_owned();
        assert!(owned == reply, "{}", case.name);
        assert_eq!(reported(&owned), reported(&reply), "{}", case.name);
        assert_eq!(format!("{owned:?}"), format!("{reply:?}"), "{}", case.name);
    }
}
