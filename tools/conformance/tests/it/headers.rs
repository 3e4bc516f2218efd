//! Headers that no contract knows.

use salesive_conformance::Contract;

use super::both::for_both_services;
use super::ours::{missed, misses_nothing};
use super::sends::run;

for_both_services! {
    what_a_transport_adds_is_fine
    a_header_that_changes_what_the_request_means_is_a_miss
}

fn what_a_transport_adds_is_fine<S: Contract>() {
    misses_nothing(&run::<S>(|_, draft| {
        let (scheme, rest) = draft.base_url.split_once("://")?;
        let host = rest.split('/').next()?.to_uppercase();
        let port = match (scheme, host.contains(':')) {
            (_, true) => "",
            ("https", _) => ":443",
            _ => ":80",
        };
        let length = draft.body.to_string().len();
        draft
            .with("Host", host + port)
            .with("content-length", length.to_string())
            .with("Accept", "*/*")
            .with("Accept-Encoding", "gzip, br")
            .with("Connection", "keep-alive")
            .with(
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            )
            .sent()
    }));
}

fn a_header_that_changes_what_the_request_means_is_a_miss<S: Contract>() {
    for (name, value, sentence) in [
        ("X-Note", "a\r\nX-Evil: 1", "no header holds it"),
        ("x y", "1", "no header holds it"),
        ("", "1", "no header holds it"),
        ("Host", "api.example.org.evil.example", "another server"),
        ("Host", "", "another server"),
        ("Content-Length", "1", "the body has another length"),
        ("Transfer-Encoding", "chunked", "the body comes whole"),
        ("Content-Encoding", "gzip", "the body is not encoded"),
        (
            "Cookie",
            "session=1",
            "the token is all that identifies a client",
        ),
        (
            "X-HTTP-Method-Override",
            "DELETE",
            "the endpoint has one method",
        ),
        ("x-http-method", "DELETE", "the endpoint has one method"),
        ("X-Method-Override", "DELETE", "the endpoint has one method"),
    ] {
        let comparison = run::<S>(|_, draft| draft.with(name, value).sent());
        assert_eq!(missed(&comparison), ["header"], "{name}: {comparison}");
        let shown = comparison.to_string();
        for end in ["wanted  sent: header none", sentence] {
            let is_told = |line: &str| line.trim_end_matches(')').ends_with(end);
            assert!(shown.lines().any(is_told), "{shown}");
        }
    }
    let twice = run::<S>(|_, draft| {
        let length = draft.body.to_string().len().to_string();
        let draft = draft.with("Content-Length", length.clone());
        draft.with("content-length", length).sent()
    });
    assert_eq!(missed(&twice), ["header"]);
}
