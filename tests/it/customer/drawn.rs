//! What is drawn as a customer of a reply.

use std::collections::BTreeMap;

use proptest::prelude::*;
use salesive_schema::strategy::Strategies;
use serde_json::value::RawValue;

use super::is_customer;
use crate::agreement::draws::{Share, run};
use crate::both::{Documented, for_both_services};

for_both_services! {
    a_drawn_text_is_a_customer_where_a_reply_that_holds_it_is_updated
}

fn a_drawn_text_is_a_customer_where_a_reply_that_holds_it_is_updated<S: Documented + Strategies>() {
    let bodies = prop_oneof![
        S::near_reply().prop_map(|(_, body)| body),
        S::reply().prop_map(|reply| reply.body),
        S::broken_reply().prop_map(|reply| reply.body),
    ];
    let shares = [Share(20, vec!["customer"]), Share(5, vec!["none"])];
    run(&bodies, &shares, |body, draws| {
        let members: Option<BTreeMap<String, &RawValue>> = serde_json::from_slice(&body.0).ok();
        let text = members
            .as_ref()
            .and_then(|members| members.get(S::CUSTOMER));
        match text {
            Some(text) if is_customer::<S>(text.get()) => draws.count("customer"),
            Some(_) => draws.count("none"),
            None => draws.count("no text"),
        }
        Ok(())
    });
}
