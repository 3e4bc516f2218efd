//! An accepted body, written again, is the same update: borrowed, owned and deserialised.

use proptest::prelude::*;
use salesive_schema::strategy::{Body, Strategies};
use salesive_schema::{Options, Unchecked};

use super::draws::{Share, run};
use crate::both::for_both_services;
use crate::round_trip::assert_survives;

for_both_services! {
    a_drawn_update_survives_being_written
    a_request_is_judged_alike_when_deserialised
}

fn a_drawn_update_survives_being_written<S: Strategies>() {
    let shares = [Share(20, vec!["accepted"])];
    run(&S::near(), &shares, |Body(body), draws| {
        if let Ok(update) = S::from_json(&body) {
            draws.count("accepted");
            assert_survives::<S>(&update);
        }
        Ok(())
    });
}

fn a_request_is_judged_alike_when_deserialised<S: Strategies>() {
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
