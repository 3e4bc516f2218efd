//! Requests against the shipped schemas: the same verdict, and the same rules at the same places.

use std::collections::BTreeSet;

use proptest::prelude::*;
use salesive_schema::report::{CatalogueRule, Kind, Layer};
use salesive_schema::strategy::{Body, Strategies};
use salesive_schema::{MicroBase, Options, Salesive, Service, microbase, salesive};

use super::draws::{Draws, Share, run};
use crate::both::{Documented, for_both_services, pairs};
use crate::schema::contract::{fired, ids};
use crate::schema::judge::{Fired, Judge};
use crate::schema::tree::{self, Text, Tree};

for_both_services! {
    a_request_is_judged_as_its_schema_judges_it
}

/// What a schema and a reading of the text say of a body.
#[derive(Debug, PartialEq)]
pub(crate) struct Verdict {
    pub(crate) accepted: bool,
    pub(crate) shape: BTreeSet<Fired>,
    /// The pointers of members that come again, once for each further time.
    repeated: Vec<String>,
}

/// `None` for a body that is malformed.
pub(crate) fn expected<S: Documented>(judge: &Judge, body: &[u8]) -> Option<Verdict> {
    let tree = tree::read(body).filter(|tree| !is_torn::<S>(tree))?;
    let mut shape = BTreeSet::new();
    for variant in variants(&tree) {
        let judgement = judge.judge(&variant.to_value());
        assert_eq!(judgement.accepts, judgement.fired.is_empty());
        assert_eq!(judgement.unexplained, BTreeSet::new());
        shape.extend(judgement.fired);
    }
    let again = |name| tree.all(name).skip(1).map(move |_| format!("/{name}"));
    let mut repeated: Vec<_> = S::MEMBERS.iter().flat_map(|name| again(name)).collect();
    repeated.sort();
    Some(Verdict {
        accepted: shape.is_empty() && repeated.is_empty(),
        shape,
        repeated,
    })
}

/// Whether a string that the rules read spells half of a surrogate pair: the name of a member, the
/// value of a documented one, an element of the tags. A string in place of the tags is not read.
fn is_torn<S: Documented>(body: &Tree) -> bool {
    let is_torn = |value: &Tree| matches!(value, Tree::String(text) if text.torn);
    let Tree::Object(members) = body else {
        return false;
    };
    members.iter().any(|(name, value)| {
        let read = match value {
            Tree::Array(elements) if name.text == "tags" => elements.as_slice(),
            Tree::String(_) if name.text == "tags" => &[],
            other => std::slice::from_ref(other),
        };
        let documented = S::MEMBERS.contains(&&*name.text);
        name.torn || documented && read.iter().any(is_torn)
    })
}

fn found<S: Service>(body: &[u8], draws: &Draws) -> Option<Verdict> {
    let checked = S::check(body, &Options::new()).ok()?;
    let report = checked.report();
    draws.count_all(report.findings().iter().map(|finding| finding.rule().id()));
    let (duplicates, others): (Vec<_>, Vec<_>) = fired(report)
        .filter(|(_, rule)| rule.kind() == Kind::Violation)
        .partition(|(_, rule)| rule.id().ends_with(".member.duplicate"));
    assert!(others.iter().all(|(_, rule)| rule.layer() == Layer::Shape));
    let mut repeated: Vec<_> = duplicates.into_iter().map(|(fired, _)| fired.0).collect();
    repeated.sort();
    Some(Verdict {
        accepted: checked.is_accepted(),
        shape: others.into_iter().map(|(fired, _)| fired).collect(),
        repeated,
    })
}

fn is_independent_of_order_and_spacing<S: Service>(bodies: &impl Strategy<Value = (Body, Body)>) {
    let findings = |body: &Body| {
        let checked = S::check(&body.0, &Options::new()).ok()?;
        let mut findings = pairs(checked.report());
        findings.sort();
        Some(findings)
    };
    let shares = [Share(20, vec!["with findings"])];
    run(bodies, &shares, |(body, reordered), draws| {
        let found = findings(&body);
        if found.as_ref().is_some_and(|found| !found.is_empty()) {
            draws.count("with findings");
        }
        prop_assert_eq!(found, findings(&reordered));
        Ok(())
    });
}

fn a_request_is_judged_as_its_schema_judges_it<S: Documented + Strategies>() {
    let judge = Judge::new(S::UPDATE_SCHEMA);
    let shares = [
        Share(20, vec!["accepted", "rejected", "malformed"]),
        Share(1, ids::<S>("update")),
    ];
    run(&S::near(), &shares, |Body(body), draws| {
        let expected = expected::<S>(&judge, &body);
        draws.count(match &expected {
            None => "malformed",
            Some(verdict) if verdict.accepted => "accepted",
            Some(_) => "rejected",
        });
        prop_assert_eq!(found::<S>(&body, draws), expected);
        Ok(())
    });
}

/// The body once for each of equal names: first ones, second ones, … (the last one where there are
/// fewer). A schema sees one member of a name, the crate judges them all.
fn variants(body: &Tree) -> Vec<Tree> {
    let Tree::Object(members) = body else {
        return vec![body.clone()];
    };
    let times = |name: &Text| body.all(&name.text).count();
    let most = members.iter().map(|(name, _)| times(name)).max();
    let nth_of_each = |nth: usize| {
        let kept = members.iter().enumerate().filter(|(at, (name, _))| {
            let before = members[..*at]
                .iter()
                .filter(|(other, _)| other.text == name.text);
            before.count() == nth.min(times(name) - 1)
        });
        Tree::Object(kept.map(|(_, member)| member.clone()).collect())
    };
    (0..most.unwrap_or(1)).map(nth_of_each).collect()
}

#[test]
fn what_is_found_in_a_salesive_request_depends_on_no_order_and_no_spacing() {
    is_independent_of_order_and_spacing::<Salesive>(&salesive::strategy::reordered());
}

#[test]
fn what_is_found_in_a_microbase_request_depends_on_no_order_and_no_spacing() {
    is_independent_of_order_and_spacing::<MicroBase>(&microbase::strategy::reordered());
}
