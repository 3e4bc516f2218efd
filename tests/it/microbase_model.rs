//! The executable model against the recorded behaviour of the real service.

use std::collections::BTreeMap;
use std::fs;

use salesive_schema::microbase::Customer;
use salesive_schema::microbase::model::{Store, UpdateRequest};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

const TOKEN: &str = "recorded";

/// One exchange; `request` stays text, because half a surrogate pair in it is no string to Rust.
#[derive(Deserialize)]
struct Exchange {
    n: u32,
    store: usize,
    request: Box<RawValue>,
    http: Option<Value>,
    http_status: u64,
    response: Option<Value>,
    after: Option<Value>,
}

impl Exchange {
    /// The bytes that were sent: a string holds them as text, anything else is them.
    fn body(&self) -> Vec<u8> {
        let text = self.request.get();
        if text.starts_with('"') {
            serde_json::from_str::<String>(text).unwrap().into_bytes()
        } else {
            text.into()
        }
    }

    /// Another path, method, content type or token is not a matter of the model.
    fn is_documented(&self) -> bool {
        self.http.is_none() && self.request.get() != "null"
    }
}

fn recording() -> (BTreeMap<usize, Vec<Value>>, Vec<Exchange>) {
    #[derive(Deserialize)]
    struct Head {
        stores: BTreeMap<usize, Vec<Value>>,
    }
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/microbase/observed.ndjson"
    );
    let text = fs::read_to_string(path).unwrap();
    let (head, exchanges) = text.split_once('\n').unwrap();
    let head: Head = serde_json::from_str(head).unwrap();
    (
        head.stores,
        exchanges
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

/// A customer of the recording.
pub(crate) fn customer(value: &Value) -> Customer<'static> {
    let text = value.to_string();
    Customer::from_json(text.as_bytes()).unwrap().into_owned()
}

/// What has to be the same: everything but the words about malformed JSON, which are those of the
/// JavaScript engine.
fn comparable(http_status: u64, response: &Value) -> Value {
    let mut response = response.clone();
    if http_status == 400 {
        let members: Vec<String> = response["error"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        response["error"] = json!(members);
    }
    json!({ "http_status": http_status, "response": response })
}

#[test]
fn the_model_answers_and_stores_as_the_service_did() {
    let (stores, exchanges) = recording();
    let mut replayed = 0;
    for exchange in exchanges.iter().filter(|exchange| exchange.is_documented()) {
        replayed += 1;
        let before = &stores[&exchange.store];
        let mut store = Store::new();
        store.allow_token(TOKEN);
        before
            .iter()
            .for_each(|value| store.insert(customer(value)));

        let request = UpdateRequest {
            token: Some(TOKEN),
            body: &exchange.body(),
        };
        let (status, reply) = store.update(&request);
        let reply: Value = serde_json::from_slice(&reply).unwrap();
        let recorded = exchange.response.as_ref().unwrap();
        assert_eq!(
            comparable(status.into(), &reply),
            comparable(exchange.http_status, recorded),
            "exchange {}",
            exchange.n
        );

        let target = exchange.after.as_ref().filter(|after| after.is_object());
        for (before, after) in before.iter().zip(store.customers()) {
            let is_target = target.is_some_and(|target| target["id"] == before["id"]);
            let expected = if is_target { target.unwrap() } else { before };
            assert_eq!(
                &serde_json::to_value(after).unwrap(),
                expected,
                "exchange {}",
                exchange.n
            );
        }
    }
    assert!(replayed > 490, "{replayed}");
}

#[test]
fn a_request_without_a_known_token_is_refused_before_its_shape_is_looked_at() {
    let (stores, _) = recording();
    let mut store = Store::new();
    store.allow_token(TOKEN);
    stores[&0]
        .iter()
        .for_each(|value| store.insert(customer(value)));
    for token in [None, Some("recorded "), Some("")] {
        let (status, reply) = store.update(&UpdateRequest { token, body: b"[]" });
        assert_eq!(
            (status, &*reply),
            (401, &br#"{"ok":false,"error":"invalid_token"}"#[..])
        );
    }
    let (status, _) = store.update(&UpdateRequest {
        token: None,
        body: b"nonsense",
    });
    assert_eq!(status, 400);
}

#[test]
fn a_body_over_the_limit_is_refused_before_anything_else() {
    let mut store = Store::new();
    let body = [b' '; 102_401];
    let (status, reply) = store.update(&UpdateRequest {
        token: None,
        body: &body,
    });
    let reply: Value = serde_json::from_slice(&reply).unwrap();
    assert_eq!((status, &reply["error"]["length"]), (413, &json!(102_401)));
    let (status, _) = store.update(&UpdateRequest {
        token: None,
        body: &body[1..],
    });
    assert_eq!(status, 400);
}
