//! Problem details (RFC 9457) and messages by field, out of reports.

use salesive_schema::report::{CatalogueRule, Kind, Problem};
use salesive_schema::{MicroBase, Options, Salesive, Service};
use serde_json::{Value, json};

use crate::both::for_both_services;
use crate::fixtures;

fn json(problem: &Problem) -> Value {
    serde_json::from_str(&problem.to_json()).unwrap()
}

for_both_services! {
    problem_details_list_exactly_the_violations
    a_message_stands_under_the_field_of_its_pointer
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
