//! What to do after a reply, for every status with every kind of reply, and for what messages say.

mod advice;
#[cfg(feature = "proptest1")]
mod drawn;
mod fields;
mod unanswered;
pub(crate) mod written;

use std::fmt::Write as _;

use proptest::prelude::*;
use salesive_schema::http::{Action, Recovery, RetryAfter, Source, Written};
use salesive_schema::model::Expected;
use salesive_schema::{MicroBase, Outcome, Refusal, Reply, Salesive, Service};

use crate::both::{Documented, for_both_services};
use crate::fixtures;
use crate::snapshot::assert_snapshot;

const STATUSES: [u16; 34] = [
    0, 101, 200, 204, 299, 301, 302, 304, 307, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410,
    413, 415, 418, 421, 422, 425, 429, 451, 500, 501, 502, 503, 504, 511, 65535,
];

/// `action, inferred, the write unknown (source)`.
fn told<R>(recovery: Option<&Recovery<R>>) -> String {
    let Some(recovery) = recovery else {
        return "nothing".to_owned();
    };
    let (kind, place) = match recovery.source {
        Source::Document(place) => ("document", place),
        Source::Evidence(place) => ("evidence", place),
        Source::Http(place) => ("HTTP", place),
        Source::Intermediary(place) => ("intermediary", place),
        other => panic!("{other:?}"),
    };
    let mut told = recovery.action.name().to_owned();
    if let Action::RequestScope(scope) = recovery.action {
        write!(told, " {scope}").unwrap();
    }
    if recovery.is_inferred {
        told += ", inferred";
    }
    if recovery.written == Written::Unknown {
        told += ", write unknown";
    }
    write!(told, " ({kind}: {place})").unwrap();
    told
}

fn by_status<S: Documented>(success: &str, refusal: &str) -> String {
    let mut table = String::new();
    for (kind, body) in [
        ("a success", success),
        ("a refusal without a reason", refusal),
        ("no envelope", "<html>"),
    ] {
        for status in STATUSES {
            let reply = Reply::<S>::decode(status, body.as_bytes());
            let outcome = Expected::from(reply.outcome()).name();
            let recovery = told(reply.recovery(&S::whole_update()).as_ref());
            writeln!(
                table,
                "{} {status} with {kind}: {outcome}, {recovery}",
                S::NAME
            )
            .unwrap();
        }
    }
    table
}

fn by_fixture<S: Documented>() -> String {
    let mut table = String::new();
    for case in fixtures::replies::<S>() {
        let reply = case.decode::<S>();
        let recovery = reply.recovery(&S::whole_update());
        let succeeded = ["updated", "accepted"].contains(&&*case.expected.outcome);
        assert_eq!(recovery.is_none(), succeeded, "{}", case.name);
        if let Some(recovery) = recovery {
            let name = case.name.rsplit("reply/").next().unwrap();
            writeln!(table, "{} {name}: {}", S::NAME, told(Some(&recovery))).unwrap();
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
        by_status::<MicroBase>(r#"{"ok":true,"customer":{}}"#, r#"{"ok":false}"#),
        by_fixture::<MicroBase>(),
    ];
    assert_snapshot!("recovery", table.join("\n"));
}

#[test]
fn a_retry_waits_as_long_as_the_reply_says() {
    for (text, read) in [
        ("120", RetryAfter::Seconds(120)),
        (" 0 ", RetryAfter::Seconds(0)),
        ("000000000000000000000120", RetryAfter::Seconds(120)),
        ("99999999999999999999999", RetryAfter::Seconds(u64::MAX)),
    ] {
        assert_eq!(RetryAfter::new(text), read, "{text:?}");
    }
    for date in [
        "Sun, 28 Jun 2026 08:10:00 GMT",
        "Sunday, 28-Jun-26 08:10:00 GMT",
        "Sun Jun 28 08:10:00 2026",
    ] {
        assert_eq!(RetryAfter::new(date), RetryAfter::Date(date.into()));
    }
    for text in [
        "",
        " ",
        "-5",
        "+10",
        "1.5",
        "1e3",
        "0x10",
        "1 2",
        "10s",
        "120, 240",
        "\u{661}",
        "soon",
        "Sun",
        "Mon, 28 Jun 2026 08:10:00 GMT",
        "Sun, 31 Jun 2026 08:10:00 GMT",
        "Sun, 28 Jun 2026 08:10:00 +0200",
        "2026-06-28T08:10:00Z",
    ] {
        assert_eq!(RetryAfter::new(text), RetryAfter::Unreadable, "{text:?}");
    }
}

for_both_services! {
    a_refused_or_unreadable_reply_hands_on_how_long_to_wait
    headers_change_no_outcome
    a_signal_of_failure_leaves_no_success
}

fn a_refused_or_unreadable_reply_hands_on_how_long_to_wait<S: Documented>() {
    let after = || RetryAfter::Seconds(7);
    let refused = format!(r#"{{"{}":false}}"#, S::FLAG);
    for body in [&*refused, "<html>"] {
        let bare = Reply::<S>::decode(429, body.as_bytes());
        let wait = |reply: &Reply<'_, S>| reply.recovery(&S::whole_update()).unwrap().action;
        assert_eq!(wait(&bare), Action::Retry { after: None });
        let told = bare
            .with_content_type("text/html")
            .with_retry_after(after());
        let expected = Action::Retry {
            after: Some(after()),
        };
        assert_eq!(wait(&told), expected);
        assert_eq!(wait(&told.into_owned()), expected);
    }
}

fn headers_change_no_outcome<S: Service>() {
    for case in fixtures::replies::<S>() {
        let bare = case.decode::<S>();
        let told = bare
            .clone()
            .with_content_type("text/html")
            .with_retry_after(RetryAfter::new("1"));
        let data = |refusal: &Refusal<'_, S>| refusal.data().map(|data| data.as_str().to_owned());
        match (told.outcome(), bare.outcome()) {
            (Outcome::Refused(told), Outcome::Refused(bare)) => {
                assert_eq!(told.kind(), bare.kind(), "{}", case.name);
                assert_eq!(told.http_status(), bare.http_status(), "{}", case.name);
                assert_eq!(data(told), data(bare), "{}", case.name);
            }
            (told, bare) => assert_eq!(told, bare, "{}", case.name),
        }
    }
}

/// Adds one signal of failure: another HTTP status, the flag as false, or an error.
fn with_failure<S: Documented>(
    status: u16,
    body: &str,
    signal: usize,
    other: u16,
) -> (u16, String) {
    let member = match (signal, S::NAME) {
        (0, _) => return (other, body.to_owned()),
        (2, "microbase") => r#""error":"""#.to_owned(),
        _ => format!(r#""{}":false"#, S::FLAG),
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

fn a_signal_of_failure_leaves_no_success<S: Documented>() {
    let cases: Vec<_> = fixtures::replies::<S>()
        .into_iter()
        .map(|case| {
            let body = case.body.trim_start_matches('\u{feff}').to_owned();
            (case.name, case.http_status, body)
        })
        .collect();
    let failing = prop_oneof![0..200_u16, 300..=u16::MAX];
    let law = |name: &str, status: u16, body: &str, signal: usize, other: u16| {
        let (status, changed) = with_failure::<S>(status, body, signal, other);
        let reply = Reply::<S>::decode(status, changed.as_bytes());
        let outcome = Expected::from(reply.outcome()).name();
        let failed = ["refused", "unreadable"].contains(&outcome);
        prop_assert!(failed, "{name}: {outcome} {status} {changed}");
        prop_assert_eq!(reply.recovery(&S::whole_update()).is_some(), failed);
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
