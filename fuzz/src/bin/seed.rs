//! Writes the fixtures of the tests into `fuzz/corpus`, each in the form that its target reads.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn main() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR"));
    tables(fuzz);
    for service in ["salesive", "microbase"] {
        let fixtures = fuzz.join("../tests/fixtures").join(service);
        let incoming = match service {
            "salesive" => salesive_incoming,
            _ => microbase_incoming,
        };
        for (target, folder, seed) in [
            ("request", "request", request as fn(Vec<u8>) -> Vec<u8>),
            ("reply", "reply", reply),
            ("incoming", "request", incoming),
            ("customer", "reply", customer),
        ] {
            let corpus = fuzz.join("corpus").join(format!("{service}_{target}"));
            fs::create_dir_all(&corpus).expect("the corpus can be made");
            for (nth, file) in files(&fixtures.join(folder)).iter().enumerate() {
                let bytes = fs::read(file).expect("a fixture can be read");
                fs::write(corpus.join(format!("fixture-{nth}")), seed(bytes)).expect("a seed");
            }
        }
    }
}

/// Files of CSV, in chunks of eight bytes, with commas.
fn tables(fuzz: &Path) {
    let fixtures = fuzz.join("../tools/check/tests/fixtures/preflight/csv");
    for service in ["salesive", "microbase"] {
        let corpus = fuzz.join("corpus").join(format!("{service}_csv"));
        fs::create_dir_all(&corpus).expect("the corpus can be made");
        for entry in fs::read_dir(&fixtures).expect("a folder of fixtures") {
            let entry = entry.expect("an entry");
            let file = fs::read(entry.path()).expect("a fixture can be read");
            let seed = [&b"\x07,"[..], &file].concat();
            fs::write(corpus.join(entry.file_name()), seed).expect("a seed");
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of fixtures");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.to_string_lossy().ends_with(".json"))
        .filter(|path| !path.to_string_lossy().ends_with(".expected.json"))
        .collect();
    files.sort();
    files
}

fn request(body: Vec<u8>) -> Vec<u8> {
    body
}

fn salesive_incoming(body: Vec<u8>) -> Vec<u8> {
    let head = "PUT /api/customers/665a1f2c%2F\nauthorization: Bearer app_1\ncontent-type: application/json\n\n";
    [head.as_bytes(), &body].concat()
}

fn microbase_incoming(body: Vec<u8>) -> Vec<u8> {
    let head = "POST /api/services/customer/v1/customer.update\nauthorization: Bearer 1\n\
        content-type: application/json\n\n";
    [head.as_bytes(), &body].concat()
}

/// The HTTP status in two bytes, as the targets take it back, then the body.
fn reply(document: Vec<u8>) -> Vec<u8> {
    let document: Value = serde_json::from_slice(&document).expect("a reply document");
    let status = document["http_status"]
        .as_u64()
        .and_then(|status| u16::try_from(status).ok());
    let mut seed = (status.unwrap_or(200) - 100).to_be_bytes().to_vec();
    match &document["body"] {
        Value::String(text) => seed.extend_from_slice(text.as_bytes()),
        other => seed.extend_from_slice(other.to_string().as_bytes()),
    }
    seed
}

/// What the reply holds as its customer.
fn customer(document: Vec<u8>) -> Vec<u8> {
    let document: Value = serde_json::from_slice(&document).expect("a reply document");
    let body = &document["body"];
    let customer = body.get("data").or_else(|| body.get("customer"));
    customer.map_or_else(Vec::new, |customer| customer.to_string().into_bytes())
}
