//! The language-neutral vectors under `tests/vectors`, written from the fixtures and kept in step
//! with them: `UPDATE_VECTORS=1 cargo test --test it vectors` writes them anew.

mod scripts;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use salesive_schema::Service;
use salesive_schema::report::{CatalogueRule, Kind};
use serde_json::{Value, json};

use crate::both::for_both_services;
use crate::fixtures;

for_both_services! {
    the_vectors_are_those_of_the_fixtures
    what_is_found_in_accepted_vectors_are_all_the_advisories
}

fn the_vectors_are_those_of_the_fixtures<S: Service>() {
    let requests = fixtures::requests::<S>().into_iter().map(request::<S>);
    let malformed = fixtures::cases("json")
        .into_iter()
        .filter_map(malformed::<S>);
    hold(
        &format!("{}-request.ndjson", S::NAME),
        requests.chain(malformed),
    );
    hold(
        &format!("{}-reply.ndjson", S::NAME),
        fixtures::replies::<S>().into_iter().map(reply::<S>),
    );
}

fn what_is_found_in_accepted_vectors_are_all_the_advisories<S: Service>() {
    let accepted = fixtures::requests::<S>()
        .into_iter()
        .filter(fixtures::Request::is_accepted);
    let found: BTreeSet<_> = accepted
        .flat_map(|case| case.findings)
        .map(|(_, rule)| rule)
        .collect();
    let rules = S::Rule::ALL
        .iter()
        .filter(|rule| rule.kind() == Kind::Advisory);
    assert_eq!(found, rules.map(|rule| rule.id().to_owned()).collect());
}

fn hold(file: &str, vectors: impl Iterator<Item = Value>) {
    let wanted: Vec<Value> = vectors.collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors")
        .join(file);
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        let lines: String = wanted.iter().map(|vector| format!("{vector}\n")).collect();
        fs::write(&path, lines).unwrap();
    }
    let text = fs::read_to_string(&path).unwrap();
    let found: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(
        found == wanted,
        "{file} is out of step: UPDATE_VECTORS=1 writes it anew"
    );
}

fn request<S: Service>(case: fixtures::Request) -> Value {
    let verdict = if case.is_accepted() {
        "accepted"
    } else {
        "rejected"
    };
    vector::<S>(
        case.name,
        &case.body,
        json!({ "verdict": verdict, "findings": case.findings }),
    )
}

/// A text that is no JSON is no request of any service.
fn malformed<S: Service>((name, path): (String, std::path::PathBuf)) -> Option<Value> {
    let is_malformed = name.starts_with("json/n_");
    is_malformed.then(|| {
        let body = fs::read(path).unwrap();
        vector::<S>(
            name,
            &body,
            json!({ "verdict": "malformed", "findings": [] }),
        )
    })
}

fn reply<S: Service>(case: fixtures::Reply) -> Value {
    let expected = json!({
        "http_status": case.http_status,
        "outcome": case.expected.outcome,
        "kind": case.expected.kind,
        "discrepancies": case.expected.discrepancies,
    });
    vector::<S>(case.name, case.body.as_bytes(), expected)
}

fn vector<S: Service>(id: String, body: &[u8], expected: Value) -> Value {
    let mut vector = json!({ "id": id, "service": S::NAME });
    let members = vector.as_object_mut().unwrap();
    match std::str::from_utf8(body) {
        Ok(text) => members.insert("text".into(), text.into()),
        Err(_) => members.insert("base64".into(), BASE64_STANDARD.encode(body).into()),
    };
    let expected = expected.as_object().unwrap().clone();
    members.extend(expected.into_iter().filter(|(_, value)| !value.is_null()));
    vector
}
