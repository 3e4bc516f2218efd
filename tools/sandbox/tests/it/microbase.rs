//! MicroBase end to end: a real client, a real server.

use salesive_sandbox::{Faults, Seed};
use salesive_schema::http::{Action, BaseUrl};
use salesive_schema::microbase::Status;
use salesive_schema::microbase::{BearerToken, CustomerUpdate, Outcome, Reply, Rule, Version};

use crate::server::{Response, Server};

const PATH: &str = "/services/customer/v1/customer.update";

async fn update(server: &Server, token: &str, update: CustomerUpdate<'_>) -> Response {
    let token = BearerToken::new(token).unwrap();
    let base = BaseUrl::new(&server.base).unwrap();
    let request = update.to_request(&base, &Version::V1, &token);
    server.send(request).await
}

async fn raw(server: &Server, path: &str, body: &[u8]) -> Response {
    let request = http::Request::post(format!("{}{path}", server.base))
        .header("authorization", "Bearer example")
        .header("content-type", "application/json")
        .body(body.to_vec())
        .unwrap();
    server.send(request).await
}

fn action(response: &Response) -> (u16, Action<Rule>) {
    let reply = Reply::from_http(response);
    let sent = CustomerUpdate::from_json(br#"{"id":"1","email":"a@example.com"}"#).unwrap();
    let recovery = reply.recovery(&sent).unwrap();
    (reply.http_status(), recovery.action)
}

/// The action, and the rule of the first field.
fn field(response: &Response) -> (u16, Option<Rule>) {
    match action(response) {
        (status, Action::FixFields(fields)) => (status, fields[0].rule),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn tags_are_cleared_and_empty_texts_ignored() {
    let server = Server::start().await;
    let body = br#"{"id":"HkhhuXESl","email":"","status":"INACTIVE","tags":[]}"#;
    let response = raw(&server, PATH, body).await;
    let reply = Reply::from_http(&response);
    let Outcome::Updated(customer) = reply.outcome() else {
        panic!("{reply:?}")
    };
    assert_eq!(customer.email.as_deref(), Some("john.doe@example.com"));
    assert_eq!(customer.tags.as_deref(), Some(&[][..]));
    assert_eq!(
        customer.status.as_ref().and_then(|status| status.status()),
        Some(Status::Inactive)
    );
    let log = server.log();
    assert_eq!(log.len(), 1, "{log:?}");
    assert!(log[0].starts_with("microbase request: microbase.update.member.ignored at /email"));
}

#[tokio::test]
async fn a_failure_inside_http_200_says_what_to_do() {
    let server = Server::start().await;
    let name = |id: &'static str| {
        CustomerUpdate::builder(id)
            .first_name("John")
            .build()
            .unwrap()
    };
    let unknown = update(&server, "example", name("nobody")).await;
    assert_eq!(action(&unknown), (200, Action::ChooseCustomer));
    let taken = CustomerUpdate::builder("HkhhuXESl")
        .email("jane.roe@example.com")
        .build()
        .unwrap();
    assert_eq!(
        action(&update(&server, "example", taken).await),
        (200, Action::ChooseEmail)
    );
    let token = update(&server, "other", name("HkhhuXESl")).await;
    assert_eq!(action(&token), (401, Action::RenewToken));
    assert_eq!(token.headers()["www-authenticate"], "Bearer");
    for (body, rule) in [
        (
            &br#"{"id":"HkhhuXESl","email":"nope"}"#[..],
            Rule::EmailFormat,
        ),
        (
            br#"{"id":"HkhhuXESl","tags":["VIP",7]}"#,
            Rule::TagsItemType,
        ),
        (
            br#"{"id":"HkhhuXESl","status":"active"}"#,
            Rule::StatusValue,
        ),
        (b"{}", Rule::IdRequired),
    ] {
        assert_eq!(field(&raw(&server, PATH, body).await), (200, Some(rule)));
    }
    let malformed = raw(&server, PATH, b"{").await;
    assert_eq!(action(&malformed), (400, Action::ReportBug));
}

#[tokio::test]
async fn without_the_prefix_the_answer_is_a_page() {
    let server = Server::start().await;
    let response = raw(&server, "/customer/v1/customer.update", b"{}").await;
    let reply = Reply::from_http(&response);
    assert_eq!(reply.outcome(), &Outcome::Unreadable);
    assert_eq!(reply.content_type(), Some("text/html; charset=utf-8"));
    assert_eq!(action(&response), (404, Action::CheckBaseUrl));
}

#[tokio::test]
async fn a_body_past_the_limit_is_refused() {
    let server = Server::start().await;
    for length in [102_401, 2 * 1024 * 1024] {
        let response = raw(&server, PATH, &vec![b' '; length]).await;
        assert_eq!(action(&response), (413, Action::ShrinkBody));
    }
    let long = http::Request::post(format!("{}{PATH}", server.base))
        .header("content-type", "text/plain")
        .body(vec![b' '; 2 * 1024 * 1024]);
    let response = server.send(long.unwrap()).await;
    assert_eq!(action(&response), (413, Action::ShrinkBody));
    let fits = [br#"{"id":"nobody"}"#, &vec![b' '; 102_400 - 15][..]].concat();
    assert_eq!(
        action(&raw(&server, PATH, &fits).await),
        (200, Action::ChooseCustomer)
    );
}

#[tokio::test]
async fn the_state_can_be_taken_up_again() {
    let server = Server::start().await;
    raw(&server, PATH, br#"{"id":"HkhhuXESl","firstName":"J."}"#).await;
    let state = |server: &Server| {
        http::Request::get(format!("{}/sandbox/state", server.base))
            .body(Vec::new())
            .unwrap()
    };
    let listed = server.send(state(&server)).await.into_body();
    let text = String::from_utf8(listed).unwrap();
    assert!(
        text.contains(r#""firstName":"J.""#) && text.contains("Ada Obi"),
        "{text}"
    );
    let again = Server::with(Seed::from_json(&text).unwrap(), Faults::default()).await;
    let relisted = again.send(state(&again)).await.into_body();
    assert_eq!(String::from_utf8(relisted).unwrap(), text);
}
