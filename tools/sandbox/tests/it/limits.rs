//! What takes too long or too much is ended, and others are answered all the while.

use std::time::{Duration, Instant};

use salesive_sandbox::{Faults, Limits, Seed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::exchange::Exchange;
use crate::server::Server;

/// A connection on which this has been sent.
pub(crate) async fn open(base: &str, text: &str) -> TcpStream {
    let address = base.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream
}

/// What is answered until the connection ends, which it soon does.
pub(crate) async fn rest(mut stream: TcpStream) -> String {
    let mut answer = String::new();
    let read = timeout(Duration::from_secs(20), stream.read_to_string(&mut answer));
    // A connection can end by a reset.
    let _ = read.await.unwrap();
    answer
}

pub(crate) async fn raw(base: &str, text: &str) -> String {
    rest(open(base, text).await).await
}

/// The head of an upload of this length, and the beginning of its body.
pub(crate) fn upload(exchange: &Exchange, length: usize, sent: usize) -> String {
    let request = exchange.request("http://localhost");
    let (method, path) = (request.method(), request.uri().path());
    let token = &exchange.token;
    format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{}",
        " ".repeat(sent)
    )
}

async fn server(change: impl FnOnce(&mut Limits)) -> Server {
    let mut limits = Limits::default();
    change(&mut limits);
    Server::with_limits(Seed::documented().unwrap(), Faults::default(), limits).await
}

async fn assert_answers(server: &Server) {
    let exchange = Exchange::all().remove(0);
    let answer = server.send(exchange.request(&server.base));
    let answer = timeout(Duration::from_secs(10), answer).await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[tokio::test]
async fn a_head_without_an_end_and_an_idle_connection_are_closed() {
    let server = server(|limits| limits.head_time = Duration::from_millis(300)).await;
    for sent in [
        "",
        "PUT /api/v1/customers/1 HTT",
        "GET / HTTP/1.1\r\nhost: local",
    ] {
        let began = Instant::now();
        assert_eq!(raw(&server.base, sent).await, "", "{sent}");
        assert!(began.elapsed() >= Duration::from_millis(290));
    }
    let answered = raw(
        &server.base,
        "GET /sandbox/state HTTP/1.1\r\nhost: localhost\r\n\r\n",
    );
    assert!(answered.await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_body_without_an_end_is_answered_408_and_told() {
    for exchange in Exchange::first_of_each_service() {
        let server = server(|limits| limits.body_time = Duration::from_millis(300)).await;
        let answer = raw(&server.base, &upload(&exchange, 1000, 999)).await;
        assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
        let told = format!(
            "{} request: body: the upload took too long",
            exchange.service
        );
        assert_eq!(server.log(), [told]);
    }
}

#[tokio::test]
async fn bodies_beyond_the_memory_for_them_are_answered_503_until_there_is_room() {
    for exchange in Exchange::first_of_each_service() {
        let server = server(|limits| limits.bodies = 1 << 20).await;
        let closing =
            upload(&exchange, 600_000, 600_000).replace("host:", "connection: close\r\nhost:");
        // What is held may come too late to the server, and then it is what finds no room.
        let mut head_start = Duration::from_millis(50);
        let held = loop {
            let held = open(&server.base, &upload(&exchange, 600_000, 599_999)).await;
            tokio::time::sleep(head_start).await;
            if raw(&server.base, &closing)
                .await
                .starts_with("HTTP/1.1 503")
            {
                break held;
            }
            assert!(head_start < Duration::from_secs(10));
            head_start *= 2;
        };
        drop(held);
        // That it broke off may come later than the next request.
        let began = Instant::now();
        while server.send(exchange.request(&server.base)).await.status() == 503 {
            assert!(began.elapsed() < Duration::from_secs(10));
        }
        assert_answers(&server).await;
    }
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_until_one_ends() {
    let server = server(|limits| {
        limits.connections = 8;
        limits.head_time = Duration::from_millis(500);
    })
    .await;
    let mut open_ones = Vec::new();
    for _ in 0..40 {
        open_ones.push(open(&server.base, "GET / HT").await);
    }
    assert_answers(&server).await;
}
