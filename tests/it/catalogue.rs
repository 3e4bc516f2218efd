//! The catalogue of rules: ids are the contract, and what documents them lists them all.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use salesive_schema::report::{CatalogueRule, Kind};
use salesive_schema::{MicroBase, Salesive, Service};

use crate::both::for_both_services;
use crate::fixtures;
use crate::snapshot::assert_snapshot;

fn one_line_each<S: Service>(line: impl Fn(S::Rule) -> String) -> String {
    S::Rule::ALL.iter().map(|rule| line(*rule) + "\n").collect()
}

/// A released id never changes its meaning: a line of the file is never edited, only added.
#[test]
fn ids_kinds_and_layers_are_frozen() {
    fn frozen<C: CatalogueRule>(rule: C) -> String {
        format!("{} {:?} {:?}", rule.id(), rule.kind(), rule.layer()).to_lowercase()
    }
    let found = one_line_each::<Salesive>(frozen) + &one_line_each::<MicroBase>(frozen);
    let listed = fs::read_to_string(fixtures::root().join("rules.txt")).unwrap();
    assert_eq!(found, listed);
}

#[test]
fn every_rule_says_what_is_wrong_and_what_it_rests_on() {
    fn told<C: CatalogueRule>(rule: C) -> String {
        let mut told = rule.id().to_owned();
        write!(told, "\n  {:?}, {:?}", rule.kind(), rule.layer()).unwrap();
        write!(
            told,
            "\n  {}\n  Source: {}.",
            rule.sentence(),
            rule.source()
        )
        .unwrap();
        told
    }
    let all = one_line_each::<Salesive>(told) + &one_line_each::<MicroBase>(told);
    assert_snapshot!("rules", all);
}

#[test]
fn the_readme_of_the_schemas_lists_exactly_the_rules() {
    let readme =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/README.md")).unwrap();
    let is_id = |text: &&str| {
        let starts = |start: &str| text.starts_with(start);
        ["salesive", "microbase"].iter().any(|service| {
            starts(&format!("{service}.update.")) || starts(&format!("{service}.reply."))
        })
    };
    // Every second piece between backticks is code.
    let row = |line: &str| -> Vec<String> {
        let pieces = line.split('`').skip(1).step_by(2);
        pieces.filter(is_id).map(ToOwned::to_owned).collect()
    };
    let listed: Vec<String> = readme
        .lines()
        .filter(|line| line.trim_start().starts_with('|'))
        .flat_map(row)
        .collect();
    let all = one_line_each::<Salesive>(|rule| rule.id().to_owned())
        + &one_line_each::<MicroBase>(|rule| rule.id().to_owned());
    let all: BTreeSet<String> = all.lines().map(ToOwned::to_owned).collect();
    assert_eq!(BTreeSet::from_iter(listed.iter().cloned()), all);
    assert_eq!(listed.len(), all.len(), "a rule is listed twice");
}

for_both_services! {
    ids_are_unique_and_name_their_service_and_side
    an_id_leads_back_to_its_rule
    a_rule_displays_as_its_id
}

fn ids_are_unique_and_name_their_service_and_side<S: Service>() {
    let ids: BTreeSet<_> = S::Rule::ALL.iter().map(|rule| rule.id()).collect();
    assert_eq!(ids.len(), S::Rule::ALL.len());
    for rule in S::Rule::ALL {
        let side = match rule.kind() {
            Kind::Discrepancy => "reply",
            _ => "update",
        };
        let [service, named, subject, problem] = rule.id().split('.').collect::<Vec<_>>()[..]
        else {
            panic!("{rule}");
        };
        assert_eq!((service, named), (S::NAME, side), "{rule}");
        for part in [subject, problem] {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
            assert!(!part.is_empty() && part.bytes().all(plain), "{rule}");
        }
    }
}

fn an_id_leads_back_to_its_rule<S: Service>() {
    for rule in S::Rule::ALL {
        assert_eq!(S::Rule::from_id(rule.id()), Some(*rule));
        assert_eq!(S::Rule::from_id(&rule.id().to_uppercase()), None);
    }
    assert_eq!(S::Rule::from_id(""), None);
}

fn a_rule_displays_as_its_id<S: Service>() {
    for rule in S::Rule::ALL {
        assert_eq!(rule.to_string(), rule.id());
    }
}
