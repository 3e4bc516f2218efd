//! The README says what each of them misses.

use std::fs;

use salesive_conformance::{Comparison, run};
use salesive_schema::{MicroBase, Salesive};

use super::others::{derived, schema, textbook};
use super::ours;

/// What is missed, in a cell of a table: rules without service and side.
fn cell(comparison: &Comparison) -> String {
    let told = comparison
        .missed()
        .map(|group| match group.name().splitn(3, '.').nth(2) {
            Some(rule) => format!("`{rule}`"),
            None if group.name() == "accepted" => "valid bodies".to_owned(),
            None => "texts that are not JSON".to_owned(),
        });
    let told = told.collect::<Vec<_>>().join(", ");
    if told.is_empty() {
        "nothing".to_owned()
    } else {
        told
    }
}

#[test]
fn the_readme_says_what_others_miss_and_that_we_miss_nothing() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let rows = [
        (
            "`jsonschema`, shipped schema, formats on",
            [
                run::<Salesive>(schema::<Salesive>()),
                run::<MicroBase>(schema::<MicroBase>()),
            ],
        ),
        (
            "serde derive and `validator` derive",
            [
                run::<Salesive>(derived::<textbook::Salesive>),
                run::<MicroBase>(derived::<textbook::MicroBase>),
            ],
        ),
        (
            "`salesive-schema`",
            [
                run::<Salesive>(ours::verdict::<Salesive>),
                run::<MicroBase>(ours::verdict::<MicroBase>),
            ],
        ),
    ];
    let rows: Vec<_> = rows
        .iter()
        .map(|(name, [salesive, microbase])| {
            format!("| {name} | {} | {} |", cell(salesive), cell(microbase))
        })
        .collect();
    assert!(readme.contains(&rows.join("\n")), "{}", rows.join("\n"));
}
