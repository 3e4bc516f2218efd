//! What every page is: well-formed, labelled, guarded, and of this machine alone.

use std::collections::HashSet;

use html5ever::parse_document;
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::exchange::Exchange;
use crate::page::text;
use crate::server::Server;

/// All pages, of a sandbox that has answered.
async fn pages(server: &Server) -> Vec<(String, String)> {
    for exchange in Exchange::all() {
        server.send(exchange.request(&server.base)).await;
    }
    let mut paths: Vec<_> = [
        "/",
        "/?service=microbase",
        "/?service=salesive&customer=x%22%3E",
        "/sandbox/customers",
        "/sandbox/exchanges",
    ]
    .map(str::to_owned)
    .into();
    for number in 1..=Exchange::all().len() {
        paths.push(format!("/?exchange={number}"));
        paths.push(format!("/sandbox/exchanges/{number}?values=show"));
    }
    let mut pages = Vec::new();
    for path in paths {
        let page = server.page(&path).await;
        pages.push((path, page));
    }
    let refused = server.post("/sandbox/try", "token=no").await;
    pages.push(("refused".to_owned(), text(&refused)));
    pages
}

/// The name, the attributes and the text.
type Element = (String, Vec<(String, String)>, String);

/// Finds all elements, and returns the text.
fn elements(node: &Handle, found: &mut Vec<Element>) -> String {
    let mut text = String::new();
    if let NodeData::Text { contents } = &node.data {
        text.push_str(&contents.borrow());
    }
    let own = found.len();
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes = attrs.borrow();
        let attributes = attributes
            .iter()
            .map(|it| (it.name.local.to_string(), it.value.to_string()));
        found.push((name.local.to_string(), attributes.collect(), String::new()));
    }
    for child in node.children.borrow().iter() {
        text.push_str(&elements(child, found));
    }
    if let NodeData::Element { .. } = &node.data {
        found[own].2.clone_from(&text);
    }
    text
}

#[tokio::test]
async fn each_page_is_well_formed_and_labelled() {
    let server = Server::start().await;
    for (path, page) in pages(&server).await {
        let dom = parse_document(RcDom::default(), Default::default()).one(&*page);
        assert_eq!(*dom.errors.borrow(), [""; 0], "{path}");
        let mut found = Vec::new();
        elements(&dom.document, &mut found);
        let attribute = |attributes: &[(String, String)], name: &str| {
            let mut attributes = attributes.iter();
            attributes.find_map(|(key, value)| (key == name).then(|| value.clone()))
        };
        let count = |name: &str| found.iter().filter(|(element, ..)| element == name).count();
        assert_eq!(
            (count("h1"), count("main"), count("header")),
            (1, 1, 1),
            "{path}"
        );
        assert_eq!(found[0].0, "html");
        assert_eq!(attribute(&found[0].1, "lang").as_deref(), Some("en"));

        let ids: Vec<_> = found
            .iter()
            .filter_map(|it| attribute(&it.1, "id"))
            .collect();
        let unique: HashSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path}: {ids:?}");
        let labels: HashSet<_> = found
            .iter()
            .filter_map(|it| attribute(&it.1, "for"))
            .collect();
        for (name, attributes, text) in &found {
            let is_hidden = attribute(attributes, "type").as_deref() == Some("hidden");
            match name.as_str() {
                "select" | "textarea" | "input" if !is_hidden => {
                    let id = attribute(attributes, "id").unwrap_or_default();
                    assert!(labels.contains(&id), "{path}: {name} {id} has no label");
                }
                "a" | "button" | "h1" | "h2" | "h3" | "label" | "th" | "caption" => {
                    assert!(!text.trim().is_empty(), "{path}: an empty {name}");
                }
                _ => {}
            }
            if name == "th" {
                assert!(attribute(attributes, "scope").is_some(), "{path}: {text}");
            }
            for reference in ["aria-labelledby", "aria-describedby", "for"] {
                let named = attribute(attributes, reference);
                assert!(
                    named.is_none_or(|id| ids.contains(&id)),
                    "{path}: {attributes:?}"
                );
            }
            for reference in ["href", "src", "action"] {
                let here = attribute(attributes, reference);
                let is_here = |it: String| it.starts_with(['/', '#']) && !it.starts_with("//");
                assert!(here.is_none_or(is_here), "{path}: {attributes:?}");
            }
            let runs = |(name, _): &(String, String)| name.starts_with("on") || name == "style";
            assert!(!attributes.iter().any(runs), "{path}: {attributes:?}");
        }
    }
}

#[tokio::test]
async fn each_answer_of_the_page_is_guarded() {
    let server = Server::start().await;
    server
        .send(Exchange::all().remove(0).request(&server.base))
        .await;
    let mut responses = vec![server.form("/sandbox/try", "send", b"{}").await];
    for path in [
        "/",
        "/?service=other",
        "/sandbox/customers",
        "/sandbox/exchanges",
        "/sandbox/exchanges/1",
        "/sandbox/exchanges/9",
        "/sandbox/style.css",
        "/sandbox/live.js",
        "/sandbox/icon.svg",
    ] {
        responses.push(server.get(path).await);
    }
    responses.push(server.form("/sandbox/try", "check", b"{}").await);
    responses.push(server.form("/sandbox/verdict", "", b"{}").await);
    responses.push(server.post("/sandbox/try", "").await);
    for response in responses {
        let header = |name: &str| response.headers()[name].to_str().unwrap();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        for part in [
            "script-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.split("; ").any(|it| it == part), "{policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
    }
}

#[tokio::test]
async fn what_is_no_page_is_answered_as_before() {
    let server = Server::start().await;
    let elsewhere = server.get("/elsewhere").await;
    for (method, path) in [
        ("POST", "/"),
        ("PUT", "/"),
        ("DELETE", "/"),
        ("GET", "/services"),
    ] {
        let request = http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", server.base));
        let response = server.send(request.body(Vec::new()).unwrap()).await;
        assert_eq!(response.status(), elsewhere.status(), "{method} {path}");
        assert_eq!(response.body(), elsewhere.body(), "{method} {path}");
        assert!(!response.headers().contains_key("allow"), "{method} {path}");
    }
    let led = server.get("/sandbox/try").await;
    assert_eq!(
        (led.status().as_u16(), &led.headers()["location"]),
        (303, &http::HeaderValue::from_static("/"))
    );
    let head = http::Request::head(format!("{}/", server.base));
    let head = server.send(head.body(Vec::new()).unwrap()).await;
    assert_eq!((head.status().as_u16(), head.body().len()), (200, 0));
}
