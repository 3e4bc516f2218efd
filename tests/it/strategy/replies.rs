//! Replies with the outcome that a client must report.

use proptest::prelude::*;
use salesive_schema::strategy::{ReplyCase, Strategies};
use salesive_schema::{MicroBase, Reply, Salesive, Service};

use super::shrink::{draw, runner, to_and_fro};
use crate::agreement::draws::{Share, run};
use crate::both::reported;

/// Every draw and every step of its shrinking decodes to what its label says; each of `cases` has
/// at least one draw in a hundred.
fn decodes_as_labelled<S: Service>(replies: &impl Strategy<Value = ReplyCase<S>>, cases: &[&str]) {
    let decoded = |reply: &ReplyCase<S>| {
        let found = reported(&Reply::decode(reply.http_status, &reply.body.0));
        let label = (reply.expected, reply.discrepancies.clone());
        (found, label)
    };
    run(replies, &[Share(1, cases.to_vec())], |reply, draws| {
        draws.count(reply.case);
        let shown = format!("{:?}", reply.expected);
        draws.count(shown);
        let (found, label) = decoded(&reply);
        prop_assert_eq!(found, label);
        Ok(())
    });
    let mut runner = runner();
    for _ in 0..40 {
        let mut tree = draw(replies, &mut runner);
        to_and_fro(&mut tree, 4, &mut runner, |reply| {
            let (found, label) = decoded(&reply);
            assert_eq!(found, label, "{:?}", reply.body);
        });
    }
}

const UNREADABLE: [&str; 11] = [
    "empty",
    "HTML",
    "truncated",
    "not UTF-8",
    "more after the reply",
    "inside something else",
    "no object",
    "nested arrays",
    "no flag",
    "flag of another type",
    "two flags",
];

#[test]
fn a_conforming_reply_is_updated_without_a_discrepancy() {
    decodes_as_labelled(&Salesive::reply(), &["conforming", "Updated"]);
    decodes_as_labelled(&MicroBase::reply(), &["conforming", "Updated"]);
}

#[test]
fn a_documented_refusal_is_refused_with_its_kind() {
    let kinds = [
        "Refused(Unauthorized)",
        "Refused(Forbidden)",
        "Refused(CustomerNotFound)",
        "Refused(Other)",
    ];
    decodes_as_labelled(&Salesive::refusal(), &kinds);
    let kinds = [
        "Refused(DuplicateKey)",
        "Refused(ValidationError)",
        "Refused(CustomerNotFound)",
        "Refused(CustomerInvalidEmail)",
        "Refused(Other)",
    ];
    decodes_as_labelled(&MicroBase::refusal(), &kinds);
}

#[test]
fn a_broken_salesive_reply_has_the_outcome_and_the_discrepancies_of_its_label() {
    let cases = [
        "wrong echo",
        "wrong echo of a refusal",
        "success under an HTTP failure",
        "refusal under HTTP 200",
        "refusal under HTTP 200, its status in the body",
        "success under another 2xx",
        "no status",
        "status that is no integer",
        "no message",
        "message of another type",
        "no data",
        "data that is no customer",
        "details of another type",
        "customer with a member of another type",
        "odd timestamp",
        "id that is no alias",
        "repeated member",
        "nested arrays in the customer",
    ];
    let cases = [&UNREADABLE[..], &cases].concat();
    decodes_as_labelled(&Salesive::broken_reply(), &cases);
}

#[test]
fn a_broken_microbase_reply_has_the_outcome_and_the_discrepancies_of_its_label() {
    let cases = [
        "error beside success",
        "error that is null beside success",
        "error of another type beside success",
        "error and null beside success",
        "success under an HTTP failure",
        "error that is an object",
        "error of another type",
        "no error",
        "no customer",
        "customer that is no object",
        "customer with a member of another type",
        "status that is neither",
        "repeated member",
        "repeated error",
        "nested arrays in the customer",
    ];
    let cases = [&UNREADABLE[..], &cases].concat();
    decodes_as_labelled(&MicroBase::broken_reply(), &cases);
}
