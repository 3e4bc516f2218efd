//! JSON itself, after RFC 8259: a text `y_…` is JSON, a text `n_…` is not, wherever it stands.

use std::fs;
use std::str;

use salesive_schema::model::Expected;
use salesive_schema::{Malformed, Options, Reply, Service};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::both::{Documented, for_both_services};
use crate::fixtures;

struct Text {
    name: String,
    bytes: Vec<u8>,
}

impl Text {
    fn all() -> Vec<Self> {
        let text = |(name, path): (String, _)| Self {
            name: name.strip_prefix("json/").unwrap().to_owned(),
            bytes: fs::read(path).unwrap(),
        };
        fixtures::cases("json").into_iter().map(text).collect()
    }

    fn is_json(&self) -> bool {
        self.name.starts_with("y_")
    }

    /// A string that is JSON and no Unicode text: malformed where it is read.
    fn is_lone_surrogate(&self) -> bool {
        self.name.starts_with("y_lone_surrogate_")
    }

    fn between(&self, before: &str, after: &str) -> Vec<u8> {
        [before.as_bytes(), &self.bytes, after.as_bytes()].concat()
    }
}

fn check<S: Service>(json: &[u8]) -> Result<(), Malformed> {
    S::check(json, &Options::new()).map(drop)
}

fn outcome<S: Service>(body: &[u8]) -> Expected<S> {
    Reply::decode(200, body).outcome().into()
}

#[test]
fn each_text_says_whether_it_is_json() {
    let says = |start: &str| {
        Text::all()
            .iter()
            .filter(|text| text.name.starts_with(start))
            .count()
    };
    assert_eq!(says("y_") + says("n_"), Text::all().len());
    assert!(says("y_") >= 40 && says("n_") >= 100);
}

for_both_services! {
    a_body_is_malformed_if_and_only_if_it_is_no_json
    an_unlisted_member_is_malformed_if_and_only_if_it_is_no_json
    a_documented_member_is_malformed_if_and_only_if_it_is_no_readable_json
    a_name_is_malformed_if_and_only_if_it_is_no_readable_string
    a_reply_is_readable_if_and_only_if_it_is_json
    one_sign_off_is_malformed_if_and_only_if_serde_json_refuses_it
    what_is_malformed_says_where
}

fn a_body_is_malformed_if_and_only_if_it_is_no_json<S: Service>() {
    for text in Text::all() {
        assert_eq!(
            check::<S>(&text.bytes).is_ok(),
            text.is_json(),
            "{}",
            text.name
        );
    }
}

fn an_unlisted_member_is_malformed_if_and_only_if_it_is_no_json<S: Service>() {
    for text in Text::all() {
        for (before, after) in [
            (r#"{"nickname":"#, "}"),
            (r#"{"nickname":["#, r#",1],"name":"Ada"}"#),
            (r#"{"id":"x","nickname":{"name":"#, "}}"),
        ] {
            let body = text.between(before, after);
            assert_eq!(
                check::<S>(&body).is_ok(),
                text.is_json(),
                "{before}{}",
                text.name
            );
        }
    }
}

fn a_documented_member_is_malformed_if_and_only_if_it_is_no_readable_json<S: Service>() {
    let (read, unread) = match S::NAME {
        "salesive" => (r#"{"name":"#, r#"{"shop":"#),
        _ => (r#"{"firstName":"#, r#"{"password":"#),
    };
    for text in Text::all() {
        let readable = text.is_json() && !text.is_lone_surrogate();
        let body = text.between(read, "}");
        assert_eq!(check::<S>(&body).is_ok(), readable, "{}", text.name);
        let body = text.between(unread, "}");
        assert_eq!(check::<S>(&body).is_ok(), text.is_json(), "{}", text.name);
    }
}

fn a_name_is_malformed_if_and_only_if_it_is_no_readable_string<S: Service>() {
    for text in Text::all() {
        let is_string = text.is_json() && text.bytes.starts_with(b"\"");
        let body = text.between("{", ":1}");
        let readable = is_string && !text.is_lone_surrogate();
        assert_eq!(check::<S>(&body).is_ok(), readable, "{}", text.name);
    }
}

fn a_reply_is_readable_if_and_only_if_it_is_json<S: Documented>() {
    let before = format!(r#"{{"{}":true,"{}":{{"cart":"#, S::FLAG, S::CUSTOMER);
    for text in Text::all() {
        let bare = outcome::<S>(&text.bytes);
        assert_eq!(bare, Expected::Unreadable, "{}", text.name);
        let expected = if text.is_json() {
            Expected::Updated
        } else {
            Expected::Unreadable
        };
        let body = text.between(&before, "}}");
        assert_eq!(outcome::<S>(&body), expected, "{}", text.name);
    }
}

/// Every short fixture with each of its bytes replaced by each sign that means something to JSON, and with
/// the sign put in before it: what the scanner takes and what serde_json takes is the same.
fn one_sign_off_is_malformed_if_and_only_if_serde_json_refuses_it<S: Service>() {
    let mut taken = 0;
    let mut refused = 0;
    let mut compare = |text: &[u8]| {
        let is_json =
            str::from_utf8(text).is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok());
        let takes = match check::<S>(text) {
            Ok(()) => true,
            Err(malformed) => malformed.sentence() == "The string spells half of a surrogate pair.",
        };
        assert_eq!(takes, is_json, "{}", text.escape_ascii());
        // A reply is read without its byte order mark.
        let is_read = is_json || text.starts_with(b"\xEF\xBB\xBF");
        assert!(is_read || outcome::<S>(text) == Expected::Unreadable);
        *(if is_json { &mut taken } else { &mut refused }) += 1;
    };
    let requests = fixtures::requests::<S>().into_iter().map(|case| case.body);
    let replies = fixtures::replies::<S>()
        .into_iter()
        .map(|case| case.body.into_bytes());
    for body in requests.chain(replies).filter(|body| body.len() < 64) {
        for (at, sign) in (0..body.len()).flat_map(|at| SIGNS.iter().map(move |sign| (at, *sign))) {
            let mut text = body.clone();
            text[at] = sign;
            compare(&text);
            text.insert(at + 1, body[at]);
            compare(&text);
        }
    }
    assert!(taken > 8_000 && refused > 20_000, "{taken}, {refused}");
}

/// What JSON is made of, the bytes beside its limits, and one that is no UTF-8.
const SIGNS: &[u8] = b"{}[]:,\"\\/ \t\n\r\x0b\x1f\x7f\0tfnu-+.eE019x\xff";

/// Where reading stops, beside texts of several lines and of characters of several bytes.
fn what_is_malformed_says_where<S: Service>() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Place {
        offset: usize,
        line: usize,
        column: usize,
    }
    let mut differing = Vec::new();
    for (name, path) in fixtures::cases("malformed") {
        let malformed = check::<S>(&fs::read(&path).unwrap()).expect_err(&name);
        let found = Place {
            offset: malformed.offset(),
            line: malformed.line(),
            column: malformed.column(),
        };
        let said = format!("{}:{}: {}", found.line, found.column, malformed.sentence());
        assert_eq!(malformed.to_string(), said);
        let expected: Place = fixtures::parse(&fixtures::sibling(&path, ".expected.json"));
        if found != expected {
            differing.push((name, said, found, expected));
        }
    }
    assert!(differing.is_empty(), "found, expected: {differing:#?}");
}
