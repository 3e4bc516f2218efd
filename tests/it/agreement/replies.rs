//! Replies against the shipped schemas and against a second reading of the outcomes.

use std::collections::BTreeSet;

use proptest::prelude::*;
use salesive_schema::Reply;
use salesive_schema::strategy::{Body, Strategies};

use super::draws::{Share, run};
use super::outcome::{Outcome, Read};
use crate::both::for_both_services;
use crate::schema::contract::{fired, ids, reply_shape};
use crate::schema::judge::Judge;
use crate::schema::tree;

for_both_services! {
    a_reply_departs_from_its_document_where_its_schema_says_so
    a_reply_has_the_outcome_that_its_body_and_status_say
}

fn a_reply_departs_from_its_document_where_its_schema_says_so<S: Read + Strategies>() {
    let judge = Judge::new(S::REPLY_SCHEMA);
    let shares = [Share(20, vec!["accepts", "rejects"])];
    run(&S::near_reply(), &shares, |(_, Body(body)), draws| {
        let tree = tree::read(unmarked(&body));
        let judgement = tree.as_ref().map(|tree| judge.judge(&tree.to_value()));
        let accepts = judgement
            .as_ref()
            .is_some_and(|judgement| judgement.accepts);
        draws.count(if accepts { "accepts" } else { "rejects" });
        if tree.is_some_and(|tree| S::READING.repeats(&tree)) {
            draws.count("not for a schema to judge: a member comes again");
            return Ok(());
        }
        let fired = judgement.and_then(|judgement| judgement.explained());
        prop_assert_eq!(accepts, fired.as_ref().is_some_and(BTreeSet::is_empty));
        prop_assert_eq!(reply_shape::<S>(&body), fired);
        Ok(())
    });
}

fn a_reply_has_the_outcome_that_its_body_and_status_say<S: Read + Strategies>() {
    // None is drawn with a byte order mark; a vector has one.
    let drawn = ids::<S>("reply");
    let drawn = drawn
        .into_iter()
        .filter(|id| !id.ends_with(".byte_order_mark"))
        .collect();
    let shares = [
        Share(20, vec!["updated", "accepted", "refused", "unreadable"]),
        Share(1, drawn),
    ];
    run(
        &S::near_reply(),
        &shares,
        |(http_status, Body(body)), draws| {
            let tree = tree::read(unmarked(&body));
            let expected = S::READING.outcome(http_status, tree.as_ref());
            draws.count(match &expected {
                Outcome::Updated => "updated",
                Outcome::Accepted => "accepted",
                Outcome::Refused(_) => "refused",
                Outcome::Unreadable => "unreadable",
            });
            let reply = Reply::<S>::decode(http_status, &body);
            prop_assert_eq!(S::READING.told(reply.outcome()), expected);

            let found: Vec<_> = fired(reply.discrepancies())
                .map(|(fired, _)| fired)
                .collect();
            draws.count_all(found.iter().map(|(_, rule)| &**rule));
            let duplicates = found
                .into_iter()
                .filter(|(_, rule)| rule.ends_with(".member.duplicate"));
            let mut duplicates: Vec<_> = duplicates.map(|(pointer, _)| pointer).collect();
            duplicates.sort();
            let repeated = tree.as_ref().map(|tree| S::READING.repeated(tree));
            prop_assert_eq!(duplicates, repeated.unwrap_or_default());

            if let salesive_schema::Outcome::Updated(customer) = reply.outcome() {
                let customer = serde_json::to_vec(customer).unwrap();
                let again = tree::read(&customer).unwrap().to_value();
                let sent = tree.unwrap().last(S::CUSTOMER).unwrap().to_value();
                prop_assert_eq!(again, sent);
            }
            Ok(())
        },
    );
}

/// A reply is read without its byte order mark; the schemas judge what is read.
fn unmarked(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}
