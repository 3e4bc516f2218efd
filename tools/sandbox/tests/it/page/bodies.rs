//! Whatever a body holds, it is text, and the page stays small.

use std::time::Duration;

use salesive_sandbox::{Faults, Limits, Seed};

use crate::page::{FIELDS, JUDGE, SEND, text};
use crate::server::Server;

async fn judged(server: &Server, body: &[u8]) -> String {
    server.judged(&FIELDS, body).await
}

#[tokio::test]
async fn each_finding_stands_under_its_place_with_rule_sentence_and_source() {
    let server = Server::start().await;
    let page = judged(&server, b"{\"name\": \"Ada\",\n \"phone\": 5}").await;
    let line = page.find("<mark class=\"violation\">5</mark>").unwrap();
    let finding = &page[line..];
    for part in [
        "<code>salesive.update.phone.type</code>",
        "<code>/phone</code>",
        "line 2, column 11",
        "The phone number must be a string, or null to clear it. Found: number.",
        "Source: CustomerUpdate.phone",
    ] {
        assert!(finding.contains(part), "{part}");
    }
    assert!(page.contains("✗ Rejected: 1 violation."));
}

#[tokio::test]
async fn lines_end_where_they_end_in_the_field() {
    let server = Server::start().await;
    let body = b"{\r\n\"phone\":\r\n5}";
    let page = judged(&server, body).await;
    assert!(page.contains("line 3, column 1"), "{page}");
    // What was sent comes back.
    server.form(SEND, "send", body).await;
    assert!(!server.page("/?exchange=1").await.contains('\r'));
}

#[tokio::test]
async fn markup_and_what_turns_text_round_is_shown_and_does_nothing() {
    let server = Server::start().await;
    let hostile =
        "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>\u{202e}\u{200b}\u{9b}";
    let json = serde_json::json!({ "name": hostile, hostile: hostile }).to_string();
    for body in [json.as_bytes(), hostile.as_bytes()] {
        let checked = text(&server.form(SEND, "check", body).await);
        server.form(SEND, "send", body).await;
        let paths = [
            "/sandbox/exchanges/1?values=show",
            "/sandbox/exchanges/1",
            "/sandbox/customers",
        ];
        let shown = text(&server.form(SEND, "show&exchange=1", body).await);
        let mut pages = vec![judged(&server, body).await, checked, shown];
        for path in paths {
            pages.push(server.page(path).await);
        }
        for page in pages {
            assert!(
                !page.contains("<script>") && !page.contains("<img"),
                "{page}"
            );
            let outside = page.split("<textarea").next().unwrap();
            assert!(
                !outside.contains(['\u{202e}', '\u{200b}', '\u{9b}']),
                "{page}"
            );
        }
    }
}

#[tokio::test]
async fn bytes_that_are_not_utf_8_are_judged_as_they_came() {
    let server = Server::start().await;
    let page = judged(&server, b"{\"name\": \"\xFF\"}").await;
    assert!(page.contains("✗ Not JSON: line 1, column 11."), "{page}");
    assert!(page.contains("The text is not UTF-8."));
    server.form(SEND, "send", b"{\"name\": \"\xFF\"}").await;
    assert!(
        server
            .page("/sandbox/exchanges/1")
            .await
            .contains("The text is not UTF-8.")
    );
}

#[tokio::test]
async fn of_a_long_body_only_what_is_near_a_finding_is_shown() {
    let server = Server::start().await;
    let many_lines = format!(
        "{{{}\"phone\": 5{}}}",
        "\n".repeat(100_000),
        "\n".repeat(100_000)
    );
    let long_line = format!(
        "{{\"name\": \"{}\", \"phone\": 5, \"active\": \"{}\"}}",
        "é".repeat(40_000),
        "b".repeat(80_000)
    );
    let findings = format!("{{{}\"phone\": 5}}", "\"a\": 1, \n".repeat(30_000));
    for body in [many_lines, long_line, findings] {
        let page = judged(&server, body.as_bytes()).await;
        assert!(page.contains("salesive.update."), "{page}");
        assert!(page.len() < 128 << 10, "{}", page.len());
        assert!(page.matches("class=\"remark").count() <= 100);
    }
    let page = judged(&server, "\n".repeat(100).as_bytes()).await;
    assert!(
        page.contains("98 lines not shown") && page.contains("Not JSON"),
        "{page}"
    );
    let page = judged(
        &server,
        format!("{{\"name\": \"Ada\"{}}}", "\n".repeat(100)).as_bytes(),
    )
    .await;
    assert!(page.contains("101 lines not shown"), "{page}");
}

#[tokio::test]
async fn a_form_has_the_limits_of_a_body() {
    let server = Server::start().await;
    for path in [SEND, JUDGE] {
        let long = vec![b'a'; (1 << 20) + 1];
        let request = http::Request::post(format!("{}{path}", server.base)).body(long);
        let response = server.send(request.unwrap()).await;
        assert_eq!(response.status(), 413, "{path}");
    }
    let limits = Limits {
        body_time: Duration::from_millis(100),
        ..Limits::default()
    };
    let server = Server::with_limits(Seed::documented().unwrap(), Faults::default(), limits).await;
    let slow = format!("POST {SEND} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n");
    let answer = crate::limits::raw(&server.base, &slow).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[tokio::test]
async fn the_effect_is_told_field_by_field() {
    let server = Server::start().await;
    let page = judged(
        &server,
        br#"{"name": "Ada Obi", "phone": null, "active": false}"#,
    )
    .await;
    for part in [
        r#"<tr class="no_change"><th scope="row"><code>name</code>"#,
        r#"<tr class="clear"><th scope="row"><code>phone</code>"#,
        r#"<tr class="set"><th scope="row"><code>active</code>"#,
        r#"<bdi>{&quot;phone&quot;:null,&quot;active&quot;:false}</bdi>"#,
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}
