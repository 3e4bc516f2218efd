//! Bodies that break exactly the rules one names.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::select;
use salesive_schema::report::{CatalogueRule, Kind};
use salesive_schema::strategy::{Broken, Strategies};
use salesive_schema::{MicroBase, Salesive};

use super::rules::{Exclusions, can_be_broken_together, rules, sets, single, violations};
use super::shrink::{downwards, draw, runner, smallest, to_and_fro};
use crate::agreement::draws::{Share, run};
use crate::both::for_both_services;

for_both_services! {
    whatever_rules_can_be_broken_together_are
    any_set_of_rules_is_labelled_right
    advisories_and_discrepancies_cannot_be_asked_for
}

/// The report of the body is its label, and the label names the rules and no others.
fn holds<S: Strategies>(rules: &[S::Rule], broken: &Broken<S::Rule>) {
    assert_eq!(
        violations::<S>(&broken.json),
        broken.violations,
        "{}",
        broken.json
    );
    let named: BTreeSet<_> = broken.violations.iter().map(|(_, rule)| *rule).collect();
    let wanted: BTreeSet<_> = rules.iter().copied().collect();
    assert_eq!(named, wanted, "{}", broken.json);
}

fn breaks_exactly_these_while_shrinking<S: Strategies>(
    sets: impl Iterator<Item = Vec<S::Rule>>,
    draws: u32,
) {
    let mut runner = runner();
    for rules in sets {
        let Some(bodies) = S::breaking(&rules) else {
            continue;
        };
        let law = |broken| holds::<S>(&rules, &broken);
        for _ in 0..draws {
            downwards(&mut draw(&bodies, &mut runner), law);
            for odds in [2, 5] {
                let mut tree = draw(&bodies, &mut runner);
                to_and_fro(&mut tree, odds, &mut runner, law);
            }
        }
    }
}

fn whatever_rules_can_be_broken_together_are<S: Exclusions + Strategies>() {
    let mut runner = runner();
    for rules in sets::<S>() {
        let bodies = S::breaking(&rules);
        let can_be = can_be_broken_together::<S>(&rules);
        assert_eq!(bodies.is_some(), can_be, "{rules:?}");
        if let Some(bodies) = bodies {
            holds::<S>(&rules, &draw(&bodies, &mut runner).current());
        }
    }
}

/// One rule, or any set of rules that can be broken together.
fn any_set_of_rules_is_labelled_right<S: Strategies>() {
    let several: Vec<_> = sets::<S>().filter_map(|set| S::breaking(&set)).collect();
    let alone: Vec<_> = single::<S>()
        .filter_map(|rule| S::breaking(&rule))
        .collect();
    let bodies = prop_oneof![select(alone), select(several)].prop_flat_map(|bodies| bodies);
    let ids = rules::<S>().into_iter().map(CatalogueRule::id).collect();
    run(&bodies, &[Share(1, ids)], |broken, draws| {
        draws.count_all(broken.violations.iter().map(|(_, rule)| rule.id()));
        prop_assert_eq!(violations::<S>(&broken.json), broken.violations);
        Ok(())
    });
}

fn smallest_bodies<S: Strategies>() -> String {
    let mut runner = runner();
    let line = |rule: S::Rule| {
        let bodies = S::breaking(&[rule]).unwrap();
        format!("{rule}: {}\n", smallest(&bodies, &mut runner).json)
    };
    rules::<S>().into_iter().map(line).collect()
}

fn advisories_and_discrepancies_cannot_be_asked_for<S: Strategies>() {
    for rule in S::Rule::ALL
        .iter()
        .filter(|rule| rule.kind() != Kind::Violation)
    {
        assert!(S::breaking(&[*rule]).is_none(), "{rule}");
        for other in rules::<S>() {
            assert!(S::breaking(&[*rule, other]).is_none(), "{rule} {other}");
        }
    }
}

#[test]
fn one_rule_is_broken_alone_at_every_step_of_shrinking() {
    breaks_exactly_these_while_shrinking::<Salesive>(single::<Salesive>(), 3);
    breaks_exactly_these_while_shrinking::<MicroBase>(single::<MicroBase>(), 3);
}

#[test]
fn several_rules_are_broken_together_at_every_step_of_shrinking() {
    breaks_exactly_these_while_shrinking::<Salesive>(sets::<Salesive>().step_by(47), 1);
    breaks_exactly_these_while_shrinking::<MicroBase>(sets::<MicroBase>().step_by(97), 1);
}

#[test]
fn a_broken_body_shrinks_to_the_mistake_alone() {
    insta::assert_snapshot!(smallest_bodies::<Salesive>(), @r#"
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
    insta::assert_snapshot!(smallest_bodies::<MicroBase>(), @r#"
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
