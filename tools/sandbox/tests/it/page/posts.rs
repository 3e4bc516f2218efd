//! What is posted: only forms of this page are taken, and what they send is sent as any client sends it.

use crate::exchange::Exchange;
use crate::page::{FIELDS, JUDGE, SEND, form, text};
use crate::server::Server;

const BODY: &[u8] = br#"{"name": "Changed"}"#;

#[tokio::test]
async fn a_form_of_this_page_is_taken_and_leads_to_the_exchange() {
    let server = Server::start().await;
    let response = server.form(SEND, "send", BODY).await;
    assert_eq!(response.status(), 303);
    assert_eq!(response.headers()["location"], "/?exchange=1#answer");
    assert_eq!(server.state().await["salesive"][0]["name"], "Changed");
}

#[tokio::test]
async fn without_the_token_nothing_is_done() {
    let server = Server::start().await;
    let (before, token) = (server.state().await, server.form_token().await);
    let other = Server::start().await.form_token().await;
    assert!(token.len() == 32 && token != other, "{token} {other}");
    for wrong in [
        "",
        &other,
        &token[1..],
        &format!("{token}0"),
        &"0".repeat(32),
    ] {
        for (path, action) in [(SEND, "send"), (SEND, "check"), (JUDGE, "")] {
            let response = server.post(path, &form(wrong, action, &FIELDS, BODY)).await;
            assert_eq!(response.status(), 403, "{wrong}");
        }
    }
    assert_eq!(server.state().await, before);
    assert!(
        server
            .page("/sandbox/exchanges")
            .await
            .contains("There is none.")
    );
}

#[tokio::test]
async fn a_form_that_comes_from_elsewhere_is_not_taken() {
    let server = Server::start().await;
    let token = server.form_token().await;
    let before = server.state().await;
    let own = server.base.clone();
    for (header, value, status) in [
        ("origin", "http://attacker.example", 403),
        ("origin", "null", 403),
        ("origin", "http://127.0.0.1:1", 403),
        ("sec-fetch-site", "cross-site", 403),
        ("sec-fetch-site", "same-site", 403),
        ("sec-fetch-site", "none", 403),
        ("host", "attacker.example", 421),
        ("sec-fetch-site", "same-origin", 303),
        ("origin", &own, 303),
    ] {
        assert!(status == 303 || server.state().await == before);
        let request = http::Request::post(format!("{}{SEND}", server.base))
            .header(header, value)
            .body(form(&token, "send", &FIELDS, BODY).into_bytes());
        let response = server.send(request.unwrap()).await;
        assert_eq!(response.status(), status, "{header}: {value}");
    }
}

