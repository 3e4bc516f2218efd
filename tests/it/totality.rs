//! No input, of any size, depth or shape, panics, overflows the stack or passes for a success.

use std::fmt::Write as _;
use std::thread;

use proptest::prelude::*;
use salesive_schema::Unchecked;
use salesive_schema::model::Expected;
use salesive_schema::{MicroBase, Options, Reply, Salesive, Service};
use serde::de::IgnoredAny;

use crate::both::{Documented, for_both_services, pairs};
use crate::fixtures;
use crate::snapshot::assert_snapshot;

for_both_services! {
    a_status_does_as_the_others_of_its_class
    nesting_of_any_depth_needs_no_stack
    ten_megabytes_are_judged
    no_proper_prefix_passes
    bytes_that_are_off_do_no_harm
}

/// Of each class, and outside of all.
const STATUSES: [u16; 19] = [
    0, 99, 100, 199, 200, 201, 204, 299, 300, 302, 400, 401, 403, 404, 429, 500, 599, 600, 65535,
];

/// Bodies that differ in what they say, each under a name.
fn bodies<S: Documented>() -> Vec<(&'static str, Vec<u8>)> {
    let (flag, payload) = (S::FLAG, S::CUSTOMER);
    let readable = r#"{"name":"a","tags":[]}"#;
    let body = |text: String| text.into_bytes();
    vec![
        ("no bytes", Vec::new()),
        ("white space", b" \r\n".to_vec()),
        ("not UTF-8", vec![0xff, 0xfe, 0x7b]),
        ("HTML", b"<html></html>".to_vec()),
        ("null", b"null".to_vec()),
        ("a number", b"200".to_vec()),
        ("a string", b"\"ok\"".to_vec()),
        ("an array", body(format!("[{{\"{flag}\":true}}]"))),
        ("no flag", body(format!("{{\"{payload}\":{readable}}}"))),
        ("a customer alone", readable.into()),
        (
            "flag of another type",
            body(format!("{{\"{flag}\":1,\"{payload}\":{readable}}}")),
        ),
        (
            "both flags",
            body(format!("{{\"{flag}\":true,\"{flag}\":false}}")),
        ),
        (
            "cut off",
            body(format!("{{\"{flag}\":true,\"{payload}\":{readable}")),
        ),
        (
            "more after it",
            body(format!("{{\"{flag}\":true,\"{payload}\":{readable}}}}}")),
        ),
        ("true alone", body(format!("{{\"{flag}\":true}}"))),
        (
            "true, null",
            body(format!("{{\"{flag}\":true,\"{payload}\":null}}")),
        ),
        (
            "true, a list",
            body(format!("{{\"{flag}\":true,\"{payload}\":[{readable}]}}")),
        ),
        (
            "true, an odd customer",
            body(format!("{{\"{flag}\":true,\"{payload}\":{{\"email\":5}}}}")),
        ),
        (
            "true, a customer",
            body(format!("{{\"{flag}\":true,\"{payload}\":{readable}}}")),
        ),
        (
            "true twice, a customer",
            body(format!(
                "{{\"{flag}\":true,\"{flag}\":true,\"{payload}\":{readable}}}"
            )),
        ),
        (
            "true, a customer, an error",
            body(format!(
                "{{\"{flag}\":true,\"{payload}\":{readable},\"error\":\"e\"}}"
            )),
        ),
        (
            "true, a customer, error null",
            body(format!(
                "{{\"{flag}\":true,\"{payload}\":{readable},\"error\":null}}"
            )),
        ),
        ("false alone", body(format!("{{\"{flag}\":false}}"))),
        (
            "false, a customer",
            body(format!("{{\"{flag}\":false,\"{payload}\":{readable}}}")),
        ),
        (
            "false, status 404",
            body(format!("{{\"{flag}\":false,\"status\":404}}")),
        ),
        (
            "false, error",
            body(format!(
                "{{\"{flag}\":false,\"error\":\"customer_not_found\"}}"
            )),
        ),
        (
            "false, error that is an object",
            body(format!("{{\"{flag}\":false,\"error\":{{\"status\":400}}}}")),
        ),
        (
            "false, message, data",
            body(format!(
                "{{\"{flag}\":false,\"message\":\"no\",\"data\":{{}}}}"
            )),
        ),
    ]
}

