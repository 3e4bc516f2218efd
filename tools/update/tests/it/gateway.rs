//! What only something between the client and the service does. The replies are files; a line end in
//! them is CRLF on the wire.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener};
use std::process::Command;
use std::thread::{self, JoinHandle};

use crate::client;
use crate::exchange::{Exchange, Made, has_curl};

/// A server for one connection: its base URL, and the head of the request in the end.
fn answering(reply: String) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let thread = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            assert_ne!(reader.read_line(&mut head).unwrap(), 0);
        }
        let length = head.to_ascii_lowercase();
        let (_, length) = length.split_once("content-length: ").unwrap();
        let length = length.lines().next().unwrap().parse().unwrap();
        reader.read_exact(&mut vec![0; length]).unwrap();
        stream
            .write_all(reply.replace('\n', "\r\n").as_bytes())
            .unwrap();
        stream.shutdown(Shutdown::Both).unwrap();
        head
    });
    (base, thread)
}

fn reply(name: &str, elsewhere: &str) -> String {
    let path = format!(
        "{}/tests/fixtures/gateway/{name}.http",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path)
        .unwrap()
        .replace("{elsewhere}", elsewhere)
}

const REPLIES: [(&str, u16, &str, Option<&str>); 10] = [
    ("chunked", 200, "updated", None),
    ("wrong_content_type", 200, "updated", None),
    ("failure_inside_200", 200, "refused", Some("report_bug")),
    ("truncated", 200, "unreadable", Some("read_again")),
    ("chunked_cut_off", 200, "unreadable", Some("read_again")),
    ("no_content", 204, "unreadable", Some("read_again")),
    ("sign_in_page", 200, "unreadable", Some("read_again")),
    ("proxy_page", 502, "unreadable", Some("retry")),
    ("try_later", 503, "unreadable", Some("retry")),
    ("redirect", 307, "unreadable", Some("check_base_url")),
];

/// Takes each reply with each client, and returns what was elsewhere asked.
fn with_each_reply(take: impl Fn(&Exchange, &str, &str) -> Made) {
    let exchange = Exchange::all().remove(0);
    for (name, http_status, outcome, action) in REPLIES {
        let elsewhere = TcpListener::bind("127.0.0.1:0").unwrap();
        let other = format!("http://{}/", elsewhere.local_addr().unwrap());
        let (base, request) = answering(reply(name, &other));
        let made = take(&exchange, &base, &other);
        let head = request.join().unwrap();
        assert!(
            head.contains("Bearer app_example"),
            "the token reaches the service: {head}"
        );
        let expected = Made {
            http_status,
            outcome: outcome.into(),
            kind: (outcome == "refused").then(|| "other".into()),
            action: action.map(Into::into),
        };
        assert_eq!(made, expected, "{name}");
        elsewhere.set_nonblocking(true).unwrap();
        let visit = elsewhere.accept().map(drop).map_err(|error| error.kind());
        assert_eq!(
            visit,
            Err(std::io::ErrorKind::WouldBlock),
            "the token stays: {name}"
        );
    }
}

#[test]
fn the_library_over_reqwest() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    with_each_reply(|exchange, base, _| {
        let sent = salesive_update::send(exchange.request(base));
        exchange.made_of_response(&runtime.block_on(sent).unwrap())
    });
}

#[test]
fn curl() {
    if has_curl() {
        with_each_reply(|exchange, base, _| {
            let (http_status, body) = exchange.curl(base);
            exchange.made_of(http_status, &body)
        });
    }
}

#[test]
fn the_command_line_client_and_a_proxy_it_must_not_use() {
    with_each_reply(|exchange, base, proxy| {
        let arguments = client::arguments(exchange, base).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_salesive-update"))
            .args(arguments)
            .env("SALESIVE_TOKEN", &exchange.token)
            .envs([
                ("http_proxy", proxy),
                ("HTTP_PROXY", proxy),
                ("ALL_PROXY", proxy),
            ])
            .env_remove("NO_PROXY")
            .output()
            .unwrap();
        client::made(&output)
    });
}

#[test]
fn a_connection_that_ends_without_a_reply_leaves_the_update_unknown() {
    let (base, request) = answering(String::new());
    let exchange = Exchange::all().remove(0);
    let output = client::run(
        &exchange.token,
        &client::arguments(&exchange, &base).unwrap(),
    );
    request.join().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told.contains("without a reply; whether the update was made is unknown"),
        "{told}"
    );
}

#[test]
fn the_words_of_a_refusal_give_a_terminal_no_orders() {
    let (base, request) = answering(reply("failure_inside_200", ""));
    let exchange = Exchange::all().remove(0);
    let mut arguments = client::arguments(&exchange, &base).unwrap();
    arguments.push("--show-values".into());
    let output = client::run(&exchange.token, &arguments);
    request.join().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(
        shown.contains("\nthe service says: \u{fffd}[31mTry again\n"),
        "{shown:?}"
    );
}
