//! What the real MicroBase service answered, held against what we say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use salesive_schema::microbase::{CustomerUpdate, Outcome, Reply, Rule};
use salesive_schema::report::Kind;
use salesive_schema::{Checked, Malformed, Options};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::both::pairs;
use crate::fixtures;

/// One recorded exchange.
#[derive(Deserialize)]
struct Exchange {
    n: u32,
    /// Key of the customers before the request.
    store: Value,
    /// An object or array is the body; a string is its raw text.
    request: Option<Box<RawValue>>,
    /// Only where the request was not the documented one with a valid token.
    http: Option<Value>,
    http_status: u16,
    /// An object in the service's key order, or a string such as an HTML page.
    response: Option<Box<RawValue>>,
    changed: bool,
}

impl Exchange {
    fn all() -> Vec<Self> {
        let line = |line: &str| serde_json::from_str(line).unwrap();
        text().lines().skip(1).map(line).collect()
    }

    fn reply_body(&self) -> String {
        self.response.as_deref().map(as_sent).unwrap_or_default()
    }

    /// The body, if the request was the documented one.
    fn documented_request(&self) -> Option<String> {
        match self.http {
            None => self.request.as_deref().map(as_sent),
            Some(_) => None,
        }
    }

    /// The service's own word, out of the reply alone.
    fn answer(&self) -> Answer {
        let Ok(reply) = serde_json::from_str::<Value>(&self.reply_body()) else {
            return Answer::None;
        };
        match (reply.get("ok").and_then(Value::as_bool), &reply["error"]) {
            (None, _) => Answer::None,
            (Some(true), Value::Null) => Answer::Success(reply["customer"].clone()),
            (Some(_), Value::String(code)) => Answer::Code(code.clone(), reply["data"].clone()),
            (Some(_), _) => Answer::OtherError,
        }
    }
}

#[derive(PartialEq)]
enum Answer {
    Success(Value),
    Code(String, Value),
    /// An `error` that is no string: the body could not be read.
    OtherError,
    None,
}

fn text() -> String {
    fs::read_to_string(fixtures::root().join("microbase/observed.ndjson")).unwrap()
}

fn as_sent(raw: &RawValue) -> String {
    serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned())
}

fn check(body: &str) -> Result<Checked<CustomerUpdate<'_>, Rule>, Malformed> {
    CustomerUpdate::check(body.as_bytes(), &Options::new())
}

#[test]
fn every_reply_decodes_to_the_outcome_its_body_says() {
    for exchange in Exchange::all() {
        let body = exchange.reply_body();
        let reply = Reply::decode(exchange.http_status, body.as_bytes());
        let n = exchange.n;
        match (exchange.answer(), reply.outcome()) {
            (Answer::Success(said), Outcome::Updated(customer)) => {
                assert_eq!(serde_json::to_value(customer).unwrap(), said, "{n}");
                assert!(
                    reply.discrepancies().is_empty(),
                    "{n}: {}",
                    reply.discrepancies()
                );
            }
            (Answer::Code(said, data), Outcome::Refused(refusal)) => {
                assert_eq!(refusal.code(), Some(&*said), "{n}");
                let kind = refusal.kind().name();
                assert!(
                    kind == said || kind == "other" && said == "invalid_token",
                    "{n}: {kind}"
                );
                let kept = refusal.data().map_or("null", |data| data.as_str());
                assert_eq!(serde_json::from_str::<Value>(kept).unwrap(), data, "{n}");
                assert!(
                    reply.discrepancies().is_empty(),
                    "{n}: {}",
                    reply.discrepancies()
                );
            }
            (Answer::OtherError, Outcome::Refused(refusal)) => {
                assert_eq!(
                    (refusal.kind().name(), refusal.code()),
                    ("other", None),
                    "{n}"
                );
                let found = pairs(reply.discrepancies());
                let error_type = ("/error".into(), Rule::ReplyErrorType.id().into());
                assert_eq!(found, [error_type], "{n}");
            }
            (Answer::None, Outcome::Unreadable) => {}
            (_, outcome) => panic!("{n}: {outcome:?}"),
        }
    }
}

/// A reason why we and the service differ, and where that was seen.
#[derive(Deserialize)]
struct Difference {
    reason: String,
    exchanges: BTreeSet<u32>,
}

