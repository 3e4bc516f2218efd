//! The verdicts against those of eight other validators.

use std::collections::BTreeMap;
use std::fs;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::accepts;

/// An address, and which of eight validators take it.
#[derive(Deserialize)]
struct Vector {
    email: String,
    accepts: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Peer {
    Isemail,
    Jsonschema,
}

/// An address on which a peer and we differ, and why we are right to.
#[derive(Deserialize)]
struct Difference {
    peer: Peer,
    email: String,
    ours: bool,
    reason: String,
}

fn lines<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = format!("{}/tests/fixtures/email/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let line = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
    text.lines().map(line).collect()
}

/// Compares our verdicts with a peer's: what differs is exactly what is listed. Returns how many
/// differ, and of how many.
fn compare(peer: Peer, theirs: impl Fn(&Vector) -> bool) -> (usize, usize) {
    let vectors: Vec<Vector> = lines("addresses.ndjson");
    let found: BTreeMap<_, _> = vectors
        .iter()
        .map(|vector| (vector.email.clone(), accepts(&vector.email)))
        .zip(&vectors)
        .filter(|((_, ours), vector)| *ours != theirs(vector))
        .map(|(verdict, _)| verdict)
        .collect();
    let listed: Vec<Difference> = lines("differences.ndjson");
    let listed: BTreeMap<_, _> = listed
        .into_iter()
        .filter(|difference| difference.peer == peer && !difference.reason.is_empty())
        .map(|difference| (difference.email, difference.ours))
        .collect();
    assert_eq!(
        found, listed,
        "found on the left, listed with a reason on the right"
    );
    (found.len(), vectors.len())
}

#[test]
fn isemail_differs_only_where_listed_and_seldom() {
    let (differing, all) = compare(Peer::Isemail, |vector| {
        vector.accepts.iter().any(|by| by == "isemail")
    });
    assert!(all > 1000 && differing * 100 <= all, "{differing} of {all}");
}

#[test]
fn jsonschema_differs_only_where_listed() {
    let schema = json!({ "format": "email" });
    let format = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema");
    compare(Peer::Jsonschema, |vector| {
        format.is_valid(&json!(vector.email))
    });
}

#[test]
fn what_eight_validators_agree_on_holds_here() {
    for Vector { email, accepts: by } in lines("addresses.ndjson") {
        assert!(by.len() < 8 || accepts(&email), "refused: {email:?}");
        assert!(!by.is_empty() || !accepts(&email), "accepted: {email:?}");
    }
}
