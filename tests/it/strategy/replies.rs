//! Replies with the outcome that a client must report.

use std::fmt::Debug;

use proptest::prelude::*;
use salesive_schema::salesive::strategy::{Expected, ReplyCase};
use salesive_schema::{Catalogue, Report, microbase as m, salesive as s};

use super::rules::sorted;
use super::shrink::{draw, runner, to_and_fro};
use crate::agreement::draws::{Share, run};

type Decode<K, R> = fn(u16, &[u8]) -> (Expected<K>, Vec<(String, R)>);

fn discrepancies<R: Catalogue>(report: &Report<R>) -> Vec<(String, R)> {
    let findings = report.findings().iter();
    sorted(findings.map(|found| (found.pointer().to_string(), found.rule())))
}

const SALESIVE: Decode<s::RefusalKind, s::Rule> = |http_status, body| {
    let reply = s::Reply::decode(http_status, body);
    let outcome = match reply.outcome() {
        s::Outcome::Updated(_) => Expected::Updated,
        s::Outcome::Accepted => Expected::Accepted,
        s::Outcome::Refused(refusal) => Expected::Refused(refusal.kind()),
        s::Outcome::Unreadable => Expected::Unreadable,
    };
    (outcome, discrepancies(reply.discrepancies()))
};

const MICROBASE: Decode<m::RefusalKind, m::Rule> = |http_status, body| {
    let reply = m::Reply::decode(http_status, body);
    let outcome = match reply.outcome() {
        m::Outcome::Updated(_) => Expected::Updated,
        m::Outcome::Accepted => Expected::Accepted,
        m::Outcome::Refused(refusal) => Expected::Refused(refusal.kind()),
        m::Outcome::Unreadable => Expected::Unreadable,
    };
    (outcome, discrepancies(reply.discrepancies()))
};

/// Every draw and every step of its shrinking decodes to what its label says; each of `cases` has
/// at least one draw in a hundred.
fn decodes_as_labelled<K: Copy + Debug + Eq + 'static, R: Catalogue>(
    replies: &impl Strategy<Value = ReplyCase<K, R>>,
    decode: Decode<K, R>,
    cases: &[&str],
) {
    let decoded = |reply: &ReplyCase<K, R>| decode(reply.http_status, &reply.body.0);
    run(replies, &[Share(1, cases.to_vec())], |reply, draws| {
        draws.count(reply.case);
        let shown = format!("{:?}", reply.expected);
        draws.count(shown);
        prop_assert_eq!(decoded(&reply), (reply.expected, reply.discrepancies));
        Ok(())
    });
    let mut runner = runner();
    for _ in 0..40 {
        let mut tree = draw(replies, &mut runner);
        to_and_fro(&mut tree, 4, &mut runner, |reply| {
            let found = decoded(&reply);
            assert_eq!(
                found,
                (reply.expected, reply.discrepancies),
                "{:?}",
                reply.body
            );
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
    decodes_as_labelled(&s::strategy::reply(), SALESIVE, &["conforming", "Updated"]);
    decodes_as_labelled(&m::strategy::reply(), MICROBASE, &["conforming", "Updated"]);
}

#[test]
fn a_documented_refusal_is_refused_with_its_kind() {
    let kinds = [
        "Refused(Unauthorized)",
        "Refused(Forbidden)",
        "Refused(CustomerNotFound)",
        "Refused(Other)",
    ];
    decodes_as_labelled(&s::strategy::refusal(), SALESIVE, &kinds);
    let kinds = [
        "Refused(DuplicateKey)",
        "Refused(ValidationError)",
        "Refused(CustomerNotFound)",
        "Refused(CustomerInvalidEmail)",
        "Refused(Other)",
    ];
    decodes_as_labelled(&m::strategy::refusal(), MICROBASE, &kinds);
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
    decodes_as_labelled(&s::strategy::broken_reply(), SALESIVE, &cases);
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
    decodes_as_labelled(&m::strategy::broken_reply(), MICROBASE, &cases);
}
