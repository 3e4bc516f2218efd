//! The last exchanges: which are kept, what is shown of them, and what is not.

use crate::command::{base, start};
use crate::exchange::Exchange;
use crate::page::{CUSTOMER, text};
use crate::server::Server;
use crate::transport::send;

fn request(server: &Server, id: &str, body: &[u8]) -> http::Request<Vec<u8>> {
    http::Request::put(format!("{}/api/v1/customers/{id}", server.base))
        .header("authorization", "Bearer app_example")
        .header("content-type", "application/json")
        .body(body.to_vec())
        .unwrap()
}

/// The numbers of the exchanges that are listed.
async fn listed(server: &Server, query: &str) -> Vec<u64> {
    let page = server.page(&format!("/sandbox/exchanges{query}")).await;
    let numbers = page.split("<a href=\"/sandbox/exchanges/").skip(1);
    let numbers = numbers.map(|it| it.split('"').next().unwrap().parse().unwrap());
    numbers.collect()
}

#[tokio::test]
async fn the_last_hundred_are_kept_the_newest_first() {
    let server = Server::start().await;
    for _ in 0..103 {
        server
            .send(request(&server, CUSTOMER, b"{\"active\":false}"))
            .await;
    }
    let kept: Vec<_> = (4..=103).rev().collect();
    assert_eq!(listed(&server, "").await, kept);
    assert_eq!(server.get("/sandbox/exchanges/3").await.status(), 404);
    for gone in ["/?exchange=3", "/sandbox/exchanges/1"] {
        let response = server.get(gone).await;
        assert_eq!(response.status(), 404);
        let page = text(&response);
        assert!(
            page.contains("It was sent, and its exchange has made room for others"),
            "{page}"
        );
    }
    assert_eq!(server.get("/sandbox/exchanges/4").await.status(), 200);
    for none in ["0", "104", "-1", "x", "18446744073709551616", "%FF", ""] {
        let response = server.get(&format!("/sandbox/exchanges/{none}")).await;
        assert_eq!(response.status(), 404, "{none}");
        assert!(!text(&response).contains("It was sent"), "{none}");
    }
}

#[tokio::test]
async fn of_each_body_64_kib_are_kept() {
    let server = Server::start().await;
    let name = "a".repeat(900_000);
    server
        .send(request(
            &server,
            CUSTOMER,
            format!("{{\"name\":\"{name}\"}}").as_bytes(),
        ))
        .await;
    for values in ["", "?values=show"] {
        let page = server.page(&format!("/sandbox/exchanges/1{values}")).await;
        assert_eq!(
            page.matches("The first 65536 of ").count(),
            2,
            "request and reply"
        );
        assert!(page.contains("The first 65536 of 900011 bytes are kept."));
        assert!(page.len() < 150_000, "{}", page.len());
    }
    // What changed is cut too.
    let page = server.page("/sandbox/customers").await;
    assert!(page.len() < 32_000, "{}", page.len());
}

#[tokio::test]
async fn they_are_filtered_by_service_and_outcome() {
    let server = Server::start().await;
    let [salesive, microbase] = Exchange::first_of_each_service();
    server.send(salesive.request(&server.base)).await;
    server.send(microbase.request(&server.base)).await;
    server
        .send(request(&server, "nobody", b"{\"active\":false}"))
        .await;
    let mut other_method = microbase.request(&server.base);
    *other_method.method_mut() = http::Method::PUT;
    server.send(other_method).await;
    for (query, numbers) in [
        ("", &[4, 3, 2, 1][..]),
        ("?service=&outcome=", &[4, 3, 2, 1]),
        ("?service=salesive", &[3, 1]),
        ("?service=microbase", &[4, 2]),
        ("?outcome=updated", &[2, 1]),
        ("?service=salesive&outcome=refused", &[3]),
        ("?outcome=unreadable", &[4]),
        ("?outcome=accepted", &[]),
        ("?service=other", &[]),
    ] {
        assert_eq!(listed(&server, query).await, numbers, "{query}");
    }
}

