//! What is told of the write after drawn replies to an update that was made.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use salesive_schema::Reply;
use salesive_schema::http::Written;
use salesive_schema::model::Expected;
use salesive_schema::strategy::Strategies;

use super::written::{Fate, assert_agrees};
use crate::agreement::draws::{Share, run};
use crate::both::{Documented, for_both_services};

for_both_services! {
    what_says_success_is_never_said_not_to_be_written
    what_is_left_of_a_success_is_never_said_not_to_be_written
    a_server_error_leaves_the_write_unknown_whatever_comes_with_it
}

/// A success under an HTTP status that can say no, those after which a client sends again among them.
fn what_says_success_is_never_said_not_to_be_written<S: Documented + Strategies>() {
    let retried = select(&[408, 425, 429, 503][..]);
    let statuses = prop_oneof![
        2 => Just(200),
        2 => retried,
        1 => 0..=u16::MAX,
        1 => 200..600_u16,
    ];
    let shares = [
        Share(20, vec!["updated", "refused"]),
        Share(2, vec!["408", "425", "429", "503"]),
    ];
    run(
        &(S::reply(), statuses),
        &shares,
        |(reply, status), draws| {
            let reply = Reply::<S>::decode(status, &reply.body.0);
            draws.count(Expected::from(reply.outcome()).name());
            draws.count(status.to_string());
            let fate = Fate {
                stands: true,
                is_overtaken: false,
            };
            assert_agrees(&reply, None, fate);
            Ok(())
        },
    );
}

/// What a gateway leaves of a success that it could not hand on whole.
fn what_is_left_of_a_success_is_never_said_not_to_be_written<S: Documented + Strategies>() {
    let gateways = select(&[200, 500, 502, 504][..]);
    let shares = [Share(90, vec!["unreadable"])];
    let replies = (S::reply(), any::<Index>(), gateways);
    run(&replies, &shares, |(reply, at, status), draws| {
        let body = &reply.body.0;
        let reply = Reply::<S>::decode(status, &body[..at.index(body.len())]);
        draws.count(Expected::from(reply.outcome()).name());
        prop_assert_ne!(reply.written(), Written::No);
        Ok(())
    });
}

fn a_server_error_leaves_the_write_unknown_whatever_comes_with_it<S: Documented + Strategies>() {
    let bodies = prop_oneof![S::reply(), S::refusal(), S::broken_reply()];
    let errors = select(&[500, 502, 504, 507, 520, 599][..]);
    let shares = [Share(40, vec!["refused"])];
    run(&(bodies, errors), &shares, |(reply, status), draws| {
        let reply = Reply::<S>::decode(status, &reply.body.0);
        draws.count(Expected::from(reply.outcome()).name());
        prop_assert_eq!(reply.written(), Written::Unknown);
        Ok(())
    });
}
