//! Problem details (RFC 9457) and messages by field, out of reports.

use std::collections::BTreeMap;

use salesive_schema::report::{CatalogueRule, InvalidExtension, Kind, Problem};
use salesive_schema::{MicroBase, Options, Rejection, Salesive, Service};
use serde_json::{Value, json};

use crate::both::for_both_services;
use crate::fixtures;

fn json(problem: &Problem) -> Value {
    serde_json::from_str(&problem.to_json()).unwrap()
}

for_both_services! {
    problem_details_list_exactly_the_violations
    a_message_stands_under_the_field_of_its_pointer
    advisories_stand_beside_violations_on_request
}

fn problem_details_list_exactly_the_violations<S: Service>() {
    for case in fixtures::requests::<S>() {
        let Err(rejection) = S::from_json(&case.body) else {
            assert!(case.is_accepted());
            continue;
        };
        let problem = json(&rejection.problem());
        let broken = "/report/struct.Problem.html#broken-rules";
        assert!(problem["type"].as_str().unwrap().ends_with(broken));
        assert_eq!(problem["title"], "Update rules broken");
        assert_eq!(problem["status"], 422);
        let pair = |error: &Value| {
            let pointer = error["pointer"]
                .as_str()
                .unwrap()
                .strip_prefix('#')
                .unwrap();
            (
                pointer.to_owned(),
                error["rule"].as_str().unwrap().to_owned(),
            )
        };
        let errors: Vec<_> = problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(pair)
            .collect();
        let mut violations = case.findings;
        violations.retain(|(_, rule)| {
            S::Rule::from_id(rule).is_some_and(|rule| rule.kind() == Kind::Violation)
        });
        assert_eq!(errors, violations, "{}", case.name);
    }
}

/// What a member of a problem lists, as pairs of pointer and rule, or how many it counts.
fn listed(problem: &Value, member: &str) -> Vec<(String, String)> {
    let text = |error: &Value, member: &str| error[member].as_str().unwrap().to_owned();
    let pair = |error: &Value| (text(error, "pointer"), text(error, "rule"));
    let listed = problem.get(member).and_then(Value::as_array);
    listed.into_iter().flatten().map(pair).collect()
}

fn advisories_stand_beside_violations_on_request<S: Service>() {
    let mut beside = 0;
    for case in fixtures::requests::<S>() {
        let Err(Rejection::Report(report)) = S::from_json(&case.body) else {
            continue;
        };
        let plain = json(&report.problem());
        assert!(plain.get("advisories").is_none());
        let problem = json(&report.problem().with_advisories());
        let pair = |finding: &salesive_schema::Finding<S::Rule>| {
            (
                format!("#{}", finding.pointer()),
                finding.rule().to_string(),
            )
        };
        let advisories: Vec<_> = report.advisories().map(pair).collect();
        beside += usize::from(!advisories.is_empty());
        assert_eq!(listed(&problem, "advisories"), advisories, "{}", case.name);
        assert_eq!(problem["errors"], plain["errors"], "{}", case.name);
    }
    assert!(beside > 3, "{beside}");
}

fn a_message_stands_under_the_field_of_its_pointer<S: Service>() {
    for case in fixtures::requests::<S>() {
        let checked = case.check::<S>();
        let report = checked.report();
        if !report.has_violations() {
            continue;
        }
        let messages = report.messages();
        assert_eq!(
            messages.values().map(Vec::len).sum::<usize>(),
            report.violations().count()
        );
        for violation in report.violations() {
            let pointer = violation.pointer().to_string();
            let field = match pointer.strip_prefix('/') {
                Some(path) => path.replace('/', "."),
                None => "__all__".to_owned(),
            };
            let sentence = violation.rule().sentence();
            assert!(messages[&field].contains(&sentence), "{}", case.name);
        }
    }
}

