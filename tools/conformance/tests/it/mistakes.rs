//! The kit tells each kind of mistake: implementations of ours with one planted.

use salesive_conformance::{Comparison, Kit, Outcome, Verdict};
use salesive_schema::salesive::{CustomerUpdate, Rule};
use salesive_schema::{Finding, MicroBase, Options, Salesive};

use super::ours::{missed, outcome, pair, verdict};

fn contains(body: &[u8], part: &str) -> bool {
    body.windows(part.len())
        .any(|window| window == part.as_bytes())
}

/// Few draws are enough for a mistake that every other body shows.
fn run(implementation: impl Fn(&[u8]) -> Verdict) -> Comparison {
    Kit::<Salesive>::new().draws(20).requests(implementation)
}

fn run_replies(implementation: impl Fn(u16, &[u8]) -> Outcome) -> Comparison {
    Kit::<Salesive>::new().draws(20).replies(implementation)
}

/// Our verdict with each finding changed, or left out.
fn retold(body: &[u8], told: impl Fn(&Finding<Rule>) -> Option<(String, &'static str)>) -> Verdict {
    match CustomerUpdate::check(body, &Options::new()) {
        Ok(checked) => {
            let findings: Vec<_> = checked.report().violations().filter_map(told).collect();
            Verdict::from(checked.is_accepted()).findings(findings)
        }
        Err(_) => Verdict::malformed(),
    }
}

/// The misses, without numbers, which change with the strategies.
fn shown(comparison: &Comparison) -> String {
    let shown = comparison.missed().map(|group| {
        let misses: Vec<_> = group.misses().iter().map(ToString::to_string).collect();
        format!("{}\n{}", group.name(), misses.join("\n"))
    });
    shown.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_body_that_is_wrongly_accepted() {
    let comparison = run(|body| match verdict::<Salesive>(body) {
        verdict if verdict == Verdict::malformed() => verdict,
        _ if contains(body, "shop_id") => Verdict::accepted(),
        verdict => verdict,
    });
    assert!(!comparison.passes());
    assert_eq!(missed(&comparison), ["salesive.update.shop.forbidden"]);
    insta::assert_snapshot!(shown(&comparison), @r#"
    salesive.update.shop.forbidden
      vector salesive/request/reject/shop.forbidden
        input   {"active": true, "shop": null, "shopId": "1", "shop_id": {}}
        wanted  rejected: /shop salesive.update.shop.forbidden, /shopId salesive.update.shop.forbidden, /shop_id salesive.update.shop.forbidden
        got     accepted
      vector salesive/request/reject/many-problems
        input   {\n  "active": 1,\n  "nickname": "Ada",\n  "shop_id": "664f0e2a1c2b3d4e5f6a7b8c",\n  "email": "ada",\n  "phone": "",\n  "user": "ada",\n  "name": "",\n  "name": null\n}\n
        wanted  rejected: /active salesive.update.active.type, /email salesive.update.email.format, /name salesive.update.member.duplicate, /name salesive.update.name.type, /shop_id salesive.update.shop.forbidden, /user salesive.update.user.object_id
        got     accepted
      drawn by breaking([ShopForbidden]), shrunk
        input   {"name":"Ada Obi","shop_id":null}
        wanted  rejected: /shop_id salesive.update.shop.forbidden
        got     accepted
    "#);
}

#[test]
fn a_body_that_is_wrongly_rejected() {
    let comparison = run(|body| match contains(body, "null") {
        true => Verdict::rejected(),
        false => verdict::<Salesive>(body),
    });
    assert_eq!(missed(&comparison), ["accepted"]);
    insta::assert_snapshot!(shown(&comparison), @r#"
    accepted
      vector salesive/request/accept/near/user.type
        input   {"user": null}
        wanted  accepted
        got     rejected
      vector salesive/request/accept/near/name.type
        input   {"name": "null"}
        wanted  accepted
        got     rejected
      drawn by near(), shrunk
        input   {"phone":null}
        wanted  accepted
        got     rejected
    "#);
}

#[test]
fn a_violation_at_the_wrong_place() {
    let comparison = run(|body| {
        retold(body, |finding| {
            let is_it = finding.rule() == Rule::UserType;
            let pointer = if is_it {
                "/customer/user".into()
            } else {
                finding.pointer().to_string()
            };
            Some((pointer, finding.rule().id()))
        })
    });
    assert_eq!(missed(&comparison), ["salesive.update.user.type"]);
    insta::assert_snapshot!(shown(&comparison), @r#"
    salesive.update.user.type
      vector salesive/request/reject/user.type
        input   {"user": {"_id": "6650aa11bb22cc33dd44ee55", "name": "Ada Obi"}}
        wanted  rejected: /user salesive.update.user.type
        got     rejected: /customer/user salesive.update.user.type
      vector salesive/request/reject/whole-record
        input   {\n  "_id": "665a1f2c9b1e4a0012ab34cd",\n  "user": {\n    "_id": "6650aa11bb22cc33dd44ee55",\n    "name": "Ada Obi",\n    "email": "ada@example.com",\n    "avatar": "https://cdn.example.com/u/ada.png"\n  },\n  "shop": "664f0e2a1c2b3d4e5f6a7b8c",\n  "name": "Ada Obi",\n  "phone": "+2348099998888",\n  "email": "… (572 bytes)
        wanted  rejected: /shop salesive.update.shop.forbidden, /user salesive.update.user.type
        got     rejected: /customer/user salesive.update.user.type, /shop salesive.update.shop.forbidden
      drawn by breaking([UserType]), shrunk
        input   {"user":false}
        wanted  rejected: /user salesive.update.user.type
        got     rejected: /customer/user salesive.update.user.type
    "#);
}

#[test]
fn a_violation_of_another_rule() {
    let comparison = run(|body| {
        retold(body, |finding| {
            let rule = match finding.rule() {
                Rule::UserObjectId => Rule::UserType,
                rule => rule,
            };
            Some((finding.pointer().to_string(), rule.id()))
        })
    });
    assert_eq!(missed(&comparison), ["salesive.update.user.object_id"]);
    insta::assert_snapshot!(shown(&comparison), @r#"
    salesive.update.user.object_id
      vector salesive/request/reject/user.object_id.empty
        input   {"user": ""}
        wanted  rejected: /user salesive.update.user.object_id
        got     rejected: /user salesive.update.user.type
      vector salesive/request/reject/user.object_id
        input   {"user": "6650aa11"}
        wanted  rejected: /user salesive.update.user.object_id
        got     rejected: /user salesive.update.user.type
      drawn by breaking([UserObjectId]), shrunk
        input   {"user":""}
        wanted  rejected: /user salesive.update.user.object_id
        got     rejected: /user salesive.update.user.type
    "#);
}

/// Which only bodies that break two rules show.
#[test]
fn a_judge_that_stops_at_the_first_violation() {
    let comparison = run(|body| {
        let told = std::cell::Cell::new(false);
        retold(body, |finding| (!told.replace(true)).then(|| pair(finding)))
    });
    let missed = missed(&comparison);
    assert!(missed.len() >= 9, "{missed:?}");
    let alone = |source: &str| source.contains("breaking([") && !source.contains(',');
    for miss in comparison.missed().flat_map(|group| group.misses()) {
        assert!(!alone(&miss.source), "{miss}");
    }
}

#[test]
fn a_violation_that_is_told_once_too_often() {
    let comparison = run(|body| match CustomerUpdate::check(body, &Options::new()) {
        Ok(checked) => {
            let violations = checked.report().violations();
            let twice = violations.flat_map(|finding| {
                let again = if finding.rule() == Rule::NameType {
                    2
                } else {
                    1
                };
                std::iter::repeat_n(pair(finding), again)
            });
            let twice: Vec<_> = twice.collect();
            Verdict::from(checked.is_accepted()).findings(twice)
        }
        Err(_) => Verdict::malformed(),
    });
    assert!(missed(&comparison).contains(&"salesive.update.name.type"));
}

#[test]
fn a_text_that_is_no_json_and_is_wrongly_read() {
    let comparison = run(|body| {
        let text = String::from_utf8_lossy(body);
        verdict::<Salesive>(text.trim_start_matches('\u{feff}').as_bytes())
    });
    assert_eq!(missed(&comparison), ["malformed"]);
}

/// Whereas an answer that says only no is not missed: it can mean either.
#[test]
fn json_that_is_called_malformed() {
    let malformed = |wanted: Verdict, instead: fn() -> Verdict| {
        if wanted == Verdict::accepted() {
            wanted
        } else {
            instead()
        }
    };
    let yes_or_no = |body: &[u8]| Verdict::from(CustomerUpdate::from_json(body).is_ok());
    let comparison = run(|body| malformed(yes_or_no(body), Verdict::malformed));
    assert!(missed(&comparison).contains(&"salesive.update.active.type"));
    let comparison = run(|body| malformed(yes_or_no(body), Verdict::rejected));
    assert!(comparison.passes(), "{comparison}");
}

#[test]
fn a_text_beyond_limits_may_be_refused_but_not_accepted_against_a_rule() {
    let is_huge = |body: &[u8]| contains(body, "1e400") || contains(body, "1E+400");
    let gives_up = run(|body| match is_huge(body) {
        true => Verdict::malformed(),
        false => verdict::<Salesive>(body),
    });
    assert!(gives_up.passes(), "{gives_up}");
    let group = gives_up.groups().last().unwrap();
    assert_eq!(group.name(), "beyond limits");
    assert!(group.is_let_off() && group.missed() > 0);
    let takes_all = run(|body| match verdict::<Salesive>(body) {
        verdict if verdict == Verdict::malformed() => verdict,
        _ if is_huge(body) => Verdict::accepted(),
        verdict => verdict,
    });
    assert!(missed(&takes_all).contains(&"salesive.update.name.type"));
}

#[test]
fn a_refusal_that_is_taken_for_a_success() {
    let comparison = run_replies(|http_status, body| match http_status {
        200 if contains(body, "\"success\":false") => Outcome::updated(),
        _ => outcome::<Salesive>(http_status, body),
    });
    assert_eq!(missed(&comparison), ["refused", "unreadable"]);
    insta::assert_snapshot!(shown(&comparison), @r#"
    refused
      vector salesive/reply/refused/success.contradiction
        input   HTTP 200 {"status":200,"success":false,"message":"No","data":null}
        wanted  refused (other): /success salesive.reply.success.contradiction
        got     updated
      vector salesive/reply/refused/success.contradiction.status-of-the-body-500
        input   HTTP 200 {"status":500,"success":false,"message":"No","data":null}
        wanted  refused (other): /status salesive.reply.status.echo, /success salesive.reply.success.contradiction
        got     updated
      drawn by broken_reply(), shrunk
        input   HTTP 200 {"success":false,"message":"Customer not found","data":null,"status":200}
        wanted  refused (other): /success salesive.reply.success.contradiction
        got     updated

    unreadable
      vector salesive/reply/unreadable/two-texts
        input   HTTP 200 {"status":404,"success":false,"message":"No","data":null}\n{"status":404,"success":false,"message":"No","data":null}
        wanted  unreadable
        got     updated
      vector salesive/reply/unreadable/flag-twice
        input   HTTP 200 {"status":200,"success":true,"message":"Customer updated successfully","data":{"_id":"665a1f2c9b1e4a0012ab34cd","active":true},"success":false}
        wanted  unreadable
        got     updated
      drawn by broken_reply(), shrunk
        input   HTTP 200 {"status":200,"message":"Customer updated successfully","data":{},"success":false,"success":true}
        wanted  unreadable
        got     updated
    "#);
}

#[test]
fn a_refusal_of_another_kind_and_a_discrepancy_that_is_not_told() {
    let comparison = run_replies(|http_status, body| match http_status {
        403 => Outcome::refused().kind("unauthorized"),
        _ => outcome::<Salesive>(http_status, body),
    });
    assert_eq!(missed(&comparison), ["refused"]);
    let comparison = run_replies(|http_status, body| {
        let reply = salesive_schema::salesive::Reply::decode(http_status, body);
        let told = reply.discrepancies().findings().iter();
        let told = told.filter(|finding| finding.rule() != Rule::ReplyStatusEcho);
        let told: Vec<_> = told.map(pair).collect();
        outcome::<Salesive>(http_status, body).discrepancies(told)
    });
    assert_eq!(missed(&comparison), ["salesive.reply.status.echo"]);
}

/// However much an implementation gets wrong, and whatever it says.
#[test]
fn what_is_shown_is_bounded() {
    let comparison = Kit::<MicroBase>::new().draws(20).requests(|_| {
        Verdict::rejected().findings(vec![
            ("/\u{1b}\u{202e}".repeat(1_000), "x".repeat(1_000));
            100
        ])
    });
    let shown = comparison.to_string();
    assert!(shown.len() < 200_000, "{}", shown.len());
    assert!(!shown.contains(['\u{1b}', '\u{202e}']));
}