fn outcome<S: Service>(http_status: u16, body: &[u8]) -> Expected<S> {
    Reply::decode(http_status, body).outcome().into()
}

/// `UPD` updated, `acc` accepted, `no` refused (for a documented reason), `?` unreadable.
fn cell<S: Service>(status: u16, body: &[u8]) -> &'static str {
    let kind = match outcome::<S>(status, body) {
        Expected::Updated => return "UPD",
        Expected::Accepted => return "acc",
        Expected::Unreadable => return "?",
        Expected::Refused(kind) => kind.to_string(),
    };
    match &*kind {
        "unauthorized" => "no:401",
        "forbidden" => "no:403",
        "customer_not_found" => "no:404",
        "other" => "no",
        kind => panic!("{kind}"),
    }
}

fn outcomes<S: Documented>() -> String {
    let mut table = format!("{}\n\n{:31}", S::NAME, "");
    for status in STATUSES {
        write!(table, "{status:>7}").unwrap();
    }
    for (name, body) in bodies::<S>() {
        write!(table, "\n{name:31}").unwrap();
        for status in STATUSES {
            let cell = cell::<S>(status, &body);
            write!(table, "{cell:>7}").unwrap();
        }
    }
    table + "\n"
}

#[test]
fn every_status_with_every_kind_of_body_has_an_outcome() {
    let outcomes = [outcomes::<Salesive>(), outcomes::<MicroBase>()];
    assert_snapshot!("outcomes", outcomes.join("\n"));
}

/// So that the columns of the table speak for those that it leaves out.
fn a_status_does_as_the_others_of_its_class<S: Service>() {
    let bodies = [bodies::<Salesive>(), bodies::<MicroBase>()];
    for (name, body) in bodies.concat() {
        for status in (0..1000).chain([u16::MAX]) {
            let like = match status {
                200..=299 => 200,
                401 | 403 | 404 => status,
                _ => 500,
            };
            let (cell, like) = (cell::<S>(status, &body), cell::<S>(like, &body));
            assert_eq!(cell, like, "{name}, HTTP status {status}");
        }
    }
}

/// Judges a body as a request and as a reply, and looks up every place.
fn judge<S: Service>(body: &[u8]) {
    if let Ok(checked) = S::check(body, &Options::new()) {
        let mut located = checked.report().locate(body);
        assert!(located.all(|(_, location)| location.is_some()));
    }
    let reply = Reply::<S>::decode(200, body);
    let mut located = reply.discrepancies().locate(body);
    assert!(located.all(|(_, location)| location.is_some()));
}

