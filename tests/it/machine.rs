//! The executable models under random sequences of commands, each beside a plain twin: a list of
//! JSON objects, and the checks in the order of the documents, which knows nothing of the crate's
//! reading and judging.

mod microbase;
mod salesive;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::marker::PhantomData;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::Union;
use proptest::test_runner::Config;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use salesive_schema::model::{Expected, Model};
use salesive_schema::report::CatalogueRule;
use salesive_schema::report::Kind;
use salesive_schema::strategy::{Body, Strategies};
use salesive_schema::{Reply, Service};
use serde_json::Value;

use crate::agreement::draws::{Share, run_cases};
use crate::both::{Documented, reported};
use crate::recovery::written::{Fate, assert_agrees};
use crate::schema::judge::Judge;

type ServiceOf<T> = <<T as Twin>::Store as Model>::Service;
type Rule<T> = <ServiceOf<T> as Service>::Rule;

/// The state of a reference, with what the last command must be answered.
trait Twin: ReferenceStateMachine<State = Self> + Clone + Debug {
    type Store: Model<Service: Documented>;

    /// The members of a customer that no update touches.
    const KEPT: &'static [&'static str];

    fn store(&self) -> Self::Store;

    /// As JSON, in order.
    fn customers(&self) -> &[Value];

    /// What a command sends, and what goes wrong.
    fn sent(
        command: &Self::Transition,
    ) -> (
        <Self::Store as Model>::UpdateRequest<'_>,
        Option<<Self::Store as Model>::Fault>,
    );

    /// The body that a command sends.
    fn body(command: &Self::Transition) -> &[u8];

    /// The last answer in a word.
    fn answered(&self) -> &'static str;

    /// Why the last command must be refused, if it must.
    fn refusal(&self) -> Option<<ServiceOf<Self> as Service>::RefusalKind>;

    /// Where the service's own answer departs from its document.
    fn own_discrepancies(&self) -> Vec<(String, Rule<Self>)> {
        Vec::new()
    }

    /// Holds an answer without a fault against the last command.
    fn assert_answers(&self, store: &Self::Store, reply: &Reply<'_, ServiceOf<Self>>);

    /// The shipped schema of the replies.
    fn replies() -> &'static Judge;
}

/// A store beside its twin.
struct Machine<T>(PhantomData<T>);

impl<T: Twin> StateMachineTest for Machine<T> {
    /// The store, and the customers at the start.
    type SystemUnderTest = (T::Store, Vec<Value>);
    type Reference = T;

    fn init_test(twin: &T) -> Self::SystemUnderTest {
        (twin.store(), twin.customers().to_vec())
    }

    fn apply(
        (mut store, start): Self::SystemUnderTest,
        twin: &T,
        command: T::Transition,
    ) -> Self::SystemUnderTest {
        let before = store.customers().to_vec();
        let (request, fault) = T::sent(&command);
        let (http_status, body) = store.update(&request, fault);
        let reply = Reply::decode(http_status, &body);
        if twin.refusal().is_some() {
            assert!(store.customers() == before, "a refusal changes nothing");
        }
        let (outcome, discrepancies) = reported(&reply);
        let mut expected = twin.own_discrepancies();
        let Some(fault) = fault else {
            let value = serde_json::from_slice(&body).unwrap();
            assert_eq!(T::replies().accepts(&value), expected.is_empty());
            assert_eq!(discrepancies, expected);
            twin.assert_answers(&store, &reply);
            return (store, start);
        };
        let declared = T::Store::consequence(fault, twin.refusal());
        if declared.outcome == Expected::Unreadable {
            expected.clear();
        }
        let own = |(pointer, rule): &(&str, _)| ((*pointer).to_owned(), *rule);
        expected.extend(declared.discrepancies.iter().map(own));
        expected.sort();
        expected.dedup();
        assert_eq!((outcome, discrepancies), (declared.outcome, expected));
        (store, start)
    }

    fn check_invariants((store, start): &Self::SystemUnderTest, twin: &T) {
        let customers = store.customers().iter();
        let customers: Vec<_> = customers
            .map(|it| serde_json::to_value(it).unwrap())
            .collect();
        assert_eq!(customers, twin.customers());
        assert_unique_emails(&customers);
        assert_eq!(customers.len(), start.len());
        for (now, start) in customers.iter().zip(start) {
            for kept in T::KEPT {
                assert_eq!(now[kept], start[kept], "no update touches {kept}");
            }
        }
    }
}

/// What a client is told of the write, in words, after an answer that the store gives.
fn told<T: Twin>(store: &mut T::Store, twin: &T, command: &T::Transition) -> &'static str {
    let (request, fault) = T::sent(command);
    let (http_status, body) = store.update(&request, fault);
    let reply = Reply::<ServiceOf<T>>::decode(http_status, &body);
    let stands = fault.map_or(twin.refusal().is_none(), |fault| {
        T::Store::consequence(fault, twin.refusal()).stands
    });
    let fate = Fate {
        stands,
        is_overtaken: twin.refusal().is_none() && !stands && http_status == 200,
    };
    let update = ServiceOf::<T>::from_json(T::body(command)).ok();
    assert_agrees(&reply, update.as_ref(), fate)
}

/// Runs 300 sequences (or `PROPTEST_CASES`) of 1 to 40 commands; each of `answers` must be among the
/// answers to at least one sequence in ten, and what is told of the write among one in four.
fn run_sequences<T: Twin + 'static>(answers: &[&str]) {
    let sequences = T::sequential_strategy(1..=40);
    let writes = [
        "made, told so",
        "made, told unknown",
        "not made, told so",
        "not made, told unknown",
    ];
    let shares = [Share(10, answers.to_vec()), Share(25, writes.to_vec())];
    run_cases(
        300,
        &sequences,
        &shares,
        |(start, commands, seen), draws| {
            let mut twin = start.clone();
            let mut store = start.store();
            let mut words = BTreeSet::new();
            for command in &commands {
                twin = T::apply(twin.clone(), command);
                words.extend([twin.answered(), told(&mut store, &twin, command)]);
            }
            draws.count_all(words);
            Machine::<T>::test_sequential(Config::default(), start, commands, seen);
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

/// Objects of these members, valid bodies, some near the contract, some that break a rule, and any
/// bytes.
fn bodies_of<S: Strategies>(members: Vec<BoxedStrategy<String>>) -> BoxedStrategy<Body> {
    let object = |members: Vec<String>| {
        let present: Vec<_> = members.into_iter().filter(|it| !it.is_empty()).collect();
        Body::from(format!("{{{}}}", present.join(",")))
    };
    let rules = S::Rule::ALL.iter();
    let rules = rules.filter(|rule| rule.kind() == Kind::Violation);
    let broken = Union::new(rules.map(|rule| S::breaking(&[*rule]).unwrap()));
    prop_oneof![
        6 => members.prop_map(object),
        2 => S::update_json().prop_map(Body::from),
        2 => S::near(),
        2 => broken.prop_map(|broken| Body::from(broken.json)),
        1 => vec(any::<u8>(), 0..40).prop_map(Body),
    ]
    .boxed()
}
