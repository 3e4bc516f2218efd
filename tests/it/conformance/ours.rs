//! Our own implementation, which misses nothing.

use salesive_schema::conformance::{Comparison, Kit, Outcome, Service, Verdict};
use salesive_schema::{Catalogue, Options};

use crate::room::{Microbase, Room, Salesive, in_both_rooms, pairs};

pub(super) trait Ours: Room {
    const SERVICE: Service;
}

impl Ours for Salesive {
    const SERVICE: Service = Service::Salesive;
}

impl Ours for Microbase {
    const SERVICE: Service = Service::Microbase;
}

pub(super) fn verdict<R: Ours>(body: &[u8]) -> Verdict {
    let options = Options::new();
    match R::check(body, &options) {
        Ok(checked) if checked.is_accepted() => {
            Verdict::accepted().findings(pairs(checked.report()))
        }
        Ok(checked) => Verdict::rejected().findings(pairs(checked.report())),
        Err(_) => Verdict::malformed(),
    }
}

pub(super) fn outcome<R: Ours>(http_status: u16, body: &[u8]) -> Outcome {
    let reply = R::decode(http_status, body);
    let outcome = R::outcome(&reply);
    let told = match outcome.name {
        "updated" => Outcome::updated(),
        "accepted" => Outcome::accepted(),
        "refused" => Outcome::refused().kind(outcome.kind.unwrap()),
        _ => Outcome::unreadable(),
    };
    told.discrepancies(pairs(R::discrepancies(&reply)))
}

/// As many draws as the kit takes by itself, or in a long run so that the cases are about as many
/// as `PROPTEST_CASES` says.
fn draws() -> u32 {
    let cases = std::env::var("PROPTEST_CASES").ok();
    cases.map_or(100, |cases| cases.parse::<u32>().unwrap().div_ceil(30))
}

fn misses_nothing(comparison: &Comparison) {
    assert!(comparison.passes(), "{comparison}");
    assert!(comparison.groups().iter().all(|group| group.missed() == 0));
    let cases = comparison.cases();
    let shown = comparison.to_string();
    assert!(shown.ends_with(&format!(": {cases} cases, nothing missed")));
}

in_both_rooms! {
    our_requests_miss_nothing
    our_replies_miss_nothing
    every_group_has_cases
    an_answer_that_says_less_is_not_missed_for_it
    the_same_seed_gives_the_same_inputs_and_another_one_others
}

fn our_requests_miss_nothing<R: Ours>() {
    for (seed, draws) in [(0, draws()), (1, 20)] {
        let kit = Kit::new(R::SERVICE).seed(seed).draws(draws);
        misses_nothing(&kit.advisories(true).requests(verdict::<R>));
    }
}

fn our_replies_miss_nothing<R: Ours>() {
    for (seed, draws) in [(0, draws()), (1, 20)] {
        let kit = Kit::new(R::SERVICE).seed(seed).draws(draws);
        misses_nothing(&kit.replies(outcome::<R>));
    }
}

/// Each verdict, outcome and rule is tried by the vectors alone, and often by the draws.
fn every_group_has_cases<R: Ours>() {
    for (draws, least) in [(0, 1), (50, 20)] {
        let kit = Kit::new(R::SERVICE).draws(draws).advisories(true);
        let requests = kit.requests(verdict::<R>);
        let replies = kit.replies(outcome::<R>);
        let groups = || requests.groups().iter().chain(replies.groups());
        for group in groups().filter(|group| !group.is_let_off()) {
            assert!(group.cases() >= least, "{group}");
        }
        let is_tried = |rule: &R::Rule| groups().any(|group| group.name() == rule.id());
        assert!(R::rules().iter().all(is_tried));
    }
}

fn an_answer_that_says_less_is_not_missed_for_it<R: Ours>() {
    let kit = Kit::new(R::SERVICE).draws(10).advisories(true);
    let yes_or_no = |body: &[u8]| Verdict::from(R::from_json(body).is_ok());
    misses_nothing(&kit.requests(yes_or_no));
    let outcome_only =
        |http_status: u16, body: &[u8]| match R::outcome(&R::decode(http_status, body)).name {
            "updated" => Outcome::updated(),
            "accepted" => Outcome::accepted(),
            "refused" => Outcome::refused(),
            _ => Outcome::unreadable(),
        };
    misses_nothing(&kit.replies(outcome_only));
    // Nor for advisories, unless the kit is told to compare them.
    let violations_only = |body: &[u8]| match R::check(body, &Options::new()) {
        Ok(checked) => {
            let violations = checked.report().violations();
            let violations =
                violations.map(|found| (found.pointer().to_string(), found.rule().id()));
            let verdict = Verdict::from(checked.is_accepted());
            verdict.findings(violations)
        }
        Err(_) => Verdict::malformed(),
    };
    misses_nothing(&kit.clone().advisories(false).requests(violations_only));
    assert!(!kit.requests(violations_only).passes());
}

fn the_same_seed_gives_the_same_inputs_and_another_one_others<R: Ours>() {
    let inputs = |seed| {
        let seen = std::cell::RefCell::new(Vec::new());
        let _ = Kit::new(R::SERVICE).draws(3).seed(seed).requests(|body| {
            seen.borrow_mut().push(body.to_vec());
            verdict::<R>(body)
        });
        seen.into_inner()
    };
    assert!(inputs(5) == inputs(5));
    assert!(inputs(5) != inputs(6));
}
