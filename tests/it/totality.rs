//! No input, of any size, depth or shape, panics, overflows the stack or passes for a success.

use std::fmt::Write as _;
use std::thread;

use proptest::prelude::*;
use salesive_schema::Options;
use serde::de::IgnoredAny;

use crate::fixtures;
use crate::room::{Microbase, Room, Salesive, in_both_rooms, pairs};

in_both_rooms! {
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
fn bodies(flag: &str, payload: &str) -> Vec<(&'static str, Vec<u8>)> {
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

/// `UPD` updated, `acc` accepted, `no` refused (for a documented reason), `?` unreadable.
fn cell<R: Room>(status: u16, body: &[u8]) -> &'static str {
    let reply = R::decode(status, body);
    let outcome = R::outcome(&reply);
    match (outcome.name, outcome.kind) {
        ("updated", _) => "UPD",
        ("accepted", _) => "acc",
        ("unreadable", _) => "?",
        (_, Some("unauthorized")) => "no:401",
        (_, Some("forbidden")) => "no:403",
        (_, Some("customer_not_found")) => "no:404",
        (_, Some("other")) => "no",
        other => panic!("{other:?}"),
    }
}

fn outcomes<R: Room>(flag: &str, payload: &str) -> String {
    let mut table = format!("{}\n\n{:31}", R::NAME, "");
    for status in STATUSES {
        write!(table, "{status:>7}").unwrap();
    }
    for (name, body) in bodies(flag, payload) {
        write!(table, "\n{name:31}").unwrap();
        for status in STATUSES {
            let cell = cell::<R>(status, &body);
            write!(table, "{cell:>7}").unwrap();
        }
    }
    table + "\n"
}

#[test]
fn every_status_with_every_kind_of_body_has_an_outcome() {
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        let salesive = outcomes::<Salesive>("success", "data");
        insta::assert_snapshot!("outcomes", salesive + "\n" + &outcomes::<Microbase>("ok", "customer"));
    });
}

/// So that the columns of the table speak for those that it leaves out.
fn a_status_does_as_the_others_of_its_class<R: Room>() {
    for (name, body) in bodies("success", "data")
        .into_iter()
        .chain(bodies("ok", "customer"))
    {
        for status in (0..1000).chain([u16::MAX]) {
            let like = match status {
                200..=299 => 200,
                401 | 403 | 404 => status,
                _ => 500,
            };
            let (cell, like) = (cell::<R>(status, &body), cell::<R>(like, &body));
            assert_eq!(cell, like, "{name}, HTTP status {status}");
        }
    }
}

/// Judges a body as a request and as a reply, and looks up every place.
fn judge<R: Room>(body: &[u8]) {
    if let Ok(checked) = R::check(body, &Options::new()) {
        let mut located = checked.report().locate(body);
        assert!(located.all(|(_, location)| location.is_some()));
    }
    let reply = R::decode(200, body);
    let mut located = R::discrepancies(&reply).locate(body);
    assert!(located.all(|(_, location)| location.is_some()));
}

fn nesting_of_any_depth_needs_no_stack<R: Room>() {
    const DEPTH: usize = 100_000;
    let flag = if R::NAME == "salesive" {
        "success"
    } else {
        "ok"
    };
    let deep = move || {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let opened = open.repeat(DEPTH);
            let nested = format!("{opened}1{}", close.repeat(DEPTH));
            judge::<R>(nested.as_bytes());
            judge::<R>(opened.as_bytes());
            assert!(serde_json::from_str::<R::Unchecked>(&nested).is_ok());
            for member in ["x", "id", "name", "user", "shop", "tags", "addresses"] {
                let body = format!("{{\"{member}\":{nested}}}");
                assert!(
                    R::check(body.as_bytes(), &Options::new()).is_ok(),
                    "{member}"
                );
                judge::<R>(body.as_bytes());
                judge::<R>(&body.as_bytes()[..body.len() - 2]);
            }
            judge::<R>(format!("{{\"id\":\"x\",\"tags\":[{nested}]}}").as_bytes());
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
                assert_ne!(
                    R::outcome(&R::decode(200, body.as_bytes())).name,
                    "unreadable"
                );
                judge::<R>(body.as_bytes());
                judge::<R>(&body.as_bytes()[..body.len() - 2]);
            }
        }
    };
    let small = thread::Builder::new().stack_size(256 * 1024);
    small.spawn(deep).unwrap().join().unwrap();
}

fn ten_megabytes_are_judged<R: Room>() {
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
        let checked = R::check(body.as_bytes(), &Options::new()).unwrap();
        assert!(checked.report().findings().len() <= 100);
        assert_eq!(
            checked.report().locate(body.as_bytes()).count(),
            checked.report().findings().len()
        );
    }
    let (before, after) = match R::NAME {
        "salesive" => (r#"{"success":true,"data":{"#, "}}"),
        _ => (r#"{"ok":true,"customer":{"#, "}}"),
    };
    for (inside, outcome) in [
        (filled("", r#""x":1,"#, r#""x":1"#), "updated"),
        (filled("", r#""email":5,"#, r#""email":"""#), "accepted"),
    ] {
        let body = format!("{before}{inside}{after}");
        let reply = R::decode(200, body.as_bytes());
        assert_eq!(
            R::outcome(&reply).name,
            outcome,
            "{:?}",
            pairs(R::discrepancies(&reply))
        );
        assert!(R::discrepancies(&reply).findings().len() <= 100);
    }
}

/// Every text of the fixtures of both services.
fn texts() -> Vec<Vec<u8>> {
    let requests = fixtures::requests::<Salesive>()
        .into_iter()
        .chain(fixtures::requests::<Microbase>());
    let replies = fixtures::replies::<Salesive>()
        .into_iter()
        .chain(fixtures::replies::<Microbase>());
    let replies = replies.map(|case| case.body.into_bytes());
    requests.map(|case| case.body).chain(replies).collect()
}

fn no_proper_prefix_passes<R: Room>() {
    for text in texts() {
        let whole = text.trim_ascii_end();
        // A text with something after it has a prefix that is right by itself.
        let is_json = serde_json::from_slice::<IgnoredAny>(whole).is_ok();
        for end in 0..whole.len() {
            let prefix = &whole[..end];
            judge::<R>(prefix);
            if is_json {
                let checked = R::check(prefix, &Options::new());
                assert!(!checked.is_ok_and(|checked| checked.is_accepted()));
                assert_eq!(R::outcome(&R::decode(200, prefix)).name, "unreadable");
            }
        }
    }
}

fn bytes_that_are_off_do_no_harm<R: Room>() {
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
        judge::<R>(&text);
    });
}
