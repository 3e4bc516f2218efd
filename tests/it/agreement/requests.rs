//! Requests against the shipped schemas: the same verdict, and the same rules at the same places.

use std::collections::BTreeSet;

use proptest::prelude::*;
use salesive_schema::microbase::strategy as microbase;
use salesive_schema::salesive::strategy::{self as salesive, Body};
use salesive_schema::{Catalogue, Kind, Layer, Malformed, Options, Report};

use super::draws::{Draws, Share, run};
use crate::schema::contract::{self, Contract, ids, pairs};
use crate::schema::judge::{Fired, Judge};
use crate::schema::tree::{self, Text, Tree};

type Check<R> = fn(&[u8]) -> Result<(bool, Report<R>), Malformed>;

pub(crate) struct Room<R> {
    contract: Contract,
    documented: &'static [&'static str],
    duplicate: R,
    pub(crate) check: Check<R>,
}

pub(crate) const SALESIVE: Room<salesive_schema::salesive::Rule> = Room {
    contract: contract::SALESIVE_REQUEST,
    documented: &["name", "email", "phone", "user", "active"],
    duplicate: salesive_schema::salesive::Rule::MemberDuplicate,
    check: |json| {
        let checked = salesive_schema::salesive::CustomerUpdate::check(json, &Options::new())?;
        Ok((checked.is_accepted(), checked.into_parts().1))
    },
};

pub(crate) const MICROBASE: Room<salesive_schema::microbase::Rule> = Room {
    contract: contract::MICROBASE_REQUEST,
    documented: &["id", "email", "firstName", "lastName", "status", "tags"],
    duplicate: salesive_schema::microbase::Rule::MemberDuplicate,
    check: |json| {
        let checked = salesive_schema::microbase::CustomerUpdate::check(json, &Options::new())?;
        Ok((checked.is_accepted(), checked.into_parts().1))
    },
};

/// What a schema and a reading of the text say of a body.
#[derive(Debug, PartialEq)]
pub(crate) struct Verdict {
    pub(crate) accepted: bool,
    pub(crate) shape: BTreeSet<Fired>,
    /// The pointers of members that come again, once for each further time.
    repeated: Vec<String>,
}

impl<R: Catalogue> Room<R> {
    /// `None` for a body that is malformed.
    pub(crate) fn expected(&self, judge: &Judge, body: &[u8]) -> Option<Verdict> {
        let tree = tree::read(body).filter(|tree| !self.is_torn(tree))?;
        let mut shape = BTreeSet::new();
        for variant in variants(&tree) {
            let judgement = judge.judge(&variant.to_value());
            assert_eq!(judgement.accepts, judgement.fired.is_empty());
            assert_eq!(judgement.unexplained, BTreeSet::new());
            shape.extend(judgement.fired);
        }
        let mut repeated: Vec<_> = self
            .documented
            .iter()
            .flat_map(|name| tree.all(name).skip(1).map(move |_| format!("/{name}")))
            .collect();
        repeated.sort();
        Some(Verdict {
            accepted: shape.is_empty() && repeated.is_empty(),
            shape,
            repeated,
        })
    }

    /// Whether a string that the rules read spells half of a surrogate pair: the name of a member,
    /// the value of a documented one, an element of the tags. A string in place of the tags is not
    /// read.
    fn is_torn(&self, body: &Tree) -> bool {
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
            let documented = self.documented.contains(&&*name.text);
            name.torn || documented && read.iter().any(is_torn)
        })
    }

    fn found(&self, body: &[u8], draws: &Draws) -> Option<Verdict> {
        let (accepted, report) = (self.check)(body).ok()?;
        draws.count_all(report.findings().iter().map(|finding| finding.rule().id()));
        let (duplicates, others): (Vec<_>, Vec<_>) = pairs(&report)
            .filter(|(_, rule)| rule.kind() == Kind::Violation)
            .partition(|(_, rule)| *rule == self.duplicate);
        assert!(others.iter().all(|(_, rule)| rule.layer() == Layer::Shape));
        let mut repeated: Vec<_> = duplicates.into_iter().map(|(fired, _)| fired.0).collect();
        repeated.sort();
        Some(Verdict {
            accepted,
            shape: others.into_iter().map(|(fired, _)| fired).collect(),
            repeated,
        })
    }

    /// Everything found in a body, as pointer and rule.
    fn findings(&self, body: &Body) -> Option<Vec<Fired>> {
        let (_, report) = (self.check)(&body.0).ok()?;
        let mut findings: Vec<_> = pairs(&report).map(|(fired, _)| fired).collect();
        findings.sort();
        Some(findings)
    }

    fn is_independent_of_order_and_spacing(&self, bodies: &impl Strategy<Value = (Body, Body)>) {
        let shares = [Share(20, vec!["with findings"])];
        run(bodies, &shares, |(body, reordered), draws| {
            let found = self.findings(&body);
            if found.as_ref().is_some_and(|found| !found.is_empty()) {
                draws.count("with findings");
            }
            prop_assert_eq!(found, self.findings(&reordered));
            Ok(())
        });
    }

    fn agrees(&self, bodies: &impl Strategy<Value = Body>, rules: &str) {
        let judge = Judge::new(self.contract.schema);
        let shares = [
            Share(20, vec!["accepted", "rejected", "malformed"]),
            Share(1, ids::<R>(rules)),
        ];
        run(bodies, &shares, |Body(body), draws| {
            let expected = self.expected(&judge, &body);
            draws.count(match &expected {
                None => "malformed",
                Some(verdict) if verdict.accepted => "accepted",
                Some(_) => "rejected",
            });
            prop_assert_eq!(self.found(&body, draws), expected);
            Ok(())
        });
    }
}

/// The body once for each of equal names: first ones, second ones, … (the last one where there are
/// fewer). A schema sees one member of a name, the crate judges them all.
pub(crate) fn variants(body: &Tree) -> Vec<Tree> {
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
fn a_salesive_request_is_judged_as_its_schema_judges_it() {
    SALESIVE.agrees(&salesive::near(), "salesive.update.");
}

#[test]
fn a_microbase_request_is_judged_as_its_schema_judges_it() {
    MICROBASE.agrees(&microbase::near(), "microbase.update.");
}

#[test]
fn what_is_found_in_a_salesive_request_depends_on_no_order_and_no_spacing() {
    SALESIVE.is_independent_of_order_and_spacing(&salesive::reordered());
}

#[test]
fn what_is_found_in_a_microbase_request_depends_on_no_order_and_no_spacing() {
    MICROBASE.is_independent_of_order_and_spacing(&microbase::reordered());
}
