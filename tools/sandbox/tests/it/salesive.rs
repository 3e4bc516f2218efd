//! Salesive end to end: a real client, a real server.

use salesive_schema::Member;
use salesive_schema::http::{Action, BaseUrl, Written};
use salesive_schema::salesive::{AppToken, CustomerId, CustomerUpdate, Outcome, Reply, Rule};

use crate::server::{Response, Server};

const ID: &str = "665a1f2c9b1e4a0012ab34cd";

/// Sends an update with a token to an id.
async fn update(server: &Server, token: &str, id: &str, update: CustomerUpdate<'_>) -> Response {
    let (token, id) = (AppToken::new(token).unwrap(), CustomerId::new(id).unwrap());
    let base = BaseUrl::new(&format!("{}/api/v1", server.base)).unwrap();
    let request = update.to_request(&base, &id, &token);
    server.send(request).await
}

/// Sends any body as the document has it, but for what is changed.
async fn raw(
    server: &Server,
    body: &[u8],
    change: impl FnOnce(&mut http::Request<Vec<u8>>),
) -> Response {
    let mut request = http::Request::put(format!("{}/api/v1/customers/{ID}", server.base))
        .header("authorization", "Bearer app_example")
        .header("content-type", "application/json")
        .body(body.to_vec())
        .unwrap();
    change(&mut request);
    server.send(request).await
}

fn action(response: &Response) -> (u16, Action<Rule>) {
    let reply = Reply::from_http(response);
    assert!(reply.discrepancies().is_empty(), "{reply:?}");
    let sent = CustomerUpdate::builder().email("a@example.com").build();
    let recovery = reply.recovery(&sent.unwrap()).unwrap();
    (reply.http_status(), recovery.action)
}

fn active() -> CustomerUpdate<'static> {
    CustomerUpdate::builder().active(false).build().unwrap()
}

#[tokio::test]
async fn null_clears_and_absent_keeps() {
    let server = Server::start().await;
    let clear = CustomerUpdate::builder().clear_phone().build().unwrap();
    let response = update(&server, "app_example", ID, clear).await;
    let reply = Reply::from_http(&response);
    let Outcome::Updated(customer) = reply.outcome() else {
        panic!("{reply:?}")
    };
    assert_eq!(customer.phone, Member::Null);
    assert_eq!(customer.name.as_deref(), Some("Ada Obi"));
    assert_eq!(
        reply.content_type(),
        Some("application/json; charset=utf-8")
    );
    assert!(reply.discrepancies().is_empty() && reply.written() == Written::Yes);
    assert_eq!(server.log(), [""; 0]);
}

#[tokio::test]
async fn the_id_of_the_user_addresses_the_customer_too() {
    let server = Server::start().await;
    let response = update(&server, "app_example", "6650aa11bb22cc33dd44ee55", active()).await;
    let reply = Reply::from_http(&response);
    let Outcome::Updated(customer) = reply.outcome() else {
        panic!("{reply:?}")
    };
    assert_eq!(customer.id.as_deref(), Some(ID));
    assert_eq!(customer.active, Some(false));
}

#[tokio::test]
async fn a_user_that_is_linked_again_shows_its_profile() {
    let server = Server::start().await;
    let unlink = CustomerUpdate::builder().unlink_user().build().unwrap();
    update(&server, "app_example", ID, unlink).await;
    let link = CustomerUpdate::builder()
        .user("6650aa11bb22cc33dd44ee55")
        .build()
        .unwrap();
    let response = update(&server, "app_example", ID, link).await;
    let reply = Reply::from_http(&response);
    let Outcome::Updated(customer) = reply.outcome() else {
        panic!("{reply:?}")
    };
    let user = customer.user.as_ref().value().unwrap();
    assert_eq!(user.name.as_deref(), Some("Ada Obi"));
}

#[tokio::test]
async fn every_refusal_says_what_to_do() {
    let server = Server::start().await;
    let taken = || {
        CustomerUpdate::builder()
            .email("jane.roe@example.com")
            .build()
            .unwrap()
    };
    for (token, id, body, expected) in [
        ("app_other", ID, active(), (401, Action::RenewToken)),
        (
            "app_example_reader",
            ID,
            active(),
            (403, Action::RequestScope("WRITE_CUSTOMERS")),
        ),
        (
            "app_example",
            "a/b?c",
            active(),
            (404, Action::ChooseCustomer),
        ),
        ("app_example", ID, taken(), (400, Action::ChooseEmail)),
    ] {
        let response = update(&server, token, id, body).await;
        assert_eq!(action(&response), expected);
        let scheme = response.headers().get("www-authenticate");
        let scheme = scheme.map(|it| it.to_str().unwrap());
        assert_eq!(scheme, (expected.0 == 401).then_some("Bearer"));
    }
    assert_eq!(server.log(), [""; 0]);
}

#[tokio::test]
async fn what_departs_is_refused_and_told_without_its_values() {
    let server = Server::start().await;
    let (status, Action::FixFields(fields)) =
        action(&raw(&server, br#"{"x-canary":1}"#, |_| {}).await)
    else {
        panic!()
    };
    assert_eq!((status, fields[0].rule), (400, Some(Rule::BodyEmpty)));
    raw(&server, br#"{"email":"canary","canary":1}"#, |_| {}).await;
    raw(&server, b"{\"canary\"", |_| {}).await;
    let response = raw(&server, br#"{"active":true}"#, |request| {
        request
            .headers_mut()
            .insert("content-type", "text/canary".parse().unwrap());
        request
            .headers_mut()
            .insert("x-shop-id", "canary".parse().unwrap());
    });
    assert_eq!(response.await.status(), 400);
    let log = server.log().join("\n");
    for told in [
        "salesive request: salesive.update.member.unknown",
        "salesive.update.email.format at /email",
        "salesive request: body: 1:",
        "salesive request: header content-type",
        "salesive request: header x-shop-id",
    ] {
        assert!(log.contains(told), "{told}: {log}");
    }
    assert!(
        !log.contains("canary") && !log.contains("app_") && !log.contains(ID),
        "{log}"
    );
}

#[tokio::test]
async fn another_method_path_or_size_is_refused_in_the_envelope() {
    let server = Server::start().await;
    let method = raw(&server, b"{}", |request| {
        *request.method_mut() = http::Method::PATCH
    })
    .await;
    assert_eq!(action(&method), (405, Action::CheckBaseUrl));
    assert_eq!(method.headers()["allow"], "PUT");
    for path in [
        "/api/v1",
        "/api/v1/",
        "/api/v1/customer/1",
        "/api/v1/customers/",
    ] {
        let response = raw(&server, b"{}", |request| {
            *request.uri_mut() = format!("{}{path}", server.base).parse().unwrap();
        });
        assert_eq!(
            action(&response.await),
            (404, Action::ChooseCustomer),
            "{path}"
        );
    }
    let large = vec![b' '; 1024 * 1024 + 1];
    assert_eq!(
        action(&raw(&server, &large, |_| {}).await),
        (413, Action::ShrinkBody)
    );
}

#[tokio::test]
async fn an_id_that_is_not_utf_8_is_no_customers_and_is_told() {
    let server = Server::start().await;
    let response = raw(&server, br#"{"active":false}"#, |request| {
        *request.uri_mut() = format!("{}/api/v1/customers/%FF", server.base)
            .parse()
            .unwrap();
    })
    .await;
    assert_eq!(action(&response), (404, Action::ChooseCustomer));
    assert_eq!(
        server.log(),
        ["salesive request: path: a segment of the path is not UTF-8"]
    );
}
