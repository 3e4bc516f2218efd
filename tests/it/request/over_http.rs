//! The same requests as types of http 1, from the client to the server.

use salesive_schema::Service;
use salesive_schema::http::IncomingUpdate;

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

/// What was read is sent on as it was sent, with nothing borrowed from what was read.
fn hands_on<S: Service>(
    incoming: &IncomingUpdate<'_, S>,
    base: &BaseUrl,
    token: &S::Token,
) -> Result<(), TestCaseError> {
    let sent = incoming.to_request(base, token);
    let again = received(sent);
    let read = IncomingUpdate::<S>::from_http(&again, base.path())
        .unwrap()
        .into_owned();
    prop_assert!(read == incoming.clone().into_owned());
    Ok(())
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
        let request = received(update.to_request(&base, &id, &token));
        let read = salesive::IncomingUpdate::from_http_with_token(&request, base.path());
        let (incoming, read) = read.unwrap();
        prop_assert_eq!(&incoming.path, &id);
        prop_assert_eq!(read.expose(), token.expose());
        prop_assert_eq!(&incoming.update, &update);
        hands_on(&incoming, &base, &token)?;
    }

    #[test]
    fn a_microbase_server_reads_back_exactly_what_the_client_wrote(
        base in base(),
        version in version(),
        token in bearer_token(),
        update in microbase_update(),
    ) {
        let request = received(update.to_request(&base, &version, &token));
        let read = microbase::IncomingUpdate::from_http_with_token(&request, base.path());
        let (incoming, read) = read.unwrap();
        prop_assert_eq!(&incoming.path, &version);
        prop_assert_eq!(read.expose(), token.expose());
        prop_assert_eq!(&incoming.update, &update);
        hands_on(&incoming, &base, &token)?;
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
    let request = update.to_request(&base, &id, &AppToken::new("app_1").unwrap());
    let path = format!("{}/customers/{}", base.path(), "%C3%A9".repeat(512));
    assert_eq!(request.uri().path(), path);
}

#[test]
fn the_token_is_marked_sensitive() {
    let update = microbase::CustomerUpdate::builder("1").build().unwrap();
    let base = BaseUrl::new("http://localhost:3005").unwrap();
    let token = BearerToken::new("canary").unwrap();
    let request = update.to_request(&base, &Version::V1, &token);
    assert!(request.headers()["authorization"].is_sensitive());
    assert!(!format!("{request:?}").contains("canary"));
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
    let date = salesive_schema::http::RetryAfter::Date("Sun, 28 Jun 2026 08:10:00 GMT".into());
    assert_eq!(reply.retry_after(), Some(&date));
    let bare = http::Response::new(r#"{"ok":true,"customer":{}}"#);
    let reply = microbase::Reply::from_http(&bare);
    assert_eq!(reply, microbase::Reply::decode(200, bare.body().as_bytes()));
    assert_eq!((reply.content_type(), reply.retry_after()), (None, None));
}
