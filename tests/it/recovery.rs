//! What to do after a reply, for every status with every kind of reply, and for what messages say.

mod fields;

use std::fmt::Write as _;

use proptest::prelude::*;
use salesive_schema::{Action, Recovery, RetryAfter, Source};

use crate::fixtures;
use crate::room::{Microbase, Room, Salesive, in_both_rooms};

const STATUSES: [u16; 34] = [
    0, 101, 200, 204, 299, 301, 302, 304, 307, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410,
    413, 415, 418, 421, 422, 425, 429, 451, 500, 501, 502, 503, 504, 511, 65535,
];

/// `action (source), inferred, not to be replayed`.
fn told<R>(recovery: Option<&Recovery<R>>) -> String {
    let Some(recovery) = recovery else {
        return "nothing".to_owned();
    };
    let (kind, place) = match recovery.source {
        Source::Document(place) => ("document", place),
        Source::Evidence(place) => ("evidence", place),
        Source::Http(place) => ("HTTP", place),
        other => panic!("{other:?}"),
    };
    let mut told = recovery.action.name().to_owned();
    if let Action::RequestScope(scope) = recovery.action {
        write!(told, " {scope}").unwrap();
    }
    if recovery.is_inferred {
        told += ", inferred";
    }
    if !recovery.replay.is_safe {
        told += ", no replay";
    }
    write!(told, " ({kind}: {place})").unwrap();
    told
}

fn by_status<R: Room>(success: &str, refusal: &str) -> String {
    let mut table = String::new();
    for (kind, body) in [
        ("a success", success),
        ("a refusal without a reason", refusal),
        ("no envelope", "<html>"),
    ] {
        for status in STATUSES {
            let reply = R::decode(status, body.as_bytes());
            let outcome = R::outcome(&reply).name;
            let recovery = told(R::recovery(&reply).as_ref());
            writeln!(
                table,
                "{} {status} with {kind}: {outcome}, {recovery}",
                R::NAME
            )
            .unwrap();
        }
    }
    table
}

fn by_fixture<R: Room>() -> String {
    let mut table = String::new();
    for case in fixtures::replies::<R>() {
        let reply = R::decode(case.http_status, case.body.as_bytes());
        let recovery = R::recovery(&reply);
        let succeeded = ["updated", "accepted"].contains(&&*case.expected.outcome);
        assert_eq!(recovery.is_none(), succeeded, "{}", case.name);
        if let Some(recovery) = recovery {
            let name = case.name.rsplit("reply/").next().unwrap();
            writeln!(table, "{} {name}: {}", R::NAME, told(Some(&recovery))).unwrap();
        }
    }
    table
}

