//! Replies against the shipped schemas and against a second reading of the outcomes.

use std::collections::BTreeSet;

use proptest::prelude::*;
use salesive_schema::microbase::strategy as microbase;
use salesive_schema::salesive::strategy::{self as salesive, Body};
use salesive_schema::{Catalogue, Report};
use salesive_schema::{microbase as m, salesive as s};

use super::draws::{Draws, Share, run};
use super::outcome::{self, Outcome, Replies};
use crate::schema::contract::{self, Contract, ids, pairs};
use crate::schema::judge::Judge;
use crate::schema::tree;

/// A reply as the crate decodes it.
pub(crate) struct Decoded<R> {
    outcome: Outcome,
    /// The customer as JSON, if there is one.
    customer: Option<String>,
    discrepancies: Report<R>,
}

pub(crate) struct Room<R> {
    contract: Contract,
    replies: Replies,
    duplicate: R,
    decode: fn(u16, &[u8]) -> Decoded<R>,
}

pub(crate) const SALESIVE: Room<s::Rule> = Room {
    contract: contract::SALESIVE_REPLY,
    replies: outcome::SALESIVE,
    duplicate: s::Rule::ReplyMemberDuplicate,
    decode: |http_status, body| {
        let reply = s::Reply::decode(http_status, body);
        let mut json = None;
        let outcome = match reply.outcome() {
            s::Outcome::Updated(customer) => {
                json = serde_json::to_string(customer).ok();
                Outcome::Updated
            }
            s::Outcome::Accepted => Outcome::Accepted,
            s::Outcome::Refused(refusal) => Outcome::Refused(refusal.kind().name().to_owned()),
            s::Outcome::Unreadable => Outcome::Unreadable,
        };
        Decoded {
            outcome,
            customer: json,
            discrepancies: reply.discrepancies().clone(),
        }
    },
};

pub(crate) const MICROBASE: Room<m::Rule> = Room {
    contract: contract::MICROBASE_REPLY,
    replies: outcome::MICROBASE,
    duplicate: m::Rule::ReplyMemberDuplicate,
    decode: |http_status, body| {
        let reply = m::Reply::decode(http_status, body);
        let mut json = None;
        let outcome = match reply.outcome() {
            m::Outcome::Updated(customer) => {
                json = serde_json::to_string(customer).ok();
                Outcome::Updated
            }
            m::Outcome::Accepted => Outcome::Accepted,
            m::Outcome::Refused(refusal) => {
                let code = refusal.code().unwrap_or("no code");
                let kind = refusal.kind().name();
                assert!(kind == code || refusal.kind() == m::RefusalKind::Other);
                Outcome::Refused(code.to_owned())
            }
            m::Outcome::Unreadable => Outcome::Unreadable,
        };
        Decoded {
            outcome,
            customer: json,
            discrepancies: reply.discrepancies().clone(),
        }
    },
};

impl<R: Catalogue> Room<R> {
    fn decode(&self, http_status: u16, body: &[u8], draws: &Draws) -> Decoded<R> {
        let decoded = (self.decode)(http_status, body);
        let found = decoded.discrepancies.findings();
        draws.count_all(found.iter().map(|finding| finding.rule().id()));
        decoded
    }

    fn agrees(&self, replies: &impl Strategy<Value = (u16, Body)>) {
        let judge = Judge::new(self.contract.schema);
        let shares = [Share(20, vec!["accepts", "rejects"])];
        run(replies, &shares, |(_, Body(body)), draws| {
            let tree = tree::read(&body);
            let judgement = tree.as_ref().map(|tree| judge.judge(&tree.to_value()));
            let accepts = judgement
                .as_ref()
                .is_some_and(|judgement| judgement.accepts);
            draws.count(if accepts { "accepts" } else { "rejects" });
            if tree.is_some_and(|tree| self.replies.repeats(&tree)) {
                draws.count("not for a schema to judge: a member comes again");
                return Ok(());
            }
            let fired = judgement.and_then(|judgement| judgement.explained());
            prop_assert_eq!(accepts, fired.as_ref().is_some_and(BTreeSet::is_empty));
            prop_assert_eq!((self.contract.shown)(&body), fired);
            Ok(())
        });
    }

    fn reads(&self, replies: &impl Strategy<Value = (u16, Body)>, rules: &str) {
        let shares = [
            Share(20, vec!["updated", "accepted", "refused", "unreadable"]),
            Share(1, ids::<R>(rules)),
        ];
        run(replies, &shares, |(http_status, Body(body)), draws| {
            let tree = tree::read(&body);
            let expected = self.replies.outcome(http_status, tree.as_ref());
            draws.count(match &expected {
                Outcome::Updated => "updated",
                Outcome::Accepted => "accepted",
                Outcome::Refused(_) => "refused",
                Outcome::Unreadable => "unreadable",
            });
            let decoded = self.decode(http_status, &body, draws);
            prop_assert_eq!(decoded.outcome, expected);

            let mut duplicates: Vec<_> = pairs(&decoded.discrepancies)
                .filter(|(_, rule)| *rule == self.duplicate)
                .map(|((pointer, _), _)| pointer)
                .collect();
            duplicates.sort();
            let repeated = tree.as_ref().map(|tree| self.replies.repeated(tree));
            prop_assert_eq!(duplicates, repeated.unwrap_or_default());

            if let Some(customer) = decoded.customer {
                let again = tree::read(customer.as_bytes()).unwrap().to_value();
                let sent = self.replies.customer(&tree.unwrap()).to_value();
                prop_assert_eq!(again, sent);
            }
            Ok(())
        });
    }
}

#[test]
fn a_salesive_reply_departs_from_its_document_where_its_schema_says_so() {
    SALESIVE.agrees(&salesive::near_reply());
}

#[test]
fn a_microbase_reply_departs_from_its_document_where_its_schema_says_so() {
    MICROBASE.agrees(&microbase::near_reply());
}

#[test]
fn a_salesive_reply_has_the_outcome_that_its_body_and_status_say() {
    SALESIVE.reads(&salesive::near_reply(), "salesive.reply.");
}

#[test]
fn a_microbase_reply_has_the_outcome_that_its_body_and_status_say() {
    MICROBASE.reads(&microbase::near_reply(), "microbase.reply.");
}
