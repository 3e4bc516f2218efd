//! The list of findings: its order, its cap, and that the verdict does not depend on the cap.

use salesive_schema::report::{CatalogueRule, Kind};
use salesive_schema::{Checked, Options, Service, microbase, salesive};
use serde_json::Value;

use crate::both::{for_both_services, pairs};
use crate::fixtures;
use crate::snapshot::assert_snapshot;

for_both_services! {
    the_cap_leaves_the_verdict_and_prefers_violations
    kinds_are_told_apart
    a_hundred_findings_are_listed_unless_told_otherwise
    as_json_it_lists_the_findings_by_kind
}

fn the_cap_leaves_the_verdict_and_prefers_violations<S: Service>() {
    for case in fixtures::requests::<S>() {
        let whole = case.check::<S>();
        let all = whole.report().findings();
        assert_eq!(whole.report().omitted(), 0, "{}", case.name);
        let violations = whole.report().violations().count();
        for cap in 0..=all.len() {
            for strict in [false, true] {
                let options = Options::new().max_findings(cap).strict(strict);
                let capped = S::check(&case.body, &options).unwrap();
                let report = capped.report();
                let rejected = violations > 0 || strict && !all.is_empty();
                assert_eq!(capped.is_accepted(), !rejected, "{} {cap}", case.name);
                assert_eq!(capped.value().is_some(), !rejected, "{} {cap}", case.name);
                assert_eq!(
                    report.has_violations(),
                    violations > 0,
                    "{} {cap}",
                    case.name
                );
                assert_eq!(report.findings().len(), cap, "{} {cap}", case.name);
                assert_eq!(report.omitted(), all.len() - cap, "{} {cap}", case.name);
                assert_eq!(report.is_empty(), all.is_empty(), "{} {cap}", case.name);
                let listed = report.violations().count();
                assert_eq!(listed, violations.min(cap), "{} {cap}", case.name);
                let mut rest = all.iter();
                let in_order = report
                    .findings()
                    .iter()
                    .all(|finding| rest.any(|any| any == finding));
                assert!(in_order, "{} {cap}", case.name);
                let located = report.locate(&case.body);
                assert!(
                    located.map(|(_, location)| location).all(|l| l.is_some()),
                    "{}",
                    case.name
                );
            }
        }
    }
}

fn kinds_are_told_apart<S: Service>() {
    for case in fixtures::requests::<S>() {
        let checked = case.check::<S>();
        let report = checked.report();
        assert!(
            report
                .violations()
                .all(|finding| finding.rule().kind() == Kind::Violation)
        );
        assert!(
            report
                .advisories()
                .all(|finding| finding.rule().kind() == Kind::Advisory)
        );
        let both = report.violations().count() + report.advisories().count();
        assert_eq!(both, report.findings().len(), "{}", case.name);
        let (value, parts) = match checked.clone() {
            Checked::Accepted(value, report) => (Some(value), report),
            Checked::Rejected(report) => (None, report),
        };
        assert_eq!(value.is_some(), case.is_accepted(), "{}", case.name);
        assert_eq!(checked.value(), value.as_ref());
        assert_eq!((&parts, &checked.clone().into_report()), (report, report));
        assert_eq!(checked.clone().into_result(), value.ok_or(parts));
    }
    for case in fixtures::replies::<S>() {
        let reply = case.decode::<S>();
        for finding in reply.discrepancies().findings() {
            assert_eq!(finding.rule().kind(), Kind::Discrepancy, "{}", case.name);
        }
        assert!(!reply.discrepancies().has_violations(), "{}", case.name);
    }
}

