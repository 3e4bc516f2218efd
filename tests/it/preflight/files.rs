//! Cases as files: `….ndjson` is checked, with the customers in `….known.ndjson` if there is one;
//! `….expected.json` says what each record gives.

use std::fs;
use std::path::{Path, PathBuf};

use salesive_schema::preflight::Rule;
use salesive_schema::{MicroBase, Salesive, Service};

use super::{check, options};
use crate::fixtures;

struct Case {
    name: String,
    file: Vec<u8>,
    known: Option<Vec<u8>>,
    expected: Vec<(u64, String, Vec<String>)>,
}

fn folder(service: &str) -> PathBuf {
    fixtures::root().join("preflight").join(service)
}

fn cases(service: &str) -> Vec<Case> {
    let case = |path: PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let name = name
            .strip_suffix(".ndjson")
            .filter(|name| !name.ends_with(".known"))?;
        let sibling = |extension: &str| path.with_file_name(format!("{name}{extension}"));
        Some(Case {
            name: name.to_owned(),
            file: fs::read(&path).unwrap(),
            known: fs::read(sibling(".known.ndjson")).ok(),
            expected: fixtures::parse(&sibling(".expected.json")),
        })
    };
    let entries = fs::read_dir(folder(service)).unwrap();
    let cases: Vec<Case> = entries
        .filter_map(|entry| case(entry.unwrap().path()))
        .collect();
    assert!(!cases.is_empty(), "{service}");
    cases
}

fn yields_what_stands_beside_it<S: Service>() {
    for case in cases(S::NAME) {
        let (rows, _) = check::<S>([&case.file[..]], case.known.as_deref(), &options());
        let found: Vec<_> = rows
            .into_iter()
            .map(|row| (row.line, row.verdict.to_owned(), row.findings))
            .collect();
        assert_eq!(found, case.expected, "{}/{}", S::NAME, case.name);
    }
}

#[test]
fn a_file_yields_exactly_what_stands_beside_it() {
    yields_what_stands_beside_it::<Salesive>();
    yields_what_stands_beside_it::<MicroBase>();
}

#[test]
fn every_case_and_every_expectation_has_its_file() {
    for service in ["salesive", "microbase"] {
        for entry in fs::read_dir(folder(service)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_str().unwrap();
            let case = [".known.ndjson", ".expected.json", ".ndjson"]
                .iter()
                .find_map(|extension| name.strip_suffix(extension))
                .unwrap_or_else(|| panic!("{name}"));
            assert!(Path::new(&format!("{case}.ndjson")).is_file(), "{name}");
        }
    }
}

/// The size of a body has no file: it is a test of its own.
#[test]
fn every_rule_fires_in_the_case_named_after_it_and_not_for_all_of_its_records() {
    let others = [Rule::BodyTooLarge, Rule::CsvNull];
    for rule in Rule::ALL.iter().filter(|rule| !others.contains(rule)) {
        let short = rule.id().strip_prefix("preflight.").unwrap();
        let named: Vec<_> = ["salesive", "microbase"]
            .into_iter()
            .flat_map(cases)
            .filter(|case| case.name == short)
            .collect();
        assert!(!named.is_empty(), "{rule}");
        for case in named {
            let fires = |findings: &Vec<String>| findings.iter().any(|it| it.contains(rule.id()));
            let count = case.expected.iter().filter(|(.., it)| fires(it)).count();
            assert!((1..case.expected.len()).contains(&count), "{rule}");
        }
    }
}