#[tokio::test]
async fn what_the_page_sends_is_answered_and_told_as_what_a_client_sends() {
    for exchange in Exchange::all() {
        // The page sends the tokens that there are.
        let login = match &*exchange.token {
            "app_example" | "example" => "writer",
            "app_example_reader" => "reader",
            _ => continue,
        };
        let (by_client, by_page) = (Server::start().await, Server::start().await);
        let response = by_client.send(exchange.request(&by_client.base)).await;
        let customer = match &*exchange.id {
            "" => "x",
            id => id,
        };
        let service = &*exchange.service;
        let fields = [
            ("service", service),
            ("customer", customer),
            ("login", login),
        ];
        by_page.sent(&fields, exchange.body.get().as_bytes()).await;
        let name = &exchange.name;
        assert_eq!(by_page.state().await, by_client.state().await, "{name}");
        assert_eq!(by_page.log(), by_client.log(), "{name}");
        for server in [&by_client, &by_page] {
            let page = server.page("/sandbox/exchanges/1").await;
            let status = format!(
                "<dt>HTTP status</dt><dd>{}</dd>",
                response.status().as_u16()
            );
            assert!(page.contains(&status), "{name}");
            assert!(
                page.contains(&format!(">{}</span>", exchange.made.outcome)),
                "{name}"
            );
            let action = exchange.made.action.as_ref();
            assert!(
                action.is_none_or(|it| page.contains(&format!("<code>{it}</code>"))),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn a_chosen_fault_strikes_and_takes_no_turn() {
    let server = Server::with_faults(&["html_502", "none"]).await;
    let [service, customer] = FIELDS;
    for _ in 0..2 {
        let fields = [service, customer, ("fault", "wrong_echo")];
        server.sent(&fields, BODY).await;
    }
    let told = server.log();
    assert!(
        told.contains(&"salesive fault: wrong_echo".to_owned()),
        "{told:?}"
    );
    for status in [502, 200] {
        let response = server
            .send(Exchange::all().remove(0).request(&server.base))
            .await;
        assert_eq!(response.status(), status);
    }
}

#[tokio::test]
async fn to_check_or_to_judge_sends_nothing() {
    let server = Server::start().await;
    let before = server.state().await;
    for (path, action) in [(SEND, "check"), (SEND, "example"), (JUDGE, "send")] {
        let response = server.form(path, action, BODY).await;
        assert_eq!(response.status(), 200);
        assert!(text(&response).contains("Effect on the customer"));
    }
    assert_eq!(server.state().await, before);
    assert!(
        server
            .page("/sandbox/exchanges")
            .await
            .contains("There is none.")
    );
}

#[tokio::test]
async fn a_form_of_another_start_comes_back_with_what_was_written() {
    let server = Server::start().await;
    let before = server.state().await;
    let other = Server::start().await.form_token().await;
    let fields = [
        ("service", "salesive"),
        ("login", "reader"),
        ("fault", "html_502"),
    ];
    let stale = form(&other, "send", &fields, b"{\"name\": \"</textarea>\"}");
    let response = server.post(SEND, &stale).await;
    assert_eq!(
        (response.status().as_u16(), server.state().await),
        (403, before)
    );
    let page = text(&response);
    for part in [
        "Nothing was sent",
        "&quot;name&quot;: &quot;&lt;/textarea&gt;&quot;",
        "<option value=\"reader\" selected>",
        "<option value=\"html_502\" selected>",
        &server.form_token().await,
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let verdict = text(&server.post(JUDGE, &stale).await);
    assert!(verdict.contains("Press Check"), "{verdict}");
    // A page of another site gets no form to have sent.
    let elsewhere = http::Request::post(format!("{}{SEND}", server.base))
        .header("origin", "http://attacker.example")
        .body(stale.into_bytes());
    let refused = text(&server.send(elsewhere.unwrap()).await);
    assert!(!refused.contains("<form"), "{refused}");
}

#[tokio::test]
async fn values_are_shown_beside_what_is_written_since() {
    let server = Server::start().await;
    server.form(SEND, "send", BODY).await;
    let written = b"{\"name\": \"Later\"}";
    let shown = text(&server.form(SEND, "show&exchange=1", written).await);
    let hidden = text(&server.form(SEND, "hide&exchange=1", written).await);
    for (page, values) in [(&shown, true), (&hidden, false)] {
        let (answer, form) = page.split_once("<form").unwrap();
        assert_eq!(answer.contains("&quot;Changed&quot;"), values, "{answer}");
        assert!(form.contains("Later"), "{form}");
    }
    let last = server.page("/sandbox/exchanges").await;
    assert!(last.contains("1 of 1 exchange"), "nothing more was sent");
}

#[tokio::test]
async fn the_token_that_was_chosen_stays_chosen() {
    let server = Server::start().await;
    let [service, customer] = FIELDS;
    for login in ["writer", "reader", "none"] {
        let page = server
            .sent(&[service, customer, ("login", login)], BODY)
            .await;
        let chosen = format!("<option value=\"{login}\" selected>");
        assert!(page.contains(&chosen), "{login}: {page}");
    }
}
