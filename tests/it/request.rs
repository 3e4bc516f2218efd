//! Requests as a client sends them and a server reads them, held against the `url` crate.

use percent_encoding::percent_decode_str;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use salesive_schema::microbase::{self, BearerToken, Version};
use salesive_schema::salesive::{self, AppToken, CustomerId};
use salesive_schema::{BaseUrl, RequestParts};
use url::Url;

fn base() -> impl Strategy<Value = BaseUrl> {
    let host = prop_oneof![
        "[a-zA-Z0-9_]([a-z0-9-]{0,8}[a-z0-9])?(\\.[a-z0-9]{1,5}){0,2}\\.[a-z]{2,5}",
        any::<std::net::Ipv4Addr>().prop_map(|address| address.to_string()),
        any::<std::net::Ipv6Addr>().prop_map(|address| format!("[{address}]")),
        Just("localhost".to_owned()),
    ];
    let port = prop_oneof![
        Just(String::new()),
        (1..=u16::MAX).prop_map(|port| format!(":{port}"))
    ];
    let segment = "([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}){1,6}";
    (
        select(&["https", "http", "HTTPS"][..]),
        host,
        port,
        vec(segment, 0..4),
        any::<bool>(),
    )
        .prop_filter_map("no base URL", |(scheme, host, port, path, slash)| {
            let path: String = path.iter().map(|segment| format!("/{segment}")).collect();
            let end = if slash { "/" } else { "" };
            BaseUrl::new(&format!("{scheme}://{host}{port}{path}{end}")).ok()
        })
}

/// Any text, often made of what means something in a URL.
fn id() -> impl Strategy<Value = CustomerId<'static>> {
    let odd = select(
        &[
            "/", "..", ".", "%", "%2e", "%2F", "?", "#", "\\", ";", "+", " ", "é", "😀",
        ][..],
    );
    let odd = vec(odd, 1..6).prop_map(|parts| parts.concat());
    prop_oneof![odd, ".{1,20}", "[0-9a-f]{24}", "\\PC{300,340}"]
        .prop_filter_map("no id", |text| CustomerId::new(text).ok())
}

fn app_token() -> impl Strategy<Value = AppToken> {
    "app_[!-~]{1,40}".prop_map(|token| AppToken::new(token).unwrap())
}

fn bearer_token() -> impl Strategy<Value = BearerToken> {
    "[!-~]{1,40}".prop_map(|token| BearerToken::new(token).unwrap())
}

fn version() -> impl Strategy<Value = Version<'static>> {
    "[A-Za-z0-9._~-]{1,64}".prop_filter_map("no version", |text| Version::new(text).ok())
}

/// No header can be split in two, and none is there that the documents do not know.
fn headers_are_whole(parts: &RequestParts) -> Result<(), TestCaseError> {
    let headers = parts.headers();
    let names = headers.map(|header| header.name());
    prop_assert_eq!(names, ["authorization", "accept", "content-type"]);
    for header in headers {
        prop_assert!(!header.expose().contains(['\r', '\n', '\0']));
        prop_assert_eq!(header.is_sensitive(), header.name() == "authorization");
    }
    Ok(())
}

