//! What only something between the client and the service does. The replies are files; a line end in
//! them is CRLF on the wire.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener};
use std::process::{Command, Output};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

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
    ("failure_inside_200", 200, "refused", Some("read_again")),
    ("truncated", 200, "unreadable", Some("read_again")),
    ("chunked_cut_off", 200, "unreadable", Some("read_again")),
    ("no_content", 204, "unreadable", Some("read_again")),
    ("sign_in_page", 200, "unreadable", Some("read_again")),
    ("proxy_page", 502, "unreadable", Some("read_again")),
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
        exchange.made_of_response(&runtime.block_on(sent).unwrap().response)
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
    let output = told_of(String::new());
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told.contains("without a reply; whether the update was made is unknown"),
        "{told}"
    );
}

/// What the client prints about this reply.
fn told_of(reply: String) -> Output {
    let (base, request) = answering(reply);
    let exchange = Exchange::all().remove(0);
    let arguments = client::arguments(&exchange, &base).unwrap();
    let output = client::run(&exchange.token, &arguments);
    request.join().unwrap();
    output
}

#[test]
fn a_reply_that_is_cut_off_is_never_taken_for_whole() {
    let updated = r#"{"status":200,"success":true,"message":"","data":{"_id":"1"}}"#;
    let missing = r#"{"status":404,"success":false,"message":"Customer not found","data":null}"#;
    let length = "Content-Length: 500\n\n";
    let long = format!("{updated}{}", " ".repeat(1 << 20));
    let whole = format!("Content-Length: {}\n\n{long}", long.len());
    for (head, rest, outcome) in [
        ("200 OK", format!("{length}{updated}"), "updated"),
        ("200 OK", chunk(updated), "updated"),
        ("200 OK", format!("{}0\n", chunk(updated)), "updated"),
        ("200 OK", whole, "updated"),
        ("200 OK", format!("{length}{{\"status\":"), "unreadable"),
        (
            "404 Not Found",
            chunk(missing),
            "refused (customer_not_found)",
        ),
        (
            "503 Busy",
            format!("Retry-After: 1\n{length}<html>"),
            "unreadable",
        ),
        ("429 Busy", chunk(updated), "refused (other)"),
        ("307 Away", format!("Location: /\n{length}"), "unreadable"),
    ] {
        let output = told_of(format!("HTTP/1.1 {head}\n{rest}"));
        let told = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(
            told.starts_with(&format!("{outcome}, HTTP status ")),
            "{told}"
        );
        for part in [
            "\ncut off: the ",
            "\nnext: read_again: ",
            "whether the update was made is unknown",
        ] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(!told.to_lowercase().contains("send it again"), "{told}");
    }
}

/// A body in one chunk, without the chunk that ends it.
fn chunk(body: &str) -> String {
    format!("Transfer-Encoding: chunked\n\n{:x}\n{body}\n", body.len())
}

#[test]
fn how_long_to_wait_is_said_as_the_reply_says_it() {
    let neither = "waiting longer each time: Retry-After is neither seconds nor a date.";
    for (value, told) in [
        ("120", "Send it again after 120 seconds."),
        ("0", "Send it again after 0 seconds."),
        ("99999999999999999999999", "more seconds than can be waited"),
        ("18446744073709551615", "more seconds than can be waited"),
        (
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT is in Retry-After, and has come.",
        ),
        (
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT is in",
        ),
        (
            "Fri, 31 Dec 9999 23:59:59 GMT",
            " seconds, at Fri, 31 Dec 9999 23:59:59 GMT.",
        ),
        ("-5", neither),
        ("1.5", neither),
        ("+10", neither),
        ("soon", neither),
        ("", neither),
        ("b\u{e4}lde", neither),
    ] {
        let output = told_of(format!(
            "HTTP/1.1 503 Busy\nRetry-After: {value}\nContent-Length: 0\n\n"
        ));
        let said = String::from_utf8(output.stdout).unwrap();
        let next = said.lines().find(|line| line.starts_with("next: retry: "));
        assert!(next.unwrap().contains(told), "{value}: {said}");
        assert!(!said.contains("18446744073709551615"), "{said}");
    }
    let soon = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600));
    let output = told_of(format!(
        "HTTP/1.1 503 Busy\nRetry-After: {soon}\nContent-Length: 0\n\n"
    ));
    let said = String::from_utf8(output.stdout).unwrap();
    let (_, seconds) = said.split_once("Send it again after ").unwrap();
    let (seconds, _) = seconds
        .split_once(&format!(" seconds, at {soon}."))
        .unwrap();
    assert!((3500..=3600).contains(&seconds.parse().unwrap()), "{said}");
}

const RAW: &str = "\u{1b}\u{9b}\u{61c}\u{200b}\u{202e}\u{2028}\u{2066}\u{feff}\u{e0041}";

fn assert_printable(text: &[u8]) {
    let text = str::from_utf8(text).unwrap();
    let raw: Vec<_> = RAW.chars().collect();
    assert!(!text.contains(&raw[..]), "{text:?}");
}

#[test]
fn the_words_of_a_refusal_give_a_terminal_no_orders() {
    let exchange = Exchange::all().remove(0);
    let shown = |reply: String| {
        let (base, request) = answering(reply);
        let mut arguments = client::arguments(&exchange, &base).unwrap();
        arguments.push("--show-values".into());
        let output = client::run(&exchange.token, &arguments);
        request.join().unwrap();
        output.stdout
    };
    let told = String::from_utf8(shown(reply("failure_inside_200", ""))).unwrap();
    let line = "\nthe service says: \u{241b}[31mTry again\n";
    assert!(told.contains(line), "{told:?}");

    let words: String = RAW.chars().filter(|c| *c > '\x1f').collect();
    let body =
        format!(r#"{{"status":404,"success":false,"message":"{words}{words}","data":null}}"#);
    let length = body.len();
    let told = shown(format!(
        "HTTP/1.1 404 No\nContent-Type: application/json\nContent-Length: {length}\n\n{body}"
    ));
    assert!(!told.is_empty());
    assert_printable(&told);
}

#[test]
fn arguments_give_a_terminal_no_orders() {
    let id = Exchange::all().remove(0).id;
    for args in [
        &["salesive", &id, "--name", RAW, "--dry-run", "--show-values"][..],
        &["salesive", RAW, "--name", "a", "--dry-run", "--show-values"],
        &["salesive", RAW, "--name", "a", "--base-url", RAW],
        &[
            "microbase",
            RAW,
            "--base-url",
            "http://localhost",
            "--dry-run",
            "--show-values",
        ],
        &[
            "microbase",
            RAW,
            "--base-url",
            "http://localhost/",
            "--api-version",
            RAW,
        ],
        &[RAW],
        &["salesive", &format!("--{RAW}")],
    ] {
        let output = client::run("app_example", args);
        assert!(output.stdout.len() + output.stderr.len() > 0);
        assert_printable(&output.stdout);
        assert_printable(&output.stderr);
    }
}
