//! What only the way to the service does: replies as they are on the wire, and none.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::support::{Answer, Gateway, listen, success};

/// Something that answers requests, one after the other, with these texts and then with the last one.
struct Script {
    base: String,
    asked: Arc<AtomicUsize>,
}

/// Nothing is answered, and the connection stays.
const SILENCE: &str = "silence";

impl Script {
    async fn start(replies: &'static [&'static str]) -> Self {
        let (listener, base) = listen().await;
        let asked = Arc::new(AtomicUsize::new(0));
        let count = asked.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let nth = count.fetch_add(1, Ordering::SeqCst);
                let reply = replies.get(nth).or(replies.last()).unwrap();
                tokio::spawn(answer(stream, reply));
            }
        });
        Self { base, asked }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// Reads one request, whose body ends with a brace, and answers it.
async fn answer(mut stream: TcpStream, reply: &str) {
    let mut request = Vec::new();
    while !request.ends_with(b"}") {
        let read = stream.read_buf(&mut request).await.unwrap();
        assert_ne!(read, 0);
    }
    if reply == SILENCE {
        sleep(Duration::from_secs(5)).await;
    }
    let reply = reply.replace('\n', "\r\n");
    stream.write_all(reply.as_bytes()).await.unwrap();
}

const MADE: &str = "HTTP/1.1 200 OK\nConnection: close\n\n\
    {\"status\":200,\"success\":true,\"message\":\"\",\"data\":{\"name\":\"Ada\"}}";
const BUSY: &str = "HTTP/1.1 503 Busy\nRetry-After: 0\nConnection: close\n\n";

async fn asked(service: &Script) -> Answer {
    let exchange = success("salesive");
    let gateway = Gateway::before(&service.base, &exchange.token).await;
    gateway.ask(&exchange).await
}

#[tokio::test]
async fn what_was_not_made_is_sent_again() {
    let service = Script::start(&[BUSY, BUSY, MADE]).await;
    let answer = asked(&service).await;
    assert_eq!((answer.status, service.asked()), (200, 3));
    assert_eq!(answer.body["name"], "Ada");
}

#[tokio::test]
async fn a_service_that_stays_busy_is_left_alone_after_four_requests() {
    let service = Script::start(&[BUSY]).await;
    let began = Instant::now();
    let answer = asked(&service).await;
    answer.assert_problem(503);
    assert_eq!(answer.body["written"], "no");
    assert_eq!(service.asked(), 4);
    assert!(began.elapsed() > Duration::from_millis(1_750), "no wait");
}

#[tokio::test]
async fn nobody_waits_for_an_hour() {
    const HOUR: &str = "HTTP/1.1 429 Busy\nRetry-After: 3600\nConnection: close\n\n";
    let service = Script::start(&[HOUR]).await;
    let answer = asked(&service).await;
    answer.assert_problem(503);
    assert_eq!(answer.headers["retry-after"], "3600");
    assert_eq!(service.asked(), 1);
}

#[tokio::test]
async fn what_can_have_been_made_is_sent_once() {
    let replies: [&'static [&'static str]; 6] = [
        // The connection ends.
        &["", MADE],
        &[SILENCE, MADE],
        &["HTTP/1.1 200 OK\nContent-Length: 500\n\n{", MADE],
        &[
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\n{\n",
            MADE,
        ],
        &["HTTP/1.1 504 Late\nConnection: close\n\n<html>", MADE],
        &[
            "HTTP/1.1 503 Busy\nConnection: close\n\n{\"success\":true}",
            MADE,
        ],
    ];
    for script in replies {
        let service = Script::start(script).await;
        let answer = asked(&service).await;
        answer.assert_problem(504);
        assert_eq!(answer.body["written"], "unknown", "{script:?}");
        assert_eq!(service.asked(), 1, "{script:?}");
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_is_busy() {
    let (listener, base) = listen().await;
    drop(listener);
    let exchange = success("microbase");
    let gateway = Gateway::before(&base, &exchange.token).await;
    let answer = gateway.ask(&exchange).await;
    answer.assert_problem(503);
    assert_eq!(answer.body["written"], "no");
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_the_token() {
    let away = Script::start(&[MADE]).await;
    let reply = format!(
        "HTTP/1.1 307 Away\nLocation: {}/\nContent-Length: 0\n\n",
        away.base
    );
    let service = Script::start(Box::leak(Box::new([&*reply.leak()]))).await;
    asked(&service).await.assert_problem(502);
    assert_eq!((service.asked(), away.asked()), (1, 0));
}
