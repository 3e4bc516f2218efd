//! Clients that know only done, refused and unknown.

use salesive_conformance::{Comparison, Contract, Kit, Outcome};
use salesive_schema::model::{Expected, Model};
use salesive_schema::{MicroBase, Reply, Salesive, microbase, salesive};

use super::both::for_both_services;
use super::ours::misses_nothing;

/// What our own reply says, and whether its discrepancies leave open if a refused update was made.
fn read<S: Contract>(http_status: u16, body: &[u8]) -> (Expected<S>, bool) {
    let reply = Reply::<S>::decode(http_status, body);
    let mut found = reply.discrepancies().findings().iter();
    let is_in_doubt = found.any(|it| S::IN_DOUBT.contains(&it.rule()));
    (reply.outcome().into(), is_in_doubt)
}

fn run<S: Contract>(client: impl Fn(Expected<S>, bool) -> Outcome) -> Comparison {
    Kit::<S>::new().draws(50).replies(|http_status, body| {
        let (outcome, is_in_doubt) = read::<S>(http_status, body);
        client(outcome, is_in_doubt)
    })
}

/// The names of the groups in which something is missed.
fn missed(comparison: &Comparison) -> Vec<&str> {
    comparison.missed().map(|group| group.name()).collect()
}

fn coarse<S: Contract>(outcome: Expected<S>) -> Outcome {
    match outcome {
        Expected::Updated | Expected::Accepted => Outcome::done(),
        Expected::Refused(_) => Outcome::refused(),
        Expected::Unreadable => Outcome::unknown(),
    }
}

for_both_services! {
    a_coarse_client_misses_nothing
    a_careful_one_may_doubt_a_refusal_that_contradicts_itself
    another_refusal_is_not_unknown
    what_is_unreadable_is_neither_refused_nor_done
    what_was_done_is_not_unknown
    a_refusal_is_not_done
}

fn a_coarse_client_misses_nothing<S: Contract>() {
    misses_nothing(&run::<S>(|outcome, _| coarse(outcome)));
}

fn a_careful_one_may_doubt_a_refusal_that_contradicts_itself<S: Contract>() {
    misses_nothing(&run::<S>(|outcome, is_in_doubt| match outcome {
        Expected::Refused(_) if is_in_doubt => Outcome::unknown(),
        outcome => coarse(outcome),
    }));
}

fn another_refusal_is_not_unknown<S: Contract>() {
    let comparison = run::<S>(|outcome, is_in_doubt| match outcome {
        Expected::Refused(_) if !is_in_doubt => Outcome::unknown(),
        outcome => coarse(outcome),
    });
    assert_eq!(missed(&comparison), ["refused"]);
}

fn what_is_unreadable_is_neither_refused_nor_done<S: Contract>() {
    for instead in [Outcome::refused, Outcome::done] {
        let comparison = run::<S>(|outcome, _| match outcome {
            Expected::Unreadable => instead(),
            outcome => coarse(outcome),
        });
        assert_eq!(missed(&comparison), ["unreadable"]);
    }
}

fn what_was_done_is_not_unknown<S: Contract>() {
    let comparison = run::<S>(|outcome, _| match outcome {
        Expected::Updated | Expected::Accepted => Outcome::unknown(),
        outcome => coarse(outcome),
    });
    assert_eq!(missed(&comparison), ["updated", "accepted"]);
}

/// Also where its signals contradict each other.
fn a_refusal_is_not_done<S: Contract>() {
    for doubtful in [false, true] {
        let comparison = run::<S>(|outcome, is_in_doubt| match outcome {
            Expected::Refused(_) if is_in_doubt == doubtful => Outcome::done(),
            outcome => coarse(outcome),
        });
        assert_eq!(missed(&comparison), ["refused"]);
    }
}

/// Whoever calls each doubtful refusal unknown never denies a write that stands.
#[test]
fn a_fault_that_hides_a_write_behind_a_refusal_leaves_doubt() {
    fn leaves_doubt<M: Model<Service = S>, S: Contract>() -> usize {
        let hidden = M::FAULTS.iter().filter(|fault| {
            let consequence = M::consequence(**fault, None);
            let is_hidden = consequence.stands && consequence.outcome.kind().is_some();
            let mut found = consequence.discrepancies.iter();
            assert!(
                !is_hidden || found.any(|(_, rule)| S::IN_DOUBT.contains(rule)),
                "{fault}"
            );
            is_hidden
        });
        hidden.count()
    }
    assert_eq!(leaves_doubt::<salesive::model::Store, Salesive>(), 2);
    assert_eq!(leaves_doubt::<microbase::model::Store, MicroBase>(), 2);
}
