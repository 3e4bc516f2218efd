//! The language-neutral vectors under `tests/vectors`, written from the fixtures and kept in step
//! with them: `UPDATE_VECTORS=1 cargo test --test it vectors` writes them anew.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::fixtures;
use crate::room::{Room, in_both_rooms};

in_both_rooms! {
    the_vectors_are_those_of_the_fixtures
}

fn the_vectors_are_those_of_the_fixtures<R: Room>() {
    let requests = fixtures::requests::<R>().into_iter().map(request::<R>);
    let malformed = fixtures::cases("json")
        .into_iter()
        .filter_map(malformed::<R>);
    hold(
        &format!("{}-request.ndjson", R::NAME),
        requests.chain(malformed),
    );
    hold(
        &format!("{}-reply.ndjson", R::NAME),
        fixtures::replies::<R>().into_iter().map(reply::<R>),
    );
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

fn request<R: Room>(case: fixtures::Request) -> Value {
    let verdict = if case.is_accepted() {
        "accepted"
    } else {
        "rejected"
    };
    vector::<R>(
        case.name,
        &case.body,
        json!({ "verdict": verdict, "findings": case.findings }),
    )
}

/// A text that is no JSON is no request of any service.
fn malformed<R: Room>((name, path): (String, std::path::PathBuf)) -> Option<Value> {
    let is_malformed = name.starts_with("json/n_");
    is_malformed.then(|| {
        let body = fs::read(path).unwrap();
        vector::<R>(
            name,
            &body,
            json!({ "verdict": "malformed", "findings": [] }),
        )
    })
}

fn reply<R: Room>(case: fixtures::Reply) -> Value {
    let expected = json!({
        "http_status": case.http_status,
        "outcome": case.expected.outcome,
        "kind": case.expected.kind,
        "discrepancies": case.expected.discrepancies,
    });
    vector::<R>(case.name, case.body.as_bytes(), expected)
}

fn vector<R: Room>(id: String, body: &[u8], expected: Value) -> Value {
    let mut vector = json!({ "id": id, "service": R::NAME });
    let members = vector.as_object_mut().unwrap();
    match std::str::from_utf8(body) {
        Ok(text) => members.insert("text".into(), text.into()),
        Err(_) => members.insert("base64".into(), base64(body).into()),
    };
    let expected = expected.as_object().unwrap().clone();
    members.extend(expected.into_iter().filter(|(_, value)| !value.is_null()));
    vector
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = |chunk: &[u8]| {
        let bits = (0..3).fold(0, |bits, nth| {
            bits << 8 | u32::from(chunk.get(nth).copied().unwrap_or(0))
        });
        let digit = |nth: usize| match nth <= chunk.len() {
            true => char::from(DIGITS[(bits >> (18 - 6 * nth)) as usize & 63]),
            false => '=',
        };
        [0, 1, 2, 3].map(digit)
    };
    bytes.chunks(3).flat_map(digits).collect()
}

#[test]
fn bytes_are_written_in_base64_as_rfc_4648_says() {
    let cases = [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
    ];
    for (bytes, text) in cases {
        assert_eq!(base64(bytes.as_bytes()), text);
    }
}