fn a_hundred_findings_are_listed_unless_told_otherwise<S: Service>() {
    let unlisted = r#""x": 1, "#.repeat(150);
    let body = format!(r#"{{{unlisted} "name": 5, "firstName": 5, "id": "x"}}"#);
    let checked = S::check(body.as_bytes(), &Options::new()).unwrap();
    let report = checked.report();
    assert_eq!(report.findings().len(), 100);
    assert_eq!(report.violations().count(), 1, "{:?}", pairs(report));
    let all = S::check(body.as_bytes(), &Options::new().max_findings(usize::MAX)).unwrap();
    assert_eq!(report.omitted(), all.report().findings().len() - 100);
    let said = format!("\n{} more not listed", report.omitted());
    assert!(report.to_string().ends_with(&said), "{report}");
    assert_eq!(all.report().omitted(), 0);
    assert_eq!(Options::default(), Options::new());
}

#[test]
fn a_finding_displays_its_rule_place_sentence_and_hints() {
    let told = |body: &[u8]| {
        let checked = salesive::CustomerUpdate::check(body, &Options::new()).unwrap();
        checked.report().to_string()
    };
    let told = [
        told(br#"{"user": {}, "email": "ada", "nmae": 1, "phone": ""}"#),
        told(br"[]"),
        told(br#"{"user": "", "Active": true}"#),
    ];
    assert_snapshot!("report", told.join("\n\n"));
}

#[test]
fn a_suggestion_is_one_of_our_names_or_sentences() {
    let suggested = |body: &str| {
        let salesive = salesive::CustomerUpdate::check(body.as_bytes(), &Options::new()).unwrap();
        let microbase = microbase::CustomerUpdate::check(body.as_bytes(), &Options::new()).unwrap();
        let first = |of: Vec<Option<&'static str>>| of.into_iter().flatten().next();
        (
            first(
                salesive
                    .report()
                    .findings()
                    .iter()
                    .map(|f| f.suggestion())
                    .collect(),
            ),
            first(
                microbase
                    .report()
                    .findings()
                    .iter()
                    .map(|f| f.suggestion())
                    .collect(),
            ),
        )
    };
    for (body, expected) in [
        (r#"{"E-Mail": 1}"#, (Some("email"), Some("email"))),
        (r#"{"fone": 1}"#, (None, None)),
        (r#"{"phome": 1}"#, (Some("phone"), None)),
        (r#"{"first_name": 1}"#, (None, Some("firstName"))),
        (r#"{"lastname": 1}"#, (None, Some("lastName"))),
        (r#"{"tag": 1}"#, (None, Some("tags"))),
        (r#"{"isActive": 1}"#, (Some("active"), None)),
        (r#"{"cart": 1}"#, (None, None)),
        (r#"{"": 1}"#, (None, None)),
        (r#"{"ẽmail": 1}"#, (Some("email"), Some("email"))),
        (r#"{"status": "inactive "}"#, (None, Some("INACTIVE"))),
        (
            r#"{"user": "", "id": "x"}"#,
            (Some("null unlinks the user"), None),
        ),
    ] {
        assert_eq!(suggested(body), expected, "{body}");
    }
}

#[test]
fn repeated_members_of_a_reply_do_not_hide_what_decided_it() {
    let repeated = r#","message":"a""#.repeat(150);
    let body = format!(r#"{{"status":500,"success":true{repeated},"data":{{"phone":5}}}}"#);
    let reply = salesive::Reply::decode(500, body.as_bytes());
    let report = reply.discrepancies();
    let rules: Vec<_> = report
        .findings()
        .iter()
        .map(|finding| finding.rule())
        .collect();
    assert!(rules.contains(&salesive::Rule::ReplySuccessContradiction));
    assert!(rules.contains(&salesive::Rule::ReplyCustomerType));
    assert_eq!((rules.len(), report.omitted()), (100, 51));
}

#[test]
fn a_report_that_lists_nothing_says_so_in_one_line() {
    let options = Options::new().max_findings(0);
    let checked = salesive::CustomerUpdate::check(br#"{"name":1}"#, &options).unwrap();
    assert_eq!(checked.report().to_string(), "1 more not listed");
}

/// What it lists under each kind, and how much it does not list.
fn as_json_it_lists_the_findings_by_kind<S: Service>() {
    for case in fixtures::requests::<S>() {
        let options = Options::new().max_findings(2);
        let Ok(checked) = S::check(&case.body, &options) else {
            continue;
        };
        let report = checked.report();
        let json = serde_json::to_value(report).unwrap();
        let mut listed = 0;
        for (name, kind) in [
            ("violations", Kind::Violation),
            ("advisories", Kind::Advisory),
        ] {
            let of_kind =
                (report.findings().iter()).filter(|finding| finding.rule().kind() == kind);
            let of_kind: Vec<_> = of_kind.collect();
            let list = json.get(name).and_then(Value::as_array).map_or(0, Vec::len);
            assert_eq!(list, of_kind.len(), "{}: {json}", case.name);
            for (nth, finding) in of_kind.iter().enumerate() {
                let said = &json[name][nth];
                assert_eq!(said["rule"], finding.rule().id());
                assert_eq!(said["pointer"], finding.pointer().to_string());
                assert_eq!(said["sentence"], finding.rule().sentence());
                let found = finding.json_type().map(|found| found.name());
                assert_eq!(said.get("found").and_then(Value::as_str), found);
                let suggestion = said.get("suggestion").and_then(Value::as_str);
                assert_eq!(suggestion, finding.suggestion());
            }
            listed += list;
        }
        assert_eq!(listed, report.findings().len());
        let omitted = json
            .get("omitted")
            .map_or(0, |omitted| omitted.as_u64().unwrap());
        assert_eq!(omitted, report.omitted() as u64, "{}", case.name);
        for (_, location) in report.locate(&case.body) {
            let at = location.unwrap();
            let said = serde_json::json!({"line": at.line, "column": at.column});
            assert_eq!(serde_json::to_value(&at).unwrap(), said);
        }
    }
}