#[test]
fn what_rejects_under_strict_options_is_listed_too() {
    let strict = Options::new().strict(true);
    let body = br#"{"name": " "}"#;
    let report = Salesive::check(body, &strict)
        .unwrap()
        .into_result()
        .unwrap_err();
    assert_eq!(
        json(&report.problem())["errors"][0]["rule"],
        "salesive.update.name.blank"
    );
    assert_eq!(report.messages().keys().collect::<Vec<_>>(), ["name"]);
    let body = br#"{"name": " ", "active": 1}"#;
    let report = Salesive::check(body, &strict)
        .unwrap()
        .into_result()
        .unwrap_err();
    assert_eq!(
        json(&report.problem())["errors"].as_array().unwrap().len(),
        1
    );
    assert_eq!(report.messages().keys().collect::<Vec<_>>(), ["active"]);
}

#[test]
fn a_body_that_is_not_json_is_a_problem_with_a_place() {
    let rejection = MicroBase::from_json(b"{\"id\":\n x}").unwrap_err();
    let problem = json(&rejection.problem());
    assert_eq!(problem["status"], 400);
    assert_eq!(problem["title"], "Bad Request");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .starts_with("Line 2, column 2: ")
    );
    assert!(problem.get("errors").is_none());
}

#[test]
fn findings_that_are_not_listed_are_counted() {
    let body = format!(r#"{{"id":"1","tags":[{}1]}}"#, "1,".repeat(199));
    let rejection = MicroBase::from_json(body.as_bytes()).unwrap_err();
    let problem = json(&rejection.problem());
    assert_eq!(problem["errors"].as_array().unwrap().len(), 100);
    assert_eq!(problem["omitted"], 100);
    assert_eq!(problem["detail"], "The body breaks 1 rule.");
}

#[test]
fn a_service_can_give_a_problem_its_own_type_and_status() {
    let rejection = Salesive::from_json(b"{}").unwrap_err();
    let problem = rejection
        .problem()
        .with_type("https://example.com/problems/update", "Invalid update")
        .with_http_status(400);
    assert_eq!(problem.http_status(), 400);
    assert_eq!(
        json(&problem),
        json!({
            "type": "https://example.com/problems/update",
            "title": "Invalid update",
            "status": 400,
            "detail": "The body breaks 1 rule.",
            "errors": [{
                "detail": "At least one of name, email, phone, user and active must be supplied.",
                "pointer": "#",
                "rule": "salesive.update.body.empty",
            }],
        })
    );
    assert_eq!(
        json(&rejection.problem().with_http_status(400))["title"],
        "Update rules broken"
    );
}

#[test]
fn every_status_has_a_title_of_the_problem() {
    let report = MicroBase::from_json(b"{}").unwrap_err();
    for (status, title) in [
        (409, "Conflict"),
        (451, "Unavailable For Legal Reasons"),
        (499, "Client Error"),
        (599, "Server Error"),
    ] {
        let malformed = MicroBase::from_json(b"{").unwrap_err();
        let problem = json(&malformed.problem().with_http_status(status));
        assert_eq!(
            (&problem["title"], &problem["type"]),
            (&json!(title), &json!("about:blank"))
        );
        let typed = report.problem().with_http_status(status);
        assert_eq!(json(&typed)["title"], "Update rules broken");
    }
}

#[test]
fn advisories_that_are_not_listed_do_not_count_beside_violations() {
    let unlisted: String = (0..150)
        .map(|number| format!(r#""x{number}":1,"#))
        .collect();
    let body = format!(r#"{{{unlisted}"active":1}}"#);
    let rejection = Salesive::from_json(body.as_bytes());
    let problem = json(&rejection.unwrap_err().problem());
    assert_eq!(problem["errors"].as_array().unwrap().len(), 1);
    assert!(problem.get("omitted").is_none());
}

#[test]
fn a_misspelt_member_is_hinted_at_while_another_is_wrong() {
    let rejection = Salesive::from_json(br#"{"emial":"ada@example.com","phone":5}"#).unwrap_err();
    let problem = json(&rejection.problem().with_advisories());
    assert_eq!(
        listed(&problem, "errors"),
        [("#/phone".into(), "salesive.update.phone.type".into())]
    );
    assert_eq!(problem["advisories"][0]["suggestion"], "email");
}

#[test]
fn advisories_that_are_not_listed_are_counted_apart() {
    let unlisted: String = (0..150).map(|n| format!(r#""x{n}":1,"#)).collect();
    let body = format!(r#"{{{unlisted}"active":1}}"#);
    let rejection = Salesive::from_json(body.as_bytes()).unwrap_err();
    let problem = json(&rejection.problem().with_advisories());
    assert_eq!(listed(&problem, "advisories").len(), 99);
    assert_eq!(problem["advisories_omitted"], 51);
    assert!(problem.get("omitted").is_none());
}

#[test]
fn what_rejects_is_not_listed_twice() {
    let strict = Options::new().strict(true);
    let report = Salesive::check(br#"{"name": " "}"#, &strict)
        .unwrap()
        .into_result()
        .unwrap_err();
    let problem = json(&report.problem().with_advisories());
    assert_eq!(listed(&problem, "errors").len(), 1);
    assert!(problem.get("advisories").is_none());
}

#[test]
fn a_problem_of_any_status_says_what_it_is_given() {
    assert_eq!(
        json(&Problem::new(429)),
        json!({"type": "about:blank", "title": "Too Many Requests", "status": 429})
    );
    let problem = Problem::new(504)
        .with_type("https://example.com/problems/unknown", "Update unknown")
        .with_detail("Read the customer first.")
        .with_instance("/log/7")
        .with_extension("action", "read_again")
        .and_then(|problem| problem.with_extension("fields", &["/email"]))
        .unwrap();
    assert_eq!(
        problem.to_json(),
        concat!(
            r#"{"type":"https://example.com/problems/unknown","title":"Update unknown","status":504,"#,
            r#""detail":"Read the customer first.","instance":"/log/7","#,
            r#""action":"read_again","fields":["/email"]}"#,
        )
    );
}

#[test]
fn no_extension_takes_the_place_of_another_member() {
    let rejection = Salesive::from_json(br#"{"emial":1,"phone":5}"#).unwrap_err();
    let whole = rejection
        .problem()
        .with_advisories()
        .with_instance("/1")
        .with_extension("more", &1)
        .unwrap();
    let own = json(&whole);
    let more = ["omitted", "advisories_omitted"];
    for name in own
        .as_object()
        .unwrap()
        .keys()
        .map(|name| &**name)
        .chain(more)
    {
        let expected = match name {
            "more" => InvalidExtension::Repeated,
            _ => InvalidExtension::Reserved,
        };
        let refused = whole.clone().with_extension(name.to_owned(), &"mine");
        assert_eq!(refused.unwrap_err(), expected, "{name}");
    }
    let keys = BTreeMap::from([((1, 2), 3)]);
    let refused = Problem::new(400).with_extension("pairs", &keys);
    assert_eq!(refused.unwrap_err(), InvalidExtension::NotJson);
    for odd in ["", "Status", "a\"b"] {
        let problem = Problem::new(400).with_extension(odd, &1).unwrap();
        assert_eq!(json(&problem)[odd], 1);
        assert_eq!(json(&problem)["status"], 400);
    }
}

#[test]
fn an_extension_is_not_shown() {
    let problem = Problem::new(400).with_extension("more", "canary").unwrap();
    assert!(!format!("{problem:?}").contains("canary"));
}

#[cfg(feature = "http-1x")]
#[test]
fn a_problem_is_answered_under_its_status() {
    for (http_status, sent) in [(422, 422), (599, 599), (0, 500), (101, 500), (65_535, 500)] {
        let problem = Problem::new(http_status);
        let response = problem.to_response();
        assert_eq!(response.status(), sent);
        assert_eq!(response.headers().len(), 1);
        assert_eq!(response.headers()["content-type"], Problem::CONTENT_TYPE);
        assert_eq!(
            *response.body(),
            problem.with_http_status(sent).to_json(),
            "both say the same"
        );
    }
}
