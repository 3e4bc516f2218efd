//! Clients that know only done, refused and unknown.

use salesive_conformance::{Comparison, Contract, Kit, Outcome};
use salesive_schema::Reply;
use salesive_schema::http::Written;
use salesive_schema::report::CatalogueRule;

use super::both::for_both_services;
use super::ours::{missed, misses_nothing};

fn run<S: Contract>(client: impl Fn(&Reply<'_, S>) -> Outcome) -> Comparison {
    let kit = Kit::<S>::new().draws(50);
    kit.replies(|http_status, body| client(&Reply::decode(http_status, body)))
}

fn coarse<S: Contract>(reply: &Reply<'_, S>) -> Outcome {
    match reply.outcome() {
        salesive_schema::Outcome::Updated(_) | salesive_schema::Outcome::Accepted => {
            Outcome::done()
        }
        salesive_schema::Outcome::Refused(_) => Outcome::refused(),
        salesive_schema::Outcome::Unreadable => Outcome::unknown(),
    }
}

fn written<S: Contract>(reply: &Reply<'_, S>) -> Outcome {
    match reply.written() {
        Written::Yes => Outcome::done(),
        Written::No => Outcome::refused(),
        Written::Unknown => Outcome::unknown(),
    }
}

/// Which replies are answered by something else.
type Which<S> = fn(&Reply<'_, S>) -> bool;

fn instead<S: Contract>(which: Which<S>, outcome: fn() -> Outcome) -> Comparison {
    run::<S>(|reply| {
        if which(reply) {
            outcome()
        } else {
            written(reply)
        }
    })
}

fn is_refused<S: Contract>(reply: &Reply<'_, S>) -> bool {
    matches!(reply.outcome(), salesive_schema::Outcome::Refused(_))
}

fn is_unreadable<S: Contract>(reply: &Reply<'_, S>) -> bool {
    matches!(reply.outcome(), salesive_schema::Outcome::Unreadable)
}

for_both_services! {
    a_coarse_client_misses_nothing
    what_may_have_been_written_is_unknown
    another_refusal_is_not_unknown
    what_is_unreadable_is_not_refused_if_it_may_have_been_written
    what_is_unreadable_is_never_done
    what_was_done_is_not_unknown
    a_refusal_is_not_done
    whoever_tells_kinds_calls_nothing_refused_that_is_unreadable
}

fn a_coarse_client_misses_nothing<S: Contract>() {
    misses_nothing(&run::<S>(coarse));
}

fn what_may_have_been_written_is_unknown<S: Contract>() {
    misses_nothing(&run::<S>(written));
}

fn another_refusal_is_not_unknown<S: Contract>() {
    let which: Which<S> = |reply| {
        let mut found = reply.discrepancies().findings().iter();
        let contradicts_itself = found.any(|it| it.rule().id().ends_with("contradiction"));
        is_refused(reply) && reply.written() == Written::No && !contradicts_itself
    };
    assert_eq!(missed(&instead(which, Outcome::unknown)), ["refused"]);
}

fn what_is_unreadable_is_not_refused_if_it_may_have_been_written<S: Contract>() {
    let which: Which<S> = |reply| is_unreadable(reply) && reply.written() == Written::Unknown;
    assert_eq!(missed(&instead(which, Outcome::refused)), ["unreadable"]);
}

fn what_is_unreadable_is_never_done<S: Contract>() {
    for written in [Written::No, Written::Unknown] {
        let comparison =
            run::<S>(
                |reply| match is_unreadable(reply) && reply.written() == written {
                    true => Outcome::done(),
                    false => coarse(reply),
                },
            );
        assert_eq!(missed(&comparison), ["unreadable"]);
    }
}

fn what_was_done_is_not_unknown<S: Contract>() {
    let which: Which<S> = |reply| reply.written() == Written::Yes;
    let comparison = instead(which, Outcome::unknown);
    assert_eq!(missed(&comparison), ["updated", "accepted"]);
}

/// Also where it may have been written.
fn a_refusal_is_not_done<S: Contract>() {
    let which: Which<S> = |reply| is_refused(reply) && reply.written() == Written::Unknown;
    assert_eq!(missed(&instead(which, Outcome::done)), ["refused"]);
    assert_eq!(
        missed(&instead::<S>(is_refused, Outcome::done)),
        ["refused"]
    );
}

fn whoever_tells_kinds_calls_nothing_refused_that_is_unreadable<S: Contract>() {
    let which: Which<S> = |reply| is_unreadable(reply) && reply.written() == Written::No;
    let comparison = instead(which, || Outcome::refused().kind("other"));
    assert_eq!(missed(&comparison), ["unreadable"]);
}
