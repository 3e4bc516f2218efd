//! The executable models under random sequences of commands, each beside a plain twin: a list of
//! JSON objects, and the checks in the order of the documents, which knows nothing of the crate's
//! reading and judging.

mod microbase;
mod salesive;

use std::collections::BTreeSet;
use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::Config;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use serde_json::Value;

use crate::agreement::draws::{Share, run_cases};

/// The state of a reference, with what the last command must be answered.
trait Twin: ReferenceStateMachine<State = Self> + Clone + Debug {
    /// The last answer in a word.
    fn answered(&self) -> &'static str;
}

/// Runs 300 sequences (or `PROPTEST_CASES`) of 1 to 40 commands; each of `answers` must be among the
/// answers to at least one sequence in ten.
fn run_sequences<M: StateMachineTest>(answers: &[&str])
where
    M::Reference: Twin,
{
    let sequences = M::Reference::sequential_strategy(1..=40);
    let shares = [Share(10, answers.to_vec())];
    run_cases(
        300,
        &sequences,
        &shares,
        |(start, commands, seen), draws| {
            let mut twin = start.clone();
            let answered = commands.iter().map(|command| {
                twin = M::Reference::apply(twin.clone(), command);
                twin.answered()
            });
            draws.count_all(answered.collect::<BTreeSet<_>>());
            M::test_sequential(Config::default(), start, commands, seen);
            Ok(())
        },
    );
}

/// No two customers have the same email address.
fn assert_unique_emails(customers: &[Value]) {
    let emails: Vec<_> = customers
        .iter()
        .filter_map(|it| it["email"].as_str())
        .collect();
    let distinct: BTreeSet<_> = emails.iter().collect();
    assert_eq!(distinct.len(), emails.len(), "{emails:?}");
}

/// A member of an update, left out half of the time.
fn member(name: &'static str, values: &[&'static str]) -> BoxedStrategy<String> {
    let values = prop::sample::select(values.to_vec());
    let member = values.prop_map(move |value| format!("\"{name}\":{value}"));
    prop_oneof![Just(String::new()), member].boxed()
}

fn object(members: Vec<String>) -> Vec<u8> {
    let present: Vec<_> = members.into_iter().filter(|it| !it.is_empty()).collect();
    format!("{{{}}}", present.join(",")).into_bytes()
}
