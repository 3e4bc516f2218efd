//! Encoding and decoding lose nothing, and borrowed and owned values are the same.

use std::hash::{BuildHasher, RandomState};

use salesive_schema::Service;
use serde_json::Value;

use crate::both::{Documented, for_both_services, reported};
use crate::fixtures;

for_both_services! {
    an_update_decodes_from_what_it_encodes_to
    an_encoded_update_holds_what_the_body_held
    an_owned_update_is_the_borrowed_one
    an_owned_reply_is_the_borrowed_one
}

fn accepted<S: Service>() -> impl Iterator<Item = fixtures::Request> {
    let requests = fixtures::requests::<S>().into_iter();
    requests.filter(|case| case.is_accepted())
}

fn an_update_decodes_from_what_it_encodes_to<S: Service>() {
    for case in accepted::<S>() {
        let update = S::from_json(&case.body).unwrap();
        let json = S::to_json(&update);
        let again = S::owned_update(S::from_json(json.as_bytes()).unwrap());
        assert!(again == update, "{}", case.name);
        assert_eq!(S::to_json(&again), json, "{}", case.name);
        assert_eq!(serde_json::to_string(&update).unwrap(), json);
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

fn an_owned_update_is_the_borrowed_one<S: Service>() {
    let state = RandomState::new();
    for case in accepted::<S>() {
        let update = S::from_json(&case.body).unwrap();
        let owned = S::owned_update(update.clone());
        assert!(owned == update, "{}", case.name);
        let hashes = [&owned, &update].map(|update| state.hash_one(update));
        assert_eq!(hashes[0], hashes[1], "{}", case.name);
        assert_eq!(S::to_json(&owned), S::to_json(&update), "{}", case.name);
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
