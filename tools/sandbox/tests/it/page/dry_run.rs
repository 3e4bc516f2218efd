//! What the page foretells of an update is what comes of it.

use std::time::{Duration, Instant};

use salesive_sandbox::{Faults, Seed};
use serde_json::json;

use crate::page::{CUSTOMER as ADA, FIELDS, SEND};
use crate::server::Server;

const JANE: &str = "665a1f2c9b1e4a0012ab34ce";

/// Service, customer and body.
const UPDATES: [(&str, &str, &[u8]); 16] = [
    ("salesive", ADA, br#"{"active": false}"#),
    ("salesive", ADA, br#"{"email": "jane.roe@example.com"}"#),
    ("salesive", ADA, br#"{"email": "ada@example.com"}"#),
    ("salesive", "nobody", br#"{"active": false}"#),
    ("salesive", "", br#"{"active": false}"#),
    ("salesive", ADA, br#"{"name": "A", "name": "B"}"#),
    ("salesive", ADA, b"{"),
    (
        "microbase",
        "",
        br#"{"id": "HkhhuXESl", "firstName": "A", "firstName": "B"}"#,
    ),
    (
        "microbase",
        "",
        br#"{"id": "HkhhuXESl", "firstName": "\ud800"}"#,
    ),
    (
        "microbase",
        "",
        b"\xEF\xBB\xBF{\"id\": \"HkhhuXESl\", \"firstName\": \"A\"}",
    ),
    ("microbase", "", br#"{"id": "HkhhuXESl", "status": ""}"#),
    (
        "microbase",
        "",
        br#"{"id": "S1b2c3d4E", "id": "HkhhuXESl", "tags": []}"#,
    ),
    (
        "microbase",
        "",
        br#"{"id": "HkhhuXESl", "email": "jane.roe@example.com"}"#,
    ),
    ("microbase", "", br#"{"id": "nobody", "tags": []}"#),
    ("microbase", "", br#"{"id": "HkhhuXESl", "email": "nope"}"#),
    (
        "microbase",
        "",
        br#"{"id": "HkhhuXESl", "tags": ["VIP", 7]}"#,
    ),
];

fn between<'p>(page: &'p str, before: &str, after: &str) -> Option<&'p str> {
    page.split_once(before)?.1.split(after).next()
}

#[tokio::test]
async fn what_is_foretold_comes_true() {
    let mut acted = 0;
    for (service, customer, body) in UPDATES {
        let server = Server::start().await;
        let fields = [("service", service), ("customer", customer)];
        let judged = server.judged(&fields, body).await;
        let before = server.state().await;
        server.form_of(SEND, "send", &fields, body).await;
        let page = server.page("/sandbox/exchanges/1").await;
        let what = format!("{service}: {}", String::from_utf8_lossy(body));

        let foretold = between(&judged, "would refuse it: <code>", "</code>");
        let refused = between(
            &page,
            "<span class=\"outcome refused\">refused</span>: ",
            "<",
        );
        assert_eq!(foretold, refused, "{what}");
        let is_refused = refused.is_some();
        assert!(!is_refused || server.state().await == before, "{what}");
        assert_eq!(
            judged.contains("Nothing would change."),
            is_refused,
            "{what}"
        );
        assert_eq!(
            judged.contains("<table"),
            server.state().await != before || judged.contains("It changes nothing"),
            "{what}"
        );
        let acts = judged.contains("still act on it");
        assert_eq!(
            acts,
            !is_refused && judged.contains("class=\"summary rejected\""),
            "{what}"
        );
        assert_eq!(
            acts,
            judged.contains("Yet the sandbox would act on it."),
            "{what}"
        );
        if acts {
            acted += 1;
            assert!(
                !page.contains("<dd>nothing</dd>") || !judged.contains("<table"),
                "{what}"
            );
        }
    }
    assert!(acted >= 3, "{acted}");
}

#[tokio::test]
async fn an_accepted_body_that_would_be_refused_says_why() {
    let server = Server::start().await;
    for (body, customer, reason) in [
        (
            r#"{"email": "jane.roe@example.com"}"#,
            ADA,
            "Take another email address: another customer has this one.",
        ),
        (
            r#"{"active": true}"#,
            "nobody",
            "Take another id: there is no such customer.",
        ),
    ] {
        let fields = [("service", "salesive"), ("customer", customer)];
        let judged = server.judged(&fields, body.as_bytes()).await;
        assert!(judged.contains("class=\"summary caution\""), "{judged}");
        assert!(
            judged.contains("✓ Accepted. Yet the sandbox would refuse it: "),
            "{judged}"
        );
        assert!(
            judged.contains(reason) && !judged.contains("<table"),
            "{judged}"
        );
    }
}

#[tokio::test]
async fn the_example_of_each_customer_would_be_made() {
    let server = Server::start().await;
    for (service, customer) in [
        ("salesive", ADA),
        ("salesive", JANE),
        ("microbase", "HkhhuXESl"),
        ("microbase", "S1b2c3d4E"),
        // The addresses of the examples are taken by now.
        ("salesive", ADA),
        ("salesive", JANE),
    ] {
        let page = server
            .page(&format!("/?service={service}&customer={customer}"))
            .await;
        assert!(
            page.contains("class=\"summary accepted\""),
            "{customer}: {page}"
        );
        let body = between(&page, "wrap=\"soft\">\n", "</textarea>")
            .unwrap()
            .replace("&quot;", "\"");
        let fields = [("service", service), ("customer", customer)];
        let page = server.sent(&fields, body.as_bytes()).await;
        assert!(
            page.contains("<span class=\"outcome updated\">"),
            "{customer}: {page}"
        );
    }
}

#[tokio::test]
async fn ids_that_a_form_cannot_carry_are_not_offered_and_taken_as_posted() {
    let long = "a".repeat(1025);
    let seed = json!({
        "salesive": [{ "_id": "000000000000000000000000" }, { "_id": "" }, { "_id": long }, { "_id": "a\nb" }],
        "microbase": [{ "id": "nobody" }, { "id": "" }, { "id": long }],
    });
    for (service, offered, sent) in [
        (
            "salesive",
            ["000000000000000000000000", "000000000000000000000001"],
            [("", 1), (&*long, 2)],
        ),
        ("microbase", ["nobody", "nobody1"], [("", 1), (&*long, 2)]),
    ] {
        let seed = Seed::from_json(&seed.to_string()).unwrap();
        let server = Server::with(seed, Faults::default()).await;
        let page = server.page(&format!("/?service={service}")).await;
        let options = between(&page, "<select id=\"customer\"", "</select>").unwrap();
        let values: Vec<_> = options
            .split("<option value=\"")
            .skip(1)
            .map(|it| it.split('"').next().unwrap())
            .collect();
        assert_eq!(values, offered);
        for (id, nth) in sent {
            let fields = [("service", service), ("customer", id)];
            let body = if service == "salesive" {
                json!({ "name": "Changed" })
            } else {
                json!({ "id": id, "firstName": "Changed" })
            };
            let page = server.sent(&fields, body.to_string().as_bytes()).await;
            let chosen = format!("<option value=\"{id}\" selected>");
            assert!(page.contains(&chosen), "{page}");
            let state = server.state().await;
            let changed: Vec<_> = state[service]
                .as_array()
                .unwrap()
                .iter()
                .map(|it| it["name"] == "Changed" || it["firstName"] == "Changed")
                .collect();
            assert!(changed[nth] && !changed[0], "{id}: {changed:?}");
        }
    }
}

#[tokio::test]
async fn many_customers_are_judged_while_a_person_types() {
    let customers: Vec<_> = (0..5_000)
        .map(|nth| json!({ "_id": format!("{nth:024}"), "name": "Ada Obi", "email": format!("{nth}@example.com"), "phone": "1", "shop": "1", "user": null, "active": true }))
        .collect();
    let seed = Seed::from_json(&json!({ "salesive": customers }).to_string()).unwrap();
    let server = Server::with(seed, Faults::default()).await;
    let began = Instant::now();
    let page = server
        .judged(&FIELDS, br#"{"email": "7@example.com"}"#)
        .await;
    assert!(page.contains("would refuse it"), "{page}");
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
}

#[tokio::test]
async fn a_body_of_another_customer_than_the_chosen_one_says_so() {
    let server = Server::start().await;
    for (customer, is_other) in [("HkhhuXESl", false), ("S1b2c3d4E", true)] {
        let fields = [("service", "microbase"), ("customer", customer)];
        let body = br#"{"id": "HkhhuXESl", "tags": []}"#;
        let judged = server.judged(&fields, body).await;
        let told = judged.contains("The body names another customer");
        assert_eq!(told, is_other, "{judged}");
    }
}