#[test]
fn every_status_and_outcome_has_a_recovery() {
    let table = [
        by_status::<Salesive>(
            r#"{"status":200,"success":true,"message":"","data":{}}"#,
            r#"{"success":false,"message":"No"}"#,
        ),
        by_fixture::<Salesive>(),
        by_status::<Microbase>(r#"{"ok":true,"customer":{}}"#, r#"{"ok":false}"#),
        by_fixture::<Microbase>(),
    ];
    insta::with_settings!({
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("recovery", table.join("\n"));
    });
}

#[test]
fn only_a_lost_race_is_not_to_be_replayed() {
    let race = r#"{"ok":false,"data":"No matching document found for id \"1\""}"#;
    let recovery = Microbase::recovery(&Microbase::decode(200, race.as_bytes())).unwrap();
    assert_eq!(recovery.action, Action::ReadAgain);
    assert!(recovery.is_inferred && !recovery.replay.is_safe);
    for other in [
        r#"{"ok":false,"error":null,"data":"x"}"#,
        r#"{"ok":false,"data":["x"]}"#,
        r#"{"ok":false,"error":"x","data":"x"}"#,
    ] {
        let recovery = Microbase::recovery(&Microbase::decode(200, other.as_bytes())).unwrap();
        assert!(recovery.replay.is_safe, "{other}");
    }
}

#[test]
fn a_retry_waits_as_long_as_the_reply_says() {
    for (text, read) in [
        ("120", RetryAfter::Seconds(120)),
        (" 0 ", RetryAfter::Seconds(0)),
        ("99999999999999999999", RetryAfter::Seconds(u64::MAX)),
        ("+1", RetryAfter::Text("+1".into())),
        ("1.5", RetryAfter::Text("1.5".into())),
        ("", RetryAfter::Text("".into())),
        (
            "Sun, 28 Jun 2026 08:10:00 GMT",
            RetryAfter::Text("Sun, 28 Jun 2026 08:10:00 GMT".into()),
        ),
    ] {
        assert_eq!(RetryAfter::new(text), read, "{text:?}");
    }
}

in_both_rooms! {
    a_refused_or_unreadable_reply_hands_on_how_long_to_wait
    headers_change_no_outcome
    a_signal_of_failure_leaves_no_success
}

fn a_refused_or_unreadable_reply_hands_on_how_long_to_wait<R: Room>() {
    let after = || RetryAfter::Seconds(7);
    let refused = if R::NAME == "salesive" {
        r#"{"success":false}"#
    } else {
        r#"{"ok":false}"#
    };
    for body in [refused, "<html>"] {
        let bare = R::decode(429, body.as_bytes());
        let wait = |reply: &R::Reply<'_>| R::recovery(reply).unwrap().action;
        assert_eq!(wait(&bare), Action::Retry { after: None });
        let told = R::with_headers(bare, "text/html", after());
        let expected = Action::Retry {
            after: Some(after()),
        };
        assert_eq!(wait(&told), expected);
        assert_eq!(wait(&R::reply_into_owned(told)), expected);
    }
}

fn headers_change_no_outcome<R: Room>() {
    for case in fixtures::replies::<R>() {
        let bare = R::decode(case.http_status, case.body.as_bytes());
        let told = R::with_headers(bare.clone(), "text/html", RetryAfter::new("1"));
        assert_eq!(R::outcome(&told), R::outcome(&bare), "{}", case.name);
    }
}

/// Adds one signal of failure: another HTTP status, the flag as false, or an error.
fn with_failure<R: Room>(status: u16, body: &str, signal: usize, other: u16) -> (u16, String) {
    let member = match (signal, R::NAME) {
        (0, _) => return (other, body.to_owned()),
        (_, "salesive") => r#""success":false"#,
        (1, _) => r#""ok":false"#,
        _ => r#""error":"""#,
    };
    // At the front or at the back: which of two equal members counts is not to matter.
    let inside = body
        .trim()
        .strip_prefix('{')
        .and_then(|body| body.strip_suffix('}'));
    let body = match inside {
        None => body.to_owned(),
        Some(inside) if inside.trim().is_empty() => format!("{{{member}}}"),
        Some(inside) if other.is_multiple_of(2) => format!("{{{member},{inside}}}"),
        Some(inside) => format!("{{{inside},{member}}}"),
    };
    (status, body)
}

fn a_signal_of_failure_leaves_no_success<R: Room>() {
    let cases: Vec<_> = fixtures::replies::<R>()
        .into_iter()
        .map(|case| (case.name, case.http_status, case.body))
        .collect();
    let failing = prop_oneof![0..200_u16, 300..=u16::MAX];
    let law = |name: &str, status: u16, body: &str, signal: usize, other: u16| {
        let (status, changed) = with_failure::<R>(status, body, signal, other);
        let reply = R::decode(status, changed.as_bytes());
        let outcome = R::outcome(&reply).name;
        let failed = ["refused", "unreadable"].contains(&outcome);
        prop_assert!(failed, "{name}: {outcome} {status} {changed}");
        prop_assert_eq!(R::recovery(&reply).is_some(), failed);
        Ok(())
    };
    proptest!(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) }, |(other in failing)| {
        for (name, status, body) in &cases {
            for signal in 0..3 {
                law(name, *status, body, signal, other)?;
            }
        }
    });
}
