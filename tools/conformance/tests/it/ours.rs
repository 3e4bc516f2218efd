//! Our own implementation, which misses nothing.

use salesive_conformance::{Comparison, Contract, Kit, Outcome, Verdict};
use salesive_schema::model::Expected;
use salesive_schema::report::CatalogueRule;
use salesive_schema::{Finding, Options, Reply, Service};

use super::both::for_both_services;

/// Pointer and rule id of a finding.
pub(super) fn pair<R: CatalogueRule>(finding: &Finding<R>) -> (String, &'static str) {
    (finding.pointer().to_string(), finding.rule().id())
}

pub(super) fn verdict<S: Service>(body: &[u8]) -> Verdict {
    match S::check(body, &Options::new()) {
        Ok(checked) => Verdict::from(checked.is_accepted())
            .findings(checked.report().findings().iter().map(pair)),
        Err(_) => Verdict::malformed(),
    }
}

pub(super) fn outcome<S: Service>(http_status: u16, body: &[u8]) -> Outcome {
    let reply = Reply::<S>::decode(http_status, body);
    let outcome = Expected::from(reply.outcome());
    let told =
        outcome_only(outcome).discrepancies(reply.discrepancies().findings().iter().map(pair));
    match outcome.kind() {
        Some(kind) => told.kind(kind.to_string()),
        None => told,
    }
}

fn outcome_only<S: Service>(outcome: Expected<S>) -> Outcome {
    match outcome {
        Expected::Updated => Outcome::updated(),
        Expected::Accepted => Outcome::accepted(),
        Expected::Refused(_) => Outcome::refused(),
        Expected::Unreadable => Outcome::unreadable(),
    }
}

/// As many draws as the kit takes by itself, or in a long run so that the cases are about as many
/// as `PROPTEST_CASES` says.
fn draws() -> u32 {
    let cases = std::env::var("PROPTEST_CASES").ok();
    cases.map_or(100, |cases| cases.parse::<u32>().unwrap().div_ceil(30))
}

pub(super) fn misses_nothing(comparison: &Comparison) {
    assert!(comparison.passes(), "{comparison}");
    assert!(comparison.groups().iter().all(|group| group.missed() == 0));
    let cases = comparison.cases();
    let shown = comparison.to_string();
    assert!(shown.ends_with(&format!(": {cases} cases, nothing missed")));
}

/// The names of the groups in which something is missed.
pub(super) fn missed(comparison: &Comparison) -> Vec<&str> {
    comparison.missed().map(|group| group.name()).collect()
}

for_both_services! {
    our_requests_miss_nothing
    our_replies_miss_nothing
    every_group_has_cases
    an_answer_that_says_less_is_not_missed_for_it
    the_same_seed_gives_the_same_inputs_and_another_one_others
}

fn our_requests_miss_nothing<S: Contract>() {
    for (seed, draws) in [(0, draws()), (1, 20)] {
        let kit = Kit::<S>::new().seed(seed).draws(draws);
        misses_nothing(&kit.advisories(true).requests(verdict::<S>));
    }
}

fn our_replies_miss_nothing<S: Contract>() {
    for (seed, draws) in [(0, draws()), (1, 20)] {
        let kit = Kit::<S>::new().seed(seed).draws(draws);
        misses_nothing(&kit.replies(outcome::<S>));
    }
}

/// Each verdict, outcome and rule is tried by the vectors alone, and often by the draws.
fn every_group_has_cases<S: Contract>() {
    for (draws, least) in [(0, 1), (50, 20)] {
        let kit = Kit::<S>::new().draws(draws).advisories(true);
        let requests = kit.requests(verdict::<S>);
        let replies = kit.replies(outcome::<S>);
        let groups = || requests.groups().iter().chain(replies.groups());
        // No reply is drawn with a byte order mark; a vector has one.
        let is_drawn = |name: &str| draws == 0 || !name.ends_with(".byte_order_mark");
        for group in groups().filter(|group| !group.is_let_off() && is_drawn(group.name())) {
            assert!(group.cases() >= least, "{group}");
        }
        let is_tried = |rule: &S::Rule| groups().any(|group| group.name() == rule.id());
        assert!(S::Rule::ALL.iter().all(is_tried));
    }
}

fn an_answer_that_says_less_is_not_missed_for_it<S: Contract>() {
    let kit = Kit::<S>::new().draws(10).advisories(true);
    let yes_or_no = |body: &[u8]| Verdict::from(S::from_json(body).is_ok());
    misses_nothing(&kit.requests(yes_or_no));
    misses_nothing(&kit.replies(|http_status, body| {
        outcome_only::<S>(Reply::decode(http_status, body).outcome().into())
    }));
    // Nor for advisories, unless the kit is told to compare them.
    let violations_only = |body: &[u8]| match S::check(body, &Options::new()) {
        Ok(checked) => {
            let violations = checked.report().violations().map(pair);
            Verdict::from(checked.is_accepted()).findings(violations)
        }
        Err(_) => Verdict::malformed(),
    };
    misses_nothing(&kit.clone().advisories(false).requests(violations_only));
    assert!(!kit.requests(violations_only).passes());
}

fn the_same_seed_gives_the_same_inputs_and_another_one_others<S: Contract>() {
    let inputs = |seed| {
        let seen = std::cell::RefCell::new(Vec::new());
        let _ = Kit::<S>::new().draws(3).seed(seed).requests(|body| {
            seen.borrow_mut().push(body.to_vec());
            verdict::<S>(body)
        });
        seen.into_inner()
    };
    assert!(inputs(5) == inputs(5));
    assert!(inputs(5) != inputs(6));
}
