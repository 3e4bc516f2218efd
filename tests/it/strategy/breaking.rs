//! Bodies that break exactly the rules one names.

use std::collections::BTreeSet;
use std::fmt::Debug;

use proptest::prelude::*;
use proptest::sample::select;
use salesive_schema::salesive::strategy::Broken;
use salesive_schema::{Catalogue, Kind};

use super::rules::{MICROBASE, Room, SALESIVE};
use super::shrink::{downwards, draw, runner, smallest, to_and_fro};
use crate::agreement::draws::{Share, run};

impl<R: Catalogue + Debug> Room<R> {
    /// The report of the body is its label, and the label names the rules and no others.
    fn holds(&self, rules: &[R], broken: &Broken<R>) {
        let found = (self.violations)(broken.json.as_bytes());
        assert_eq!(found.as_ref(), Ok(&broken.violations), "{}", broken.json);
        let named: BTreeSet<R> = broken.violations.iter().map(|(_, rule)| *rule).collect();
        let wanted: BTreeSet<R> = rules.iter().copied().collect();
        assert_eq!(named, wanted, "{}", broken.json);
    }

    fn breaks_exactly_these_while_shrinking(&self, sets: impl Iterator<Item = Vec<R>>, draws: u32) {
        let mut runner = runner();
        for rules in sets {
            let Some(bodies) = (self.breaking)(&rules) else {
                continue;
            };
            for _ in 0..draws {
                let mut tree = draw(&bodies, &mut runner);
                downwards(&mut tree, |broken| self.holds(&rules, &broken));
                for odds in [2, 5] {
                    let mut tree = draw(&bodies, &mut runner);
                    let law = |broken| self.holds(&rules, &broken);
                    to_and_fro(&mut tree, odds, &mut runner, law);
                }
            }
        }
    }

    fn breaks_whatever_can_be_broken_together(&self) {
        let mut runner = runner();
        for rules in Self::sets() {
            let bodies = (self.breaking)(&rules);
            assert_eq!(
                bodies.is_some(),
                self.can_be_broken_together(&rules),
                "{rules:?}"
            );
            if let Some(bodies) = bodies {
                self.holds(&rules, &draw(&bodies, &mut runner).current());
            }
        }
    }

    /// One rule, or any set of rules that can be broken together.
    fn random_sets(&self) {
        let sets: Vec<_> = Self::sets()
            .filter_map(|set| (self.breaking)(&set))
            .collect();
        let ids: Vec<_> = Self::rules().into_iter().map(Catalogue::id).collect();
        let alone = single().filter_map(|rule| (self.breaking)(&rule));
        let alone = select(alone.collect::<Vec<_>>());
        let bodies = prop_oneof![alone, select(sets)].prop_flat_map(|bodies| bodies);
        run(&bodies, &[Share(1, ids)], |broken, draws| {
            draws.count_all(broken.violations.iter().map(|(_, rule)| rule.id()));
            let found = (self.violations)(broken.json.as_bytes());
            prop_assert_eq!(found, Ok(broken.violations));
            Ok(())
        });
    }

    fn smallest_bodies(&self) -> String {
        let mut runner = runner();
        let line = |rule: R| {
            let bodies = (self.breaking)(&[rule]).unwrap();
            format!("{}: {}\n", rule.id(), smallest(&bodies, &mut runner).json)
        };
        Self::rules().into_iter().map(line).collect()
    }

    fn refuses_what_is_no_violation(&self) {
        for rule in R::ALL.iter().filter(|rule| rule.kind() != Kind::Violation) {
            assert!((self.breaking)(&[*rule]).is_none(), "{rule}");
            for other in Self::rules() {
                assert!((self.breaking)(&[*rule, other]).is_none(), "{rule} {other}");
            }
        }
    }
}

fn single<R: Catalogue + Debug + 'static>() -> impl Iterator<Item = Vec<R>> {
    Room::<R>::rules().into_iter().map(|rule| vec![rule])
}

#[test]
fn one_rule_is_broken_alone_at_every_step_of_shrinking() {
    SALESIVE.breaks_exactly_these_while_shrinking(single(), 3);
    MICROBASE.breaks_exactly_these_while_shrinking(single(), 3);
}

#[test]
fn several_rules_are_broken_together_at_every_step_of_shrinking() {
    SALESIVE.breaks_exactly_these_while_shrinking(Room::sets().step_by(47), 1);
    MICROBASE.breaks_exactly_these_while_shrinking(Room::sets().step_by(97), 1);
}

#[test]
fn whatever_salesive_rules_can_be_broken_together_are() {
    SALESIVE.breaks_whatever_can_be_broken_together();
}

#[test]
fn whatever_microbase_rules_can_be_broken_together_are() {
    MICROBASE.breaks_whatever_can_be_broken_together();
}

#[test]
fn any_set_of_salesive_rules_is_labelled_right() {
    SALESIVE.random_sets();
}

#[test]
fn any_set_of_microbase_rules_is_labelled_right() {
    MICROBASE.random_sets();
}

#[test]
fn advisories_and_discrepancies_cannot_be_asked_for() {
    SALESIVE.refuses_what_is_no_violation();
    MICROBASE.refuses_what_is_no_violation();
}

#[test]
fn a_broken_body_shrinks_to_the_mistake_alone() {
    insta::assert_snapshot!(SALESIVE.smallest_bodies(), @r#"
    salesive.update.body.type: null
    salesive.update.body.empty: {}
    salesive.update.name.type: {"name":null}
    salesive.update.email.type: {"email":null}
    salesive.update.email.format: {"email":"nobody"}
    salesive.update.phone.type: {"phone":false}
    salesive.update.user.type: {"user":false}
    salesive.update.user.object_id: {"user":""}
    salesive.update.active.type: {"active":null}
    salesive.update.shop.forbidden: {"name":"Ada Obi","shop":null}
    salesive.update.member.duplicate: {"name":"Ada Obi","name":"Ada Obi"}
    "#);
    insta::assert_snapshot!(MICROBASE.smallest_bodies(), @r#"
    microbase.update.body.type: null
    microbase.update.id.required: {"email":"ada@example.com"}
    microbase.update.id.type: {"id":null}
    microbase.update.email.type: {"id":"HHHHHHH","email":null}
    microbase.update.email.format: {"id":"HHHHHHH","email":"nobody"}
    microbase.update.first_name.type: {"id":"HHHHHHH","firstName":null}
    microbase.update.last_name.type: {"id":"HHHHHHH","lastName":null}
    microbase.update.status.type: {"id":"HHHHHHH","status":null}
    microbase.update.status.value: {"id":"HHHHHHH","status":""}
    microbase.update.tags.type: {"id":"HHHHHHH","tags":null}
    microbase.update.tags.item_type: {"id":"HHHHHHH","tags":[null]}
    microbase.update.member.duplicate: {"id":"HHHHHHH","id":"HHHHHHH"}
    "#);
}
