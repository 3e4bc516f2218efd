//! The rules across records: ids are the contract.

use std::collections::BTreeSet;
use std::fs;

use salesive_schema::preflight::Rule;

use crate::fixtures;
use crate::snapshot::assert_snapshot;

/// A released id never changes its meaning: a line of the file is never edited, only added.
#[test]
fn ids_kinds_and_layers_are_frozen() {
    let frozen = |rule: &Rule| format!("{rule} {:?} {:?}\n", rule.kind(), rule.layer());
    let found: String = Rule::ALL.iter().map(frozen).collect();
    let listed = fs::read_to_string(fixtures::root().join("preflight/rules.txt")).unwrap();
    assert_eq!(found.to_lowercase(), listed);
}

#[test]
fn every_rule_says_what_is_wrong_and_what_it_rests_on() {
    let told = |rule: &Rule| {
        let (kind, layer) = (rule.kind(), rule.layer());
        let (sentence, source) = (rule.sentence(), rule.source());
        format!("{rule}\n  {kind:?}, {layer:?}\n  {sentence}\n  Source: {source}.\n")
    };
    let all: String = Rule::ALL.iter().map(told).collect();
    assert_snapshot!(in "../snapshots", "preflight-rules", all);
}

#[test]
fn the_readme_of_the_schemas_lists_exactly_the_rules_each_with_its_sentence() {
    let readme =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/README.md")).unwrap();
    let listed: Vec<_> = readme
        .lines()
        .filter(|line| line.starts_with("| `preflight."))
        .collect();
    let rows: BTreeSet<_> = Rule::ALL
        .iter()
        .map(|rule| format!("| `{rule}` | {} |", rule.sentence()))
        .collect();
    assert_eq!(listed.len(), Rule::ALL.len());
    assert_eq!(
        BTreeSet::from_iter(listed.into_iter().map(ToOwned::to_owned)),
        rows
    );
}

#[test]
fn ids_are_unique_and_lead_back_to_their_rules() {
    let ids: BTreeSet<_> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    assert_eq!(ids.len(), Rule::ALL.len());
    for rule in Rule::ALL {
        assert_eq!(Rule::from_id(rule.id()), Some(*rule));
        assert_eq!(rule.id().split('.').count(), 3, "{rule}");
    }
}
