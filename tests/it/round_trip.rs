//! Encoding and decoding lose nothing, and borrowed and owned values are the same.

use std::hash::{BuildHasher, RandomState};

use serde_json::Value;

use crate::fixtures;
use crate::room::{Room, in_both_rooms};

in_both_rooms! {
    an_update_decodes_from_what_it_encodes_to
    an_encoded_update_holds_what_the_body_held
    an_owned_update_is_the_borrowed_one
    an_owned_reply_is_the_borrowed_one
}

fn an_update_decodes_from_what_it_encodes_to<R: Room>() {
    for case in fixtures::requests::<R>()
        .iter()
        .filter(|case| case.is_accepted())
    {
        let update = R::from_json(&case.body).unwrap();
        let json = R::to_json(&update);
        let again = R::from_json(json.as_bytes()).unwrap();
        assert!(R::same_update(&again, &update), "{}", case.name);
        assert_eq!(R::to_json(&again), json, "{}", case.name);
        assert_eq!(
            serde_json::to_string(&update).unwrap(),
            json,
            "{}",
            case.name
        );
    }
}

fn an_encoded_update_holds_what_the_body_held<R: Room>() {
    let documented: &[&str] = match R::NAME {
        "salesive" => &["name", "email", "phone", "user", "active"],
        _ => &["id", "email", "firstName", "lastName", "status", "tags"],
    };
    for case in fixtures::requests::<R>()
        .iter()
        .filter(|case| case.is_accepted())
    {
        // Some values that no rule reads, no `Value` can hold.
        let Ok(mut sent) = serde_json::from_slice::<Value>(&case.body) else {
            continue;
        };
        sent.as_object_mut()
            .unwrap()
            .retain(|name, _| documented.contains(&&**name));
        let update = R::from_json(&case.body).unwrap();
        let encoded: Value = serde_json::from_str(&R::to_json(&update)).unwrap();
        assert_eq!(encoded, sent, "{}", case.name);
    }
}

fn an_owned_update_is_the_borrowed_one<R: Room>() {
    let state = RandomState::new();
    for case in fixtures::requests::<R>()
        .iter()
        .filter(|case| case.is_accepted())
    {
        let update = R::from_json(&case.body).unwrap();
        let owned = R::update_into_owned(update.clone());
        assert!(R::same_update(&owned, &update), "{}", case.name);
        assert_eq!(
            state.hash_one(&owned),
            state.hash_one(&update),
            "{}",
            case.name
        );
        assert_eq!(R::to_json(&owned), R::to_json(&update), "{}", case.name);
    }
}

fn an_owned_reply_is_the_borrowed_one<R: Room>() {
    for case in fixtures::replies::<R>() {
        let reply = R::decode(case.http_status, case.body.as_bytes());
        let owned = R::reply_into_owned(reply.clone());
        assert!(R::same_reply(&owned, &reply), "{}", case.name);
        assert_eq!(R::outcome(&owned), R::outcome(&reply), "{}", case.name);
        assert_eq!(format!("{owned:?}"), format!("{reply:?}"), "{}", case.name);
    }
}