#[test]
fn verdicts_on_requests_differ_only_where_listed() {
    let mut found = BTreeMap::new();
    let mut compared = 0;
    for exchange in Exchange::all() {
        let Some(body) = exchange.documented_request() else {
            continue;
        };
        let ours = match check(&body) {
            Ok(checked) if checked.is_accepted() => "accepted",
            Ok(_) => "rejected",
            Err(_) => "malformed",
        };
        let theirs = match exchange.answer() {
            Answer::Success(_) => "accepted",
            Answer::Code(code, _) => match &*code {
                "validation_error" | "customer_invalid_email" => "rejected",
                // The body got through all checks that a body alone can fail.
                "duplicate_key" => "accepted",
                // Looked for before the email address and the status are judged.
                "customer_not_found" => continue,
                code => panic!("{}: {code}", exchange.n),
            },
            Answer::OtherError => "malformed",
            Answer::None => panic!("{}", exchange.n),
        };
        compared += 1;
        if ours != theirs {
            found.insert(exchange.n, format!("{theirs} there, {ours} here"));
        }
    }
    let differences: Vec<Difference> =
        fixtures::parse(&fixtures::root().join("microbase/observed-differences.json"));
    let listed: BTreeMap<u32, String> = differences
        .into_iter()
        .flat_map(|difference| {
            let reason = difference.reason;
            difference
                .exchanges
                .into_iter()
                .map(move |n| (n, reason.clone()))
        })
        .collect();
    let unlisted: Vec<_> = found
        .iter()
        .filter(|(n, _)| !listed.contains_key(n))
        .collect();
    assert!(unlisted.is_empty(), "no reason is listed for {unlisted:#?}");
    let agreed: Vec<_> = listed
        .iter()
        .filter(|(n, _)| !found.contains_key(n))
        .collect();
    assert!(
        agreed.is_empty(),
        "listed, but no longer different: {agreed:#?}"
    );
    assert!(found.len() * 20 < compared, "{} of {compared}", found.len());
}

/// The service names only the first place that it refuses.
#[test]
fn the_place_that_the_service_refuses_is_among_ours() {
    let mut seen = BTreeSet::new();
    for exchange in Exchange::all() {
        let (Some(body), Answer::Code(code, data)) =
            (exchange.documented_request(), exchange.answer())
        else {
            continue;
        };
        let place = match (&*code, &data[0]) {
            ("customer_invalid_email", _) => "/email".to_owned(),
            ("validation_error", Value::String(said)) => pointer(said),
            _ => continue,
        };
        let Ok(checked) = check(&body) else { continue };
        if checked.is_accepted() {
            continue;
        }
        let ours: Vec<_> = checked
            .report()
            .violations()
            .map(|v| v.pointer().to_string())
            .collect();
        assert!(
            ours.contains(&place),
            "{}: {place} is not in {ours:?}",
            exchange.n
        );
        seen.insert(place);
    }
    let all = [
        "",
        "/email",
        "/firstName",
        "/id",
        "/lastName",
        "/status",
        "/tags",
        "/tags/0",
    ];
    assert!(all.iter().all(|place| seen.contains(*place)), "{seen:?}");
}

/// `payload.tags[1]: should be string` is at `/tags/1`.
fn pointer(said: &str) -> String {
    let (place, _) = said.split_once(':').unwrap();
    match place.strip_prefix("payload").unwrap_or(".status") {
        "" => String::new(),
        members => members.replace(['.', '['], "/").replace(']', ""),
    }
}

#[test]
fn a_customer_is_looked_for_only_once_the_shape_is_right() {
    for exchange in Exchange::all() {
        if let (Some(body), Answer::Code(code, _)) =
            (exchange.documented_request(), exchange.answer())
            && code == "customer_not_found"
        {
            let checked = check(&body).unwrap();
            let late = [Rule::EmailFormat, Rule::StatusValue];
            let mut violations = checked.report().violations();
            assert!(
                violations.all(|v| late.contains(&v.rule())),
                "{}",
                exchange.n
            );
        }
    }
}

#[test]
fn a_body_without_effect_changed_nothing() {
    let mut seen = 0;
    for exchange in Exchange::all() {
        if let (Some(body), Answer::Success(_)) = (exchange.documented_request(), exchange.answer())
            && let Ok(checked) = check(&body)
            && has(&checked, Rule::BodyNoEffect, "")
        {
            assert!(!exchange.changed, "{}", exchange.n);
            seen += 1;
        }
    }
    assert!(seen > 5, "{seen}");
}

#[test]
fn an_ignored_member_kept_its_value() {
    let stores: Value = serde_json::from_str(text().lines().next().unwrap()).unwrap();
    let mut seen = BTreeSet::new();
    for exchange in Exchange::all() {
        let Some(body) = exchange.documented_request() else {
            continue;
        };
        let (Answer::Success(after), Ok(checked)) = (exchange.answer(), check(&body)) else {
            continue;
        };
        let store = &stores["stores"][exchange.store.to_string()];
        let customers = store.as_array().unwrap();
        let before = customers
            .iter()
            .find(|customer| customer["id"] == after["id"])
            .unwrap();
        for member in ["email", "firstName", "lastName"] {
            if has(&checked, Rule::MemberIgnored, &format!("/{member}")) {
                assert_eq!(after[member], before[member], "{}", exchange.n);
                seen.insert(member);
            }
        }
    }
    assert_eq!(seen.len(), 3);
}

fn has(checked: &Checked<CustomerUpdate<'_>, Rule>, rule: Rule, pointer: &str) -> bool {
    assert!(matches!(rule.kind(), Kind::Advisory));
    let mut advisories = checked.report().advisories();
    advisories.any(|finding| finding.rule() == rule && finding.pointer().to_string() == pointer)
}
