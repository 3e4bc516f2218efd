use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{check, check_input};

const RECORDING: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../tests/fixtures/microbase/observed.ndjson"
);

const PATH: &str = "/services/customer/v1/customer.update";

/// What the recording says of one exchange beside the request. (Half a surrogate pair in a request
/// is no string to Rust, so the line is read without it.)
fn recorded(line: &str) -> Value {
    let (before, rest) = line.split_once(r#","request":"#).unwrap();
    let after = &rest[rest.find(r#","http_status":"#).unwrap()..];
    serde_json::from_str(&format!("{before}{after}")).unwrap()
}

/// Everything but the words about malformed JSON, which are the JavaScript engine's.
fn comparable(http_status: &Value, response: &Value, after: &Value) -> Value {
    let mut response = response.clone();
    if *http_status == 400 {
        let members: Vec<_> = response["error"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        response["error"] = json!(members);
    }
    json!([http_status, response, after])
}

/// Why the model answers an exchange otherwise than the service did.
fn reason(exchange: &Value) -> Option<&'static str> {
    if exchange["http"]["query"]
        .as_str()
        .is_some_and(|query| !query.is_empty())
    {
        Some("the service takes members from the query string too, which no document tells")
    } else if exchange["note"] == "bad sig" {
        Some("the recording writes <token> for a token with a bad signature too")
    } else {
        None
    }
}

#[test]
fn the_model_answers_a_recording_of_the_real_service_as_the_service_did() {
    let run = check(&["microbase", "replay", RECORDING]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let text = fs::read_to_string(Path::new(RECORDING)).unwrap();
    let (mut same, mut differ) = (0, 0);
    for ((nth, line), replayed) in text.lines().enumerate().skip(1).zip(run.objects()) {
        assert_eq!(replayed["line"], nth + 1);
        let exchange = recorded(line);
        let http = &exchange["http"];
        let is_documented = http.is_null()
            || http["method"] == "POST"
                && http["path"] == PATH
                && http["headers"]["content-type"] == "application/json";
        if !is_documented {
            continue;
        }
        let [wanted, got] = [&exchange, &replayed]
            .map(|side| comparable(&side["http_status"], &side["response"], &side["after"]));
        match reason(&exchange) {
            Some(_) if wanted != got => differ += 1,
            // An array body is refused with and without a query string.
            _ => {
                assert_eq!(wanted, got, "line {}", nth + 1);
                same += 1;
            }
        }
    }
    assert_eq!((same, differ), (507, 5));
}

#[test]
fn only_microbase_is_replayed() {
    let run = check(&["salesive", "replay", RECORDING]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert_eq!(run.stderr.lines().count(), 1);
}

#[test]
fn a_line_that_is_no_exchange_is_told_with_its_number() {
    let run = check_input(
        &["microbase", "replay"],
        b"{\"stores\":{\"0\":[]}}\n{\"store\":0}\n",
    );
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.starts_with("salesive-check: -:2: missing field"),
        "{}",
        run.stderr
    );
}