/// The segments after the path of the base, which is untouched.
fn segments_after(base: &BaseUrl, url: &Url) -> Result<Vec<String>, TestCaseError> {
    let rest = url.path().strip_prefix(base.path());
    prop_assert!(
        rest.is_some(),
        "{url} does not begin with {}",
        base.as_str()
    );
    prop_assert!(url.query().is_none() && url.fragment().is_none());
    let given = Url::parse(base.as_str()).unwrap();
    prop_assert_eq!(given.origin(), url.origin());
    let decode = |segment: &str| {
        percent_decode_str(segment)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    Ok(rest.unwrap().split('/').skip(1).map(decode).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_id_is_the_last_segment_and_the_path_before_it_is_untouched(
        base in base(),
        id in id(),
        token in app_token(),
    ) {
        let update = salesive::CustomerUpdate::builder().active(true).build().unwrap();
        let parts = update.to_request(&base, &id, &token);
        let url = Url::parse(parts.url()).unwrap();
        prop_assert_eq!(segments_after(&base, &url)?, ["customers", id.expose()]);
        headers_are_whole(&parts)?;
    }

    #[test]
    fn a_version_is_one_segment_and_the_path_around_it_is_untouched(
        base in base(),
        version in version(),
        token in bearer_token(),
    ) {
        let update = microbase::CustomerUpdate::builder("1").first_name("a").build().unwrap();
        let parts = update.to_request(&base, &version, &token);
        let url = Url::parse(parts.url()).unwrap();
        let segments = ["services", "customer", version.expose(), "customer.update"];
        prop_assert_eq!(segments_after(&base, &url)?, segments);
        headers_are_whole(&parts)?;
    }
}

#[test]
fn a_request_shows_nothing_but_its_method_and_what_headers_it_has() {
    let base = BaseUrl::new("https://canary.example/canary").unwrap();
    let id = CustomerId::new("canary").unwrap();
    let token = AppToken::new("app_canary").unwrap();
    let update = salesive::CustomerUpdate::builder()
        .name("canary")
        .build()
        .unwrap();
    let parts = update.to_request(&base, &id, &token);
    let version = Version::new("canary").unwrap();
    let shown = format!(
        "{base:?} {version:?} {parts:?} {parts:#?} {:?}",
        parts.headers()
    );
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("authorization") && shown.contains("application/json"));
}

#[cfg(feature = "http1")]
mod over_http {
    use http::Request;
    use salesive_schema::{RequestPart, RequestProblems};

    use super::*;

    /// An update with any member, and text that JSON has to escape.
    fn salesive_update() -> impl Strategy<Value = salesive::CustomerUpdate<'static>> {
        let text = proptest::option::of(any::<String>());
        (text.clone(), text, any::<bool>()).prop_map(|(name, phone, active)| {
            let mut builder = salesive::CustomerUpdate::builder().active(active);
            if let Some(name) = name {
                builder = builder.name(name);
            }
            builder = match phone {
                Some(phone) => builder.phone(phone),
                None => builder.clear_phone(),
            };
            builder.build().unwrap()
        })
    }

    fn microbase_update() -> impl Strategy<Value = microbase::CustomerUpdate<'static>> {
        (any::<String>(), vec(any::<String>(), 0..4)).prop_map(|(id, tags)| {
            microbase::CustomerUpdate::builder(id)
                .tags(tags)
                .build()
                .unwrap()
        })
    }

    /// The target as it stands in the request line, without scheme and host.
    fn received(request: Request<Vec<u8>>) -> Request<Vec<u8>> {
        let (mut parts, body) = request.into_parts();
        parts.uri = parts
            .uri
            .path_and_query()
            .unwrap()
            .as_str()
            .parse()
            .unwrap();
        Request::from_parts(parts, body)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_salesive_server_reads_back_exactly_what_the_client_wrote(
            base in base(),
            id in id(),
            token in app_token(),
            update in salesive_update(),
        ) {
            let parts = update.to_request(&base, &id, &token);
            let sent: Request<Vec<u8>> = parts.clone().into();
            prop_assert_eq!(sent.uri(), parts.url());
            prop_assert_eq!(sent.headers().len(), parts.headers().len());
            let request = received(sent);
            let incoming = salesive::IncomingUpdate::from_http(&request, base.path()).unwrap();
            prop_assert_eq!(incoming.id, id);
            prop_assert_eq!(incoming.token.expose(), token.expose());
            prop_assert_eq!(incoming.update, update);
        }

        #[test]
        fn a_microbase_server_reads_back_exactly_what_the_client_wrote(
            base in base(),
            version in version(),
            token in bearer_token(),
            update in microbase_update(),
        ) {
            let request = received(update.to_request(&base, &version, &token).into());
            let incoming = microbase::IncomingUpdate::from_http(&request, base.path()).unwrap();
            prop_assert_eq!(incoming.version, version);
            prop_assert_eq!(incoming.token.expose(), token.expose());
            prop_assert_eq!(incoming.update, update);
        }
    }

    #[test]
    fn the_longest_request_is_one() {
        let base = BaseUrl::new(&format!("https://example.com/{}", "a".repeat(2028))).unwrap();
        let id = CustomerId::new("é".repeat(512)).unwrap();
        let update = salesive::CustomerUpdate::builder()
            .active(true)
            .build()
            .unwrap();
        let parts = update.to_request(&base, &id, &AppToken::new("app_1").unwrap());
        let request: Request<Vec<u8>> = parts.clone().into();
        assert_eq!(request.uri(), parts.url());
    }

    #[test]
    fn the_token_is_marked_sensitive() {
        let update = microbase::CustomerUpdate::builder("1").build().unwrap();
        let base = BaseUrl::new("http://localhost:3005").unwrap();
        let token = BearerToken::new("canary").unwrap();
        let request: Request<Vec<u8>> = update.to_request(&base, &Version::V1, &token).into();
        assert!(request.headers()["authorization"].is_sensitive());
        assert!(!format!("{request:?}").contains("canary"));
    }

    fn parts_of<R: salesive_schema::Catalogue>(
        problems: &RequestProblems<R>,
    ) -> Vec<(RequestPart, u16)> {
        let part =
            |problem: &salesive_schema::RequestProblem<R>| (problem.part(), problem.http_status());
        problems.as_slice().iter().map(part).collect()
    }

    const BODY: &str = r#"{"id": "1", "active": true}"#;

    /// A request that both services take at their own path, changed.
    fn request(
        path: &str,
        change: impl FnOnce(&mut Request<&'static str>),
    ) -> Request<&'static str> {
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
        let salesive = salesive::IncomingUpdate::from_http(&request_1, "")
            .map_or_else(|problems| parts_of(&problems), |_| Vec::new());
        let request_2 = request("/services/customer/v1/customer.update", &change);
        let microbase = microbase::IncomingUpdate::from_http(&request_2, "")
            .map_or_else(|problems| parts_of(&problems), |_| Vec::new());
        assert_eq!(salesive, microbase);
        salesive
    }

    type Change = fn(&mut Request<&'static str>);

    #[test]
    fn each_wrong_part_is_a_problem_of_its_own() {
        let authorization = (RequestPart::Header("authorization"), 401);
        let accept = (RequestPart::Header("accept"), 406);
        let content_type = (RequestPart::Header("content-type"), 415);
        fn set(request: &mut Request<&'static str>, name: &'static str, value: &'static str) {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        fn add(request: &mut Request<&'static str>, name: &'static str, value: &'static str) {
            request.headers_mut().append(name, value.parse().unwrap());
        }
        let cases: [(&str, Change, &[(RequestPart, u16)]); 26] = [
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
                "takes anything",
                |r| set(r, "accept", "text/html, */*;q=0.1"),
                &[],
            ),
            (
                "takes applications",
                |r| set(r, "accept", "application/*"),
                &[],
            ),
            (
                "takes it by a second header",
                |r| {
                    set(r, "accept", "text/html");
                    add(r, "accept", "application/json");
                },
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
                &[authorization],
            ),
            (
                "two tokens",
                |r| add(r, "authorization", "Bearer app_1"),
                &[authorization],
            ),
            (
                "other scheme",
                |r| set(r, "authorization", "Basic YTpi"),
                &[authorization],
            ),
            (
                "no scheme",
                |r| set(r, "authorization", "app_1"),
                &[authorization],
            ),
            (
                "doubled scheme",
                |r| set(r, "authorization", "Bearer Bearer app_1"),
                &[authorization],
            ),
            (
                "empty token",
                |r| set(r, "authorization", "Bearer "),
                &[authorization],
            ),
            ("takes HTML", |r| set(r, "accept", "text/html"), &[accept]),
            (
                "refuses JSON",
                |r| set(r, "accept", "application/json;q=0.000"),
                &[accept],
            ),
            (
                "no type",
                |r| drop(r.headers_mut().remove("content-type")),
                &[content_type],
            ),
            (
                "other type",
                |r| set(r, "content-type", "text/plain"),
                &[content_type],
            ),
            (
                "two types",
                |r| add(r, "content-type", "application/json"),
                &[content_type],
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
                        .header("accept", "a/b")
                        .body("")
                        .unwrap()
                },
                &[
                    (RequestPart::Path, 404),
                    (RequestPart::Method, 405),
                    (RequestPart::Query, 400),
                    authorization,
                    accept,
                    content_type,
                    (RequestPart::Body, 400),
                ],
            ),
        ];
        for (name, change, expected) in cases {
            assert_eq!(problems(change), expected, "{name}");
        }
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
                (Ok(incoming), Some(id)) => assert_eq!(incoming.id.expose(), id),
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
        let incoming = salesive::IncomingUpdate::from_http(&whole, "").unwrap();
        let problems = salesive::IncomingUpdate::from_http(&wrong, "").unwrap_err();
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
            let problems = salesive::IncomingUpdate::from_http(&request, "").unwrap_err();
            serde_json::from_str::<serde_json::Value>(&problems.problem().to_json()).unwrap()
        };
        let problem = wrong("/customers/1", r#"{"active": 1}"#);
        assert_eq!(problem["status"], 401);
        assert_eq!(problem["title"], "Unauthorized");
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

    #[test]
    fn a_response_is_decoded_with_its_headers() {
        let response = http::Response::builder()
            .status(503)
            .header("content-type", "text/html")
            .header("retry-after", "Sun, 28 Jun 2026 08:10:00 GMT")
            .body("<html>")
            .unwrap();
        let reply = salesive::Reply::from_http(&response);
        assert_eq!((reply.http_status(), reply.body()), (503, &b"<html>"[..]));
        assert_eq!(reply.content_type(), Some("text/html"));
        let date = salesive_schema::RetryAfter::Text("Sun, 28 Jun 2026 08:10:00 GMT".into());
        assert_eq!(reply.retry_after(), Some(&date));
        let bare = http::Response::new(r#"{"ok":true,"customer":{}}"#);
        let reply = microbase::Reply::from_http(&bare);
        assert_eq!(reply, microbase::Reply::decode(200, bare.body().as_bytes()));
        assert_eq!((reply.content_type(), reply.retry_after()), (None, None));
    }
}
