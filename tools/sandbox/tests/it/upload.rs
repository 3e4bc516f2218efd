//! An upload that breaks off, after all of a valid update has come.

use tokio::io::AsyncWriteExt;

use crate::exchange::Exchange;
use crate::limits::{open, rest};
use crate::server::{Response, Server};

/// The framings of a body that do not come to their end, and what is wrong with each.
const BROKEN: [(&str, &str, &str); 2] = [
    (
        "a chunk without a size",
        "transfer-encoding: chunked",
        "?\r\n",
    ),
    ("a length that is not reached", "content-length: 1000", ""),
];

/// Sends the body of an exchange so that it breaks off, and returns what is answered all the same.
async fn break_off(server: &Server, exchange: &Exchange, framing: &str, end: &str) -> Response {
    let request = exchange.request(&server.base);
    let body = std::str::from_utf8(request.body()).unwrap();
    let mut sent = format!(
        "{} {} HTTP/1.1\r\nhost: 127.0.0.1\r\n{framing}\r\n",
        request.method(),
        request.uri().path()
    );
    for name in ["authorization", "content-type"] {
        let value = request.headers()[name].to_str().unwrap();
        sent.push_str(&format!("{name}: {value}\r\n"));
    }
    sent.push_str("\r\n");
    if framing.contains("chunked") {
        sent.push_str(&format!("{:x}\r\n{body}\r\n{end}", body.len()));
    } else {
        sent.push_str(body);
    }
    let mut stream = open(&server.base, &sent).await;
    stream.shutdown().await.unwrap();
    let answer = rest(stream).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let status = head.split(' ').nth(1).unwrap_or("0");
    http::Response::builder()
        .status(status)
        .body(body.into())
        .unwrap()
}

#[tokio::test]
async fn is_refused_with_400_and_told() {
    for exchange in Exchange::first_of_each_service() {
        for (name, framing, end) in BROKEN {
            let server = Server::start().await;
            let response = break_off(&server, &exchange, framing, end).await;
            let what = format!("{}: {name}", exchange.service);
            let made = exchange.made_of_response(&response);
            assert_eq!(
                (made.http_status, &*made.outcome),
                (400, "refused"),
                "{what}"
            );
            let told = format!("{} request: body: the upload broke off", exchange.service);
            assert_eq!(server.log(), [told], "{what}");
        }
    }
}

#[tokio::test]
async fn changes_nothing_and_takes_no_turn_of_a_fault() {
    for exchange in Exchange::first_of_each_service() {
        for (name, framing, end) in BROKEN {
            let server = Server::with_faults(&["html_502", "none"]).await;
            let before = server.state().await;
            break_off(&server, &exchange, framing, end).await;
            let what = format!("{}: {name}", exchange.service);
            assert_eq!(server.state().await, before, "{what}");
            for status in [502, 200] {
                let response = server.send(exchange.request(&server.base)).await;
                assert_eq!(response.status(), status, "{what}");
            }
        }
    }
}