#[tokio::test]
async fn values_are_shown_when_they_are_asked_for_and_tokens_never() {
    let server = Server::start().await;
    let body =
        br#"{"name": "canary", "canary": "canary", "phone": "canary", "x": {"canary": [true]}}"#;
    for id in [CUSTOMER, "canary"] {
        let mut request = request(&server, id, body);
        let token = format!(
            "Bearer {}",
            if id == CUSTOMER {
                "app_example"
            } else {
                "tokencanary"
            }
        );
        request
            .headers_mut()
            .insert("authorization", token.parse().unwrap());
        server.send(request).await;
    }
    let mut request = request(&server, CUSTOMER, b"canary");
    request
        .headers_mut()
        .insert("content-type", "canary".parse().unwrap());
    server.send(request).await;
    let mut request = Exchange::first_of_each_service()[1].request(&server.base);
    let other_version = format!("{}/services/customer/canary/customer.update", server.base);
    *request.uri_mut() = other_version.parse().unwrap();
    server.send(request).await;
    for number in 1..=4 {
        let page = format!("/sandbox/exchanges/{number}");
        let hidden = server.page(&page).await;
        assert!(!hidden.contains("canary"), "{hidden}");
        let shown = server.page(&format!("{page}?values=show")).await;
        assert!(
            shown.contains("canary") && !shown.contains("tokencanary"),
            "{shown}"
        );
        assert!(!shown.contains("app_example"), "{shown}");
    }
    assert!(!server.page("/sandbox/exchanges").await.contains("canary"));
    let answer = server.page("/?exchange=1").await;
    let answer = answer.split("<form").next().unwrap();
    assert!(
        answer.contains("‹string, 6 characters›") && !answer.contains("canary"),
        "{answer}"
    );
}

#[tokio::test]
async fn an_upload_that_breaks_off_is_listed_with_its_reason() {
    let server = Server::start().await;
    let exchange = Exchange::all().remove(0);
    let half = crate::limits::upload(&exchange, 9, 1);
    drop(crate::limits::open(&server.base, &half).await);
    for _ in 0..200 {
        if listed(&server, "").await == [1] {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let page = server.page("/sandbox/exchanges/1").await;
    assert!(
        page.contains("There is no body: Request aborted."),
        "{page}"
    );
}

#[tokio::test]
async fn they_take_at_most_32_mib_whatever_they_held() {
    let (program, mut lines) = start(&[]);
    let base = base(&lines.next().unwrap());
    let Some(mut before) = program.memory() else {
        return;
    };
    // More findings than are listed, and a request and a reply that are longer than what is kept.
    let unlisted = "\"x\": 1, ".repeat(200);
    let body = format!("{{{unlisted}\"name\": \"{}\"}}", "a".repeat(80_000));
    for nth in 0..300 {
        let request = http::Request::put(format!("{base}/api/v1/customers/{CUSTOMER}"))
            .header("authorization", "Bearer app_example")
            .header("content-type", "application/json");
        let response = send(request.body(body.clone().into_bytes()).unwrap()).await;
        assert_eq!(response.status(), 200);
        if nth == 0 {
            // What an exchange itself takes.
            before = program.memory().unwrap();
        }
    }
    let after = program.memory().unwrap();
    assert!(after - before < 32 << 10, "{before} KiB, {after} KiB");
    assert!(after - before > 5 << 10, "they are kept");
}

#[tokio::test]
async fn what_a_page_of_another_site_has_a_browser_send_is_not_kept() {
    let server = Server::start().await;
    for (site, has_token, is_kept) in [
        ("cross-site", false, false),
        ("same-site", false, false),
        ("same-origin", false, true),
        ("none", false, true),
        ("", false, true),
        ("cross-site", true, true),
    ] {
        let before = listed(&server, "").await.len();
        let mut request = request(&server, CUSTOMER, b"{}");
        if !has_token {
            request.headers_mut().remove("authorization");
        }
        if !site.is_empty() {
            let site = site.parse().unwrap();
            request.headers_mut().insert("sec-fetch-site", site);
        }
        server.send(request).await;
        let after = listed(&server, "").await.len();
        assert_eq!(after - before, usize::from(is_kept), "{site}");
    }
}

#[tokio::test]
async fn another_method_and_another_content_type_are_named_as_the_cause() {
    let server = Server::start().await;
    let mut other_method = request(&server, CUSTOMER, b"{\"active\": false}");
    *other_method.method_mut() = http::Method::PATCH;
    server.send(other_method).await;
    let page = server.page("/sandbox/exchanges/1").await;
    assert!(page.contains("Send it with the method PUT"), "{page}");
    assert!(!page.contains("base URL:"), "{page}");

    let mut other_type = request(&server, CUSTOMER, b"{\"active\": false}");
    let text = "text/plain".parse().unwrap();
    other_type.headers_mut().insert("content-type", text);
    server.send(other_type).await;
    let page = server.page("/sandbox/exchanges/2").await;
    for part in [
        "The service did not read this body",
        "Send it with the content type <code>application/json</code>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("Verdict on the body"), "{page}");
}
