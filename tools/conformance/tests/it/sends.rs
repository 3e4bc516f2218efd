//! What clients send.

use std::cell::Cell;
use std::fmt::Write;

use salesive_conformance::{Comparison, Contract, Intent, Kit, Sent};
use salesive_schema::{MicroBase, Salesive};
use serde_json::Value;

use super::both::for_both_services;
use super::ours::{missed, misses_nothing};

/// A request of a client that shares nothing with ours, before it is sent.
#[derive(Clone)]
pub(crate) struct Draft {
    method: String,
    pub(crate) base_url: String,
    before: &'static str,
    filled: String,
    after: &'static str,
    headers: Vec<(&'static str, String)>,
    pub(crate) body: Value,
}

/// With all but what never needs it.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte.is_ascii_alphanumeric() {
            true => encoded.push(byte.into()),
            false => write!(encoded, "%{byte:02x}").unwrap(),
        }
        encoded
    })
}

fn draft<S: Contract>(intent: &Intent) -> Draft {
    let (before, rest) = S::ENDPOINT.path.split_once('{').unwrap();
    let mut body = intent.members();
    if intent.version.is_some() {
        body["id"] = intent.customer_id.clone().into();
    }
    Draft {
        method: S::ENDPOINT.method.into(),
        base_url: intent.base_url.clone(),
        before,
        filled: encoded(intent.version.as_ref().unwrap_or(&intent.customer_id)),
        after: rest.split_once('}').unwrap().1,
        headers: vec![
            ("User-Agent", "someone/1".into()),
            ("Authorization", format!("Bearer {}", intent.token)),
            ("Content-Type", "application/json; charset=utf-8".into()),
        ],
        body,
    }
}

impl Draft {
    fn target(&self) -> String {
        [&*self.base_url, self.before, &*self.filled, self.after].concat()
    }

    fn sent_to(self, target: impl Into<String>) -> Option<Sent> {
        let sent = Sent::new(self.method, target).body(self.body.to_string());
        let headers = self.headers.into_iter();
        Some(headers.fold(sent, |sent, (name, value)| sent.header(name, value)))
    }

    pub(crate) fn sent(self) -> Option<Sent> {
        let target = self.target();
        self.sent_to(target)
    }

    fn without(mut self, header: &str) -> Self {
        self.headers.retain(|(name, _)| *name != header);
        self
    }

    pub(crate) fn with(mut self, header: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((header, value.into()));
        self
    }
}

pub(crate) fn run<S: Contract>(client: impl Fn(&Intent, Draft) -> Option<Sent>) -> Comparison {
    let kit = Kit::<S>::new().draws(60);
    kit.sends(|intent| client(intent, draft::<S>(intent)))
}

for_both_services! {
    another_client_misses_nothing
    a_server_may_tell_what_it_saw
    intents_cover_what_is_easily_forgotten
    each_part_is_told_by_itself
    two_mistakes_do_not_hide_each_other
    an_update_that_is_not_sent_is_a_miss
}

fn another_client_misses_nothing<S: Contract>() {
    for seed in 0..3 {
        let kit = Kit::<S>::new().seed(seed);
        let comparison = kit.sends(|intent| draft::<S>(intent).sent());
        misses_nothing(&comparison);
        assert_eq!(comparison.cases(), 500);
        let parts = comparison
            .groups()
            .iter()
            .filter(|group| !group.is_let_off());
        assert!(parts.into_iter().all(|group| group.cases() == 500));
    }
}

/// The host is in no request line.
fn a_server_may_tell_what_it_saw<S: Contract>() {
    misses_nothing(&run::<S>(|_, draft| {
        let target = draft.target();
        let host = target.find("://").unwrap() + 3;
        let path = target[host..].find('/').unwrap() + host;
        draft.sent_to(&target[path..])
    }));
}

fn intents_cover_what_is_easily_forgotten<S: Contract>() {
    let [encoded, cleared, prefixed] = [const { Cell::new(0) }; 3];
    let count = |cell: &Cell<u32>, is: bool| cell.set(cell.get() + u32::from(is));
    let _ = run::<S>(|intent, draft| {
        count(
            &encoded,
            draft.filled != *intent.version.as_ref().unwrap_or(&intent.customer_id),
        );
        count(&cleared, !intent.clear.is_empty());
        count(&prefixed, intent.base_url.matches('/').count() > 2);
        draft.sent()
    });
    let least = 300 / 10;
    assert!(encoded.get() > least && prefixed.get() > least);
    let clears = S::PARTS.contains(&"header x-shop-id");
    assert!(if clears {
        cleared.get() > least
    } else {
        cleared.get() == 0
    });
}

type Plant = fn(&Intent, Draft) -> Option<Sent>;

