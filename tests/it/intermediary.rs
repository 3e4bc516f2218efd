//! Problem details that a server in between answers in place of the service.

use salesive_schema::Reply;
use salesive_schema::http::{Action, Source, Written};

use crate::both::{Documented, for_both_services};

for_both_services! {
    nothing_that_a_server_in_between_says_makes_an_unknown_write_known
    what_http_refuses_is_not_sent_again_for_a_milder_status_in_the_text
    problem_details_of_a_server_in_between_are_read
    no_other_body_counts_as_problem_details
    only_so_much_is_read_of_problem_details
}

const PRISM: &str = r#"{"type":"https://stoplight.io/prism/errors#UNPROCESSABLE_ENTITY","title":"Invalid request","status":422,"detail":"Your request is not valid and no HTTP validation response was found in the spec, so Prism is generating this error for you.","validation":[{"location":["body","email"],"severity":"Error","code":"format","message":"Request body property email must match format \"email\""}]}"#;

fn problem_details_of_a_server_in_between_are_read<S: Documented>() {
    for content_type in [
        None,
        Some("application/problem+json"),
        Some("Application/Problem+JSON; charset=utf-8"),
    ] {
        let mut reply = Reply::<S>::decode(422, PRISM.as_bytes());
        if let Some(content_type) = content_type {
            reply = reply.with_content_type(content_type);
        }
        let problem = reply.intermediary_problem().unwrap();
        assert_eq!(problem.title(), Some("Invalid request"));
        assert_eq!(problem.status(), Some(422));
        assert!(problem.detail().unwrap().starts_with("Your request"));
        assert_eq!(format!("{problem:?}"), "IntermediaryProblem(<redacted>)");
        let recovery = reply.recovery(&S::whole_update()).unwrap();
        assert_eq!(recovery.action, Action::FixFields(Vec::new()));
        assert_eq!(
            recovery.source,
            Source::Intermediary("RFC 9110, section 15.5.21")
        );
        assert!(recovery.is_inferred);
    }
}

fn nothing_that_a_server_in_between_says_makes_an_unknown_write_known<S: Documented>() {
    for (http_status, named, written) in [
        (200, 503, Written::Unknown),
        (204, 404, Written::Unknown),
        (502, 422, Written::Unknown),
        (500, 503, Written::Unknown),
        (502, 502, Written::Unknown),
        (400, 502, Written::Unknown),
        (400, 422, Written::No),
        (404, 503, Written::No),
        (503, 503, Written::No),
        (503, 429, Written::No),
    ] {
        let body = format!(r#"{{"title":"x","status":{named}}}"#);
        let reply = Reply::<S>::decode(http_status, body.as_bytes());
        assert!(reply.intermediary_problem().is_some());
        assert_eq!(reply.written(), written, "{http_status} {named}");
    }
}

fn what_http_refuses_is_not_sent_again_for_a_milder_status_in_the_text<S: Documented>() {
    for http_status in [400, 401, 403, 404, 409, 413, 422, 429, 503] {
        for named in [408, 425, 429, 503] {
            let body = format!(r#"{{"title":"x","status":{named}}}"#);
            let reply = Reply::<S>::decode(http_status, body.as_bytes());
            let recovery = reply.recovery(&S::whole_update()).unwrap();
            let is_retry = matches!(recovery.action, Action::Retry { .. });
            let says = "what HTTP says decides";
            assert_eq!(
                is_retry,
                matches!(http_status, 429 | 503),
                "{says}: {http_status}"
            );
            assert!(recovery.is_inferred);
        }
    }
}

fn no_other_body_counts_as_problem_details<S: Documented>() {
    let flag = format!(r#"{{"{}":false,"title":"x","status":400}}"#, S::FLAG);
    for (content_type, body) in [
        (Some("application/json"), PRISM),
        (Some("text/html"), PRISM),
        (Some("application/problem+json"), "[]"),
        (Some("application/problem+json"), "{"),
        (Some("application/problem+json"), &*flag),
        (None, r#"{"title":"x"}"#),
        (None, r#"{"title":1,"status":400}"#),
        (None, r#"{"title":"x","status":"400"}"#),
    ] {
        let mut reply = Reply::<S>::decode(400, body.as_bytes());
        if let Some(content_type) = content_type {
            reply = reply.with_content_type(content_type);
        }
        assert!(reply.intermediary_problem().is_none(), "{body}");
    }
}

fn only_so_much_is_read_of_problem_details<S: Documented>() {
    let long = |title: &str| format!(r#"{{"title":"{title}","status":503}}"#);
    let body = long(&"ä".repeat(2000));
    let reply = Reply::<S>::decode(503, body.as_bytes());
    let problem = reply.intermediary_problem().unwrap();
    assert_eq!(problem.title(), Some(&*"ä".repeat(512)));
    let body = long(&"a".repeat(65_536));
    assert!(
        Reply::<S>::decode(503, body.as_bytes())
            .intermediary_problem()
            .is_none()
    );
}