fn nesting_of_any_depth_needs_no_stack<S: Documented>() {
    const DEPTH: usize = 100_000;
    let flag = S::FLAG;
    let deep = move || {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let opened = open.repeat(DEPTH);
            let nested = format!("{opened}1{}", close.repeat(DEPTH));
            judge::<S>(nested.as_bytes());
            judge::<S>(opened.as_bytes());
            assert!(serde_json::from_str::<Unchecked<S>>(&nested).is_ok());
            for member in ["x", "id", "name", "user", "shop", "tags", "addresses"] {
                let body = format!("{{\"{member}\":{nested}}}");
                assert!(
                    S::check(body.as_bytes(), &Options::new()).is_ok(),
                    "{member}"
                );
                judge::<S>(body.as_bytes());
                judge::<S>(&body.as_bytes()[..body.len() - 2]);
            }
            judge::<S>(format!("{{\"id\":\"x\",\"tags\":[{nested}]}}").as_bytes());
            for (before, after) in [
                (r#""message":"#, ""),
                (r#""data":"#, ""),
                (r#""customer":"#, ""),
                (r#""error":"#, ""),
                (r#""x":"#, ""),
                (r#""data":{"user":"#, "}"),
                (r#""data":{"user":{"name":"#, "}}"),
                (r#""customer":{"tags":"#, "}"),
                (r#""customer":{"addresses":["#, "]}"),
                (r#""customer":{"addresses":[{"phone":"#, "}]}"),
            ] {
                let body = format!("{{\"{flag}\":true,{before}{nested}{after}}}");
                assert_ne!(outcome::<S>(200, body.as_bytes()), Expected::Unreadable);
                judge::<S>(body.as_bytes());
                judge::<S>(&body.as_bytes()[..body.len() - 2]);
            }
        }
    };
    let small = thread::Builder::new().stack_size(256 * 1024);
    small.spawn(deep).unwrap().join().unwrap();
}

fn ten_megabytes_are_judged<S: Documented>() {
    const SIZE: usize = 10_000_000;
    let filled = |start: &str, piece: &str, end: &str| {
        format!("{start}{}{end}", piece.repeat(SIZE / piece.len()))
    };
    for body in [
        filled(r#"{"id":"x","name":""#, r"\u00e9", r#""}"#),
        filled(r#"{"id":"x","#, r#""nickname":1,"#, r#""name":"a"}"#),
        filled(r#"{"id":"x","#, r#""name":1,"#, r#""name":"a"}"#),
        filled(r#"{"id":"x","tags":["#, "1,", r#""a"]}"#),
        filled(r#"{"id":"x","email":"#, "7", "}"),
    ] {
        let checked = S::check(body.as_bytes(), &Options::new()).unwrap();
        assert!(checked.report().findings().len() <= 100);
        assert_eq!(
            checked.report().locate(body.as_bytes()).count(),
            checked.report().findings().len()
        );
    }
    for (inside, expected) in [
        (filled("", r#""x":1,"#, r#""x":1"#), Expected::Updated),
        (
            filled("", r#""email":5,"#, r#""email":"""#),
            Expected::Accepted,
        ),
    ] {
        let body = format!(r#"{{"{}":true,"{}":{{{inside}}}}}"#, S::FLAG, S::CUSTOMER);
        let reply = Reply::<S>::decode(200, body.as_bytes());
        let found: Expected<S> = reply.outcome().into();
        assert_eq!(found, expected, "{:?}", pairs(reply.discrepancies()));
        assert!(reply.discrepancies().findings().len() <= 100);
    }
}

/// Every text of the fixtures of both services.
fn texts() -> Vec<Vec<u8>> {
    let requests = fixtures::requests::<Salesive>()
        .into_iter()
        .chain(fixtures::requests::<MicroBase>());
    let replies = fixtures::replies::<Salesive>()
        .into_iter()
        .chain(fixtures::replies::<MicroBase>());
    let replies = replies.map(|case| case.body.into_bytes());
    requests.map(|case| case.body).chain(replies).collect()
}

fn no_proper_prefix_passes<S: Service>() {
    for text in texts() {
        let whole = text.trim_ascii_end();
        // A text with something after it has a prefix that is right by itself.
        let is_json = serde_json::from_slice::<IgnoredAny>(whole).is_ok();
        for end in 0..whole.len() {
            let prefix = &whole[..end];
            judge::<S>(prefix);
            if is_json {
                let checked = S::check(prefix, &Options::new());
                assert!(!checked.is_ok_and(|checked| checked.is_accepted()));
                assert_eq!(outcome::<S>(200, prefix), Expected::Unreadable);
            }
        }
    }
}

fn bytes_that_are_off_do_no_harm<S: Service>() {
    let texts = texts();
    let flips = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4);
    let off = (prop::sample::select(texts), flips).prop_map(|(mut text, flips)| {
        for (at, byte) in flips {
            if !text.is_empty() {
                let at = at.index(text.len());
                text[at] = byte;
            }
        }
        text
    });
    proptest!(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }, |(text in off)| {
        judge::<S>(&text);
    });
}
