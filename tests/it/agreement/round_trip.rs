//! An accepted body, written again, is the same update: borrowed, owned and deserialised.

use std::hash::{BuildHasher, RandomState};

use proptest::prelude::*;
use salesive_schema::strategy::{Body, Strategies};
use salesive_schema::{MicroBase, Options, Salesive, Unchecked};

use super::draws::{Share, run};
use crate::schema::tree;

fn survives_being_written<S: Strategies>() {
    let hasher = RandomState::new();
    let shares = [Share(20, vec!["accepted"])];
    run(&S::near(), &shares, |Body(body), draws| {
        let Ok(update) = S::from_json(&body) else {
            return Ok(());
        };
        draws.count("accepted");
        let json = S::to_json(&update);
        let again = S::owned_update(S::from_json(json.as_bytes()).unwrap());
        prop_assert_eq!(&again, &update);
        prop_assert_eq!(S::to_json(&again), &*json);

        let owned = S::owned_update(update.clone());
        prop_assert_eq!(&owned, &update);
        for other in [&again, &owned] {
            prop_assert_eq!(hasher.hash_one(other), hasher.hash_one(&update));
        }

        let value = tree::read(json.as_bytes()).unwrap().to_value();
        let unchecked: Unchecked<S> = serde_json::from_value(value).unwrap();
        prop_assert_eq!(
            S::owned_update(unchecked.check().into_result().unwrap()),
            update
        );
        Ok(())
    });
}

fn is_judged_alike_when_deserialised<S: Strategies>() {
    let shares = [Share(20, vec!["accepted", "rejected"])];
    run(&S::near(), &shares, |Body(body), draws| {
        let unchecked = serde_json::from_slice::<Unchecked<S>>(&body);
        let checked = S::check(&body, &Options::new());
        prop_assert_eq!(unchecked.is_ok(), checked.is_ok());
        let (Ok(unchecked), Ok(checked)) = (unchecked, checked) else {
            return Ok(());
        };
        let verdict = ["rejected", "accepted"][usize::from(checked.is_accepted())];
        draws.count(verdict);
        let judged = unchecked.check();
        prop_assert_eq!(judged.report(), checked.report());
        let update = judged.value().cloned().map(S::owned_update);
        prop_assert_eq!(update.as_ref(), checked.value());
        Ok(())
    });
}

#[test]
fn a_salesive_update_survives_being_written() {
    survives_being_written::<Salesive>();
}

#[test]
fn a_microbase_update_survives_being_written() {
    survives_being_written::<MicroBase>();
}

#[test]
fn a_salesive_request_is_judged_alike_when_deserialised() {
    is_judged_alike_when_deserialised::<Salesive>();
}

#[test]
fn a_microbase_request_is_judged_alike_when_deserialised() {
    is_judged_alike_when_deserialised::<MicroBase>();
}