fn plants() -> Vec<(&'static [&'static str], Plant)> {
    vec![
        (&["method"], |_, draft| {
            Draft {
                method: "PATCH".into(),
                ..draft
            }
            .sent()
        }),
        (&["method"], |_, draft| {
            Draft {
                method: draft.method.to_lowercase(),
                ..draft
            }
            .sent()
        }),
        (&["origin"], |_, draft| {
            let target = draft.target().replacen("://", "://proxy.", 1);
            draft.sent_to(target)
        }),
        (&["path"], |_, draft| {
            let target = draft.target().replacen(draft.before, "/v9", 1);
            draft.sent_to(target)
        }),
        (&["path"], |_, draft| {
            Draft {
                filled: encoded(&draft.filled) + "1",
                ..draft
            }
            .sent()
        }),
        (&["query"], |_, draft| {
            let target = draft.target() + "?dry_run=1";
            draft.sent_to(target)
        }),
        (&["header authorization"], |_, draft| {
            draft.without("Authorization").sent()
        }),
        (&["header authorization"], |intent, draft| {
            draft
                .without("Authorization")
                .with("Authorization", intent.token.clone())
                .sent()
        }),
        (&["header authorization"], |intent, draft| {
            let token = format!("Bearer {}x", intent.token);
            draft
                .without("Authorization")
                .with("Authorization", token)
                .sent()
        }),
        (&["header content-type"], |_, draft| {
            draft.without("Content-Type").sent()
        }),
        (&["header content-type"], |_, draft| {
            draft.with("content-type", "application/json").sent()
        }),
        (&["body"], |_, mut draft| {
            draft.body["nickname"] = "Ada".into();
            draft.sent()
        }),
        (&["body"], |_, draft| {
            Draft {
                body: draft.body.to_string().into(),
                ..draft
            }
            .sent()
        }),
        (&["body"], |_, draft| {
            let twice =
                draft
                    .body
                    .to_string()
                    .replacen('{', "{\"email\":\"a@b\",\"email\":\"a@b\",", 1);
            draft.sent().map(|sent| sent.body(twice))
        }),
        (&["body"], |_, draft| {
            let cut = draft.body.to_string();
            draft.sent().map(|sent| sent.body(&cut.as_bytes()[1..]))
        }),
    ]
}

fn each_part_is_told_by_itself<S: Contract>() {
    for (nth, (parts, plant)) in plants().into_iter().enumerate() {
        let comparison = run::<S>(plant);
        assert_eq!(missed(&comparison), parts, "{nth}: {comparison}");
    }
}

fn two_mistakes_do_not_hide_each_other<S: Contract>() {
    let comparison = run::<S>(|_, draft| {
        let mut draft = draft
            .without("Authorization")
            .with("Content-Type", "text/plain");
        draft.body["nickname"] = "Ada".into();
        draft.method = "PATCH".into();
        draft.sent()
    });
    let parts = [
        "method",
        "header authorization",
        "header content-type",
        "body",
    ];
    assert_eq!(missed(&comparison), parts);
    assert!(
        comparison.missed().all(|group| group.misses().len() == 1),
        "{comparison}"
    );
}

fn an_update_that_is_not_sent_is_a_miss<S: Contract>() {
    let comparison = run::<S>(|intent, draft| draft.sent().filter(|_| intent.set.is_empty()));
    assert_eq!(missed(&comparison), ["sent"]);
}

/// The misses, without numbers, which change with the strategies.
fn shown(comparison: &Comparison) -> String {
    let misses = comparison.missed().flat_map(|group| group.misses());
    misses.map(|miss| format!("{miss}\n")).collect()
}

#[test]
fn an_id_that_is_not_encoded_and_a_member_that_is_not_cleared() {
    let comparison = run::<Salesive>(|intent, mut draft| {
        draft.filled = intent.customer_id.clone();
        draft.body = intent.set.clone().into();
        draft.with("X-Shop-Id", "1").sent()
    });
    insta::assert_snapshot!(shown(&comparison), @r#"
    drawn by intents(), shrunk
      input   {"base_url":"https://api.example.com","token":"app_a","customer_id":"/x","set":{"name":"Ada Obi"},"clear":[]}
      wanted  sent: path /customers/%2Fx
      got     sent: path /customers//x (the path is another)
    drawn by intents(), shrunk
      input   {"base_url":"https://api.example.com","token":"app_a","customer_id":"?x","set":{"active":false},"clear":[]}
      wanted  sent: query none
      got     sent: query x (the endpoint has no query)
    drawn by intents(), shrunk
      input   {"base_url":"https://api.example.com","token":"app_a","customer_id":"000000000000000000000000","set":{"email":"ada@example.com"},"clear":[]}
      wanted  sent: header x-shop-id none
      got     sent: header x-shop-id 1 (the store is bound to the token)
    drawn by intents(), shrunk
      input   {"base_url":"https://api.example.com","token":"app_a","customer_id":"000000000000000000000000","set":{},"clear":["user"]}
      wanted  sent: body {"user":null}
      got     sent: body {} (breaks salesive.update.body.empty)
    "#);
}

#[test]
fn an_id_that_is_in_the_path_only() {
    let comparison = run::<MicroBase>(|intent, mut draft| {
        draft.filled = encoded(&intent.customer_id);
        draft.body = intent.members();
        draft.sent()
    });
    assert_eq!(missed(&comparison), ["path", "body"]);
}
