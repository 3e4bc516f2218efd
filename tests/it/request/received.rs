//! What a server finds wrong with a request, part by part.

use http::Request;
use salesive_schema::http::{RequestPart, RequestProblem, RequestProblems};
use salesive_schema::report::CatalogueRule;
use salesive_schema::{microbase, salesive};

fn parts_of<R: CatalogueRule>(problems: &RequestProblems<R>) -> Vec<(RequestPart, u16)> {
    let part = |problem: &RequestProblem<R>| (problem.part(), problem.http_status());
    problems.as_slice().iter().map(part).collect()
}

const BODY: &str = r#"{"id": "1", "active": true}"#;

/// A request that both services take at their own path, changed.
fn request(path: &str, change: impl FnOnce(&mut Request<&'static str>)) -> Request<&'static str> {
    let method = if path.starts_with("/customers") {
        "PUT"
    } else {
        "POST"
    };
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", "Bearer app_1")
        .header("content-type", "application/json")
        .body(BODY)
        .unwrap();
    change(&mut request);
    request
}

/// What each service finds wrong; the two must agree but for the path.
#[track_caller]
fn problems(change: impl Fn(&mut Request<&'static str>)) -> Vec<(RequestPart, u16)> {
    let request_1 = request("/customers/1", &change);
    let salesive = salesive::IncomingUpdate::from_http_with_token(&request_1, "")
        .map_or_else(|problems| parts_of(&problems), |_| Vec::new());
    let request_2 = request("/services/customer/v1/customer.update", &change);
    let microbase = microbase::IncomingUpdate::from_http_with_token(&request_2, "")
        .map_or_else(|problems| parts_of(&problems), |_| Vec::new());
    assert_eq!(salesive, microbase);
    salesive
}

type Case = (
    &'static str,
    fn(&mut Request<&'static str>),
    &'static [(RequestPart, u16)],
);

#[test]
fn each_wrong_part_is_a_problem_of_its_own() {
    const AUTHORIZATION: (RequestPart, u16) = (RequestPart::Header("authorization"), 401);
    const CONTENT_TYPE: (RequestPart, u16) = (RequestPart::Header("content-type"), 415);
    fn set(request: &mut Request<&'static str>, name: &'static str, value: &'static str) {
        request.headers_mut().insert(name, value.parse().unwrap());
    }
    fn add(request: &mut Request<&'static str>, name: &'static str, value: &'static str) {
        request.headers_mut().append(name, value.parse().unwrap());
    }
    let cases: [Case; 22] = [
        ("as documented", |_| {}, &[]),
        (
            "scheme in lower case",
            |r| set(r, "authorization", "bearer  app_1"),
            &[],
        ),
        (
            "type with a parameter",
            |r| set(r, "content-type", "Application/JSON; charset=utf-8"),
            &[],
        ),
        (
            "takes another type, which no reply depends on",
            |r| set(r, "accept", "text/html"),
            &[],
        ),
        (
            "other method",
            |r| *r.method_mut() = http::Method::PATCH,
            &[(RequestPart::Method, 405)],
        ),
        (
            "method in lower case",
            |r| *r.method_mut() = r.method().as_str().to_lowercase().parse().unwrap(),
            &[(RequestPart::Method, 405)],
        ),
        (
            "a query",
            |r| *r.uri_mut() = format!("{}?a", r.uri()).parse().unwrap(),
            &[(RequestPart::Query, 400)],
        ),
        (
            "an empty query",
            |r| *r.uri_mut() = format!("{}?", r.uri()).parse().unwrap(),
            &[(RequestPart::Query, 400)],
        ),
        (
            "a slash too many",
            |r| *r.uri_mut() = format!("{}/", r.uri()).parse().unwrap(),
            &[(RequestPart::Path, 404)],
        ),
        (
            "another path",
            |r| *r.uri_mut() = "/".parse().unwrap(),
            &[(RequestPart::Path, 404)],
        ),
        (
            "no token",
            |r| drop(r.headers_mut().remove("authorization")),
            &[AUTHORIZATION],
        ),
        (
            "two tokens",
            |r| add(r, "authorization", "Bearer app_1"),
            &[AUTHORIZATION],
        ),
        (
            "other scheme",
            |r| set(r, "authorization", "Basic YTpi"),
            &[AUTHORIZATION],
        ),
        (
            "no scheme",
            |r| set(r, "authorization", "app_1"),
            &[AUTHORIZATION],
        ),
        (
            "doubled scheme",
            |r| set(r, "authorization", "Bearer Bearer app_1"),
            &[AUTHORIZATION],
        ),
        (
            "empty token",
            |r| set(r, "authorization", "Bearer "),
            &[AUTHORIZATION],
        ),
        (
            "no type",
            |r| drop(r.headers_mut().remove("content-type")),
            &[CONTENT_TYPE],
        ),
        (
            "other type",
            |r| set(r, "content-type", "text/plain"),
            &[CONTENT_TYPE],
        ),
        (
            "two types",
            |r| add(r, "content-type", "application/json"),
            &[CONTENT_TYPE],
        ),
        (
            "not JSON",
            |r| *r.body_mut() = "{",
            &[(RequestPart::Body, 400)],
        ),
        (
            "breaks rules",
            |r| *r.body_mut() = "[]",
            &[(RequestPart::Body, 422)],
        ),
        (
            "everything",
            |r| {
                *r = Request::builder()
                    .method("GET")
                    .uri("/x?y")
                    .body("")
                    .unwrap()
            },
            &[
                (RequestPart::Path, 404),
                (RequestPart::Method, 405),
                (RequestPart::Query, 400),
                AUTHORIZATION,
                CONTENT_TYPE,
                (RequestPart::Body, 400),
            ],
        ),
    ];
    for (name, change, expected) in cases {
        assert_eq!(problems(change), expected, "{name}");
    }
}

#[test]
fn a_login_of_ones_own_stands_in_the_place_of_the_token() {
    let parts = |http_request: &Request<&str>, prefix: &str| {
        salesive::IncomingUpdate::from_http(http_request, prefix)
            .map_or_else(|problems| parts_of(&problems), |_| Vec::new())
    };
    for authorization in [None, Some("Basic YTpi"), Some("Bearer sk_1")] {
        let request = request("/customers/1", |request| {
            request.headers_mut().remove("authorization");
            if let Some(value) = authorization {
                let value = value.parse().unwrap();
                request.headers_mut().insert("authorization", value);
            }
        });
        assert_eq!(parts(&request, ""), []);
    }
    let wrong = request("/customers/1?a", |request| {
        *request.method_mut() = http::Method::POST;
        let headers = request.headers_mut();
        headers.remove("content-type");
        headers.insert("x-shop-id", "1".parse().unwrap());
        *request.body_mut() = "{}";
    });
    assert_eq!(
        parts(&wrong, "/api"),
        [
            (RequestPart::Path, 404),
            (RequestPart::Method, 405),
            (RequestPart::Query, 400),
            (RequestPart::Header("content-type"), 415),
            (RequestPart::Header("x-shop-id"), 400),
            (RequestPart::Body, 422),
        ]
    );
}

#[test]
fn salesive_takes_no_shop_id_in_a_header() {
    let request = request("/customers/1", |request| {
        request
            .headers_mut()
            .insert("x-shop-id", "1".parse().unwrap());
    });
    let problems = salesive::IncomingUpdate::from_http(&request, "").unwrap_err();
    assert_eq!(
        parts_of(&problems),
        [(RequestPart::Header("x-shop-id"), 400)]
    );
}

#[test]
fn a_path_leads_to_one_id_or_to_none() {
    for (path, prefix, id) in [
        ("/customers/a%2Fb", "", Some("a/b")),
        ("/customers/%2e%2e%2e", "", Some("...")),
        ("/customers/a+b", "", Some("a+b")),
        ("/api/v1/customers/1", "/api/v1", Some("1")),
        ("/api/v1/customers/1", "/api/v1/", Some("1")),
        ("/api/v1/customers/1", "", None),
        ("/customers/1", "/api/v1", None),
        ("/customers/", "", None),
        ("/customers", "", None),
        ("/customers/a/b", "", None),
        ("/customers/..", "", None),
        ("/customers/%2E%2e", "", None),
        ("/customers/%zz", "", None),
        ("/customers/%ff", "", None),
        ("/customers/a%0a", "", None),
        ("/Customers/1", "", None),
    ] {
        let request = request("/customers/1", |request| {
            *request.uri_mut() = path.parse().unwrap()
        });
        match (salesive::IncomingUpdate::from_http(&request, prefix), id) {
            (Ok(incoming), Some(id)) => assert_eq!(incoming.path.as_str(), id),
            (Err(problems), None) => {
                assert_eq!(parts_of(&problems), [(RequestPart::Path, 404)])
            }
            (read, _) => panic!("{path}: {read:?}"),
        }
    }
}

#[test]
fn what_is_received_shows_nothing_of_itself() {
    let whole = Request::put("/customers/canary")
        .header("authorization", "Bearer app_canary")
        .header("content-type", "application/json")
        .body(r#"{"name": "canary"}"#)
        .unwrap();
    let wrong = Request::put("/canary/customers/canary?canary")
        .header("authorization", "canary canary")
        .header("content-type", "canary")
        .header("accept", "canary")
        .body(r#"{"canary": "canary", "email": "canary", "user": "canary"}"#)
        .unwrap();
    let incoming = salesive::IncomingUpdate::from_http_with_token(&whole, "").unwrap();
    let problems = salesive::IncomingUpdate::from_http_with_token(&wrong, "").unwrap_err();
    let shown = format!("{incoming:?} {problems:?} {problems:#?} {problems}");
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("email.format"));
}

#[test]
fn what_is_wrong_with_a_request_can_be_answered_as_problem_details() {
    let wrong = |path: &str, body| {
        let request = request("/customers/1", |request| {
            *request.uri_mut() = path.parse().unwrap();
            request.headers_mut().remove("authorization");
            *request.body_mut() = body;
        });
        let problems = salesive::IncomingUpdate::from_http_with_token(&request, "").unwrap_err();
        serde_json::from_str::<serde_json::Value>(&problems.problem().to_json()).unwrap()
    };
    let problem = wrong("/customers/1", r#"{"active": 1}"#);
    assert_eq!(problem["status"], 401);
    assert_eq!(problem["title"], "Update rules broken");
    assert_eq!(
        problem["detail"],
        "header authorization: the header is missing; body: the body breaks rules"
    );
    assert_eq!(problem["errors"][0]["pointer"], "#/active");
    let problem = wrong("/customers/", "{");
    assert_eq!(problem["status"], 404);
    assert!(problem["detail"].as_str().unwrap().contains("body: 1:2: "));
    assert!(problem.get("errors").is_none());
}
