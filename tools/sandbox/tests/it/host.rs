//! Who may ask: only who means this machine. A page of another site must get nothing, and take nothing.

use crate::exchange::Exchange;
use crate::limits::raw;
use crate::server::Server;

const PATHS: [(&str, &str); 8] = [
    ("GET", "/sandbox/state"),
    ("PUT", "/api/v1/customers/665a1f2c9b1e4a0012ab34cd"),
    ("POST", "/services/customer/v1/customer.update"),
    ("GET", "/"),
    ("GET", "/sandbox/customers"),
    ("GET", "/sandbox/exchanges"),
    ("POST", "/sandbox/try"),
    ("POST", "/sandbox/verdict"),
];

async fn status(server: &Server, method: &str, target: &str, hosts: &str) -> String {
    let request = format!("{method} {target} HTTP/1.1\r\n{hosts}connection: close\r\n\r\n");
    let answer = raw(&server.base, &request).await;
    assert!(!answer.starts_with("HTTP/1.1 421") || answer.contains("localhost"));
    assert!(!answer.starts_with("HTTP/1.1 421") || !answer.contains("Ada Obi"));
    answer.split(' ').nth(1).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn another_host_is_misdirected_on_every_path() {
    let server = Server::start().await;
    for hosts in [
        "",
        "host: attacker.example\r\n",
        "host: attacker.example:3005\r\n",
        "host: 127.0.0.1.attacker.example\r\n",
        "host: localhost.attacker.example\r\n",
        "host: localhost@attacker.example\r\n",
        "host: attacker.example@localhost\r\n",
        "host: 127.0.0.1, attacker.example\r\n",
        "host: 127.0.0.2\r\n",
        "host: 0.0.0.0\r\n",
        "host: ::1\r\n",
        "host: [::2]\r\n",
        "host: localhost:port\r\n",
        "host: localhost:+80\r\n",
        "host: localhost:80:80\r\n",
        "host: \r\n",
        "host: localhost\r\nhost: localhost\r\n",
        "host: localhost\r\nhost: attacker.example\r\n",
    ] {
        for (method, path) in PATHS {
            let status = status(&server, method, path, hosts).await;
            assert_eq!(status, "421", "{hosts} {path}");
        }
    }
    let absolute = "http://attacker.example/sandbox/state";
    let status = status(&server, "GET", absolute, "host: localhost\r\n").await;
    assert_eq!(status, "421", "what the target says goes before the header");
}

#[tokio::test]
async fn this_machine_is_answered_by_all_its_names() {
    let server = Server::start().await;
    for host in [
        "127.0.0.1",
        "localhost",
        "LocalHost:3005",
        "[::1]",
        "[::1]:65535",
        "127.0.0.1:1",
        "localhost:",
    ] {
        let hosts = format!("host: {host}\r\n");
        let status = status(&server, "GET", "/sandbox/state", &hosts).await;
        assert_eq!(status, "200", "{host}");
    }
}

#[tokio::test]
async fn an_update_without_a_token_or_for_another_host_takes_no_turn_of_a_fault() {
    for exchange in Exchange::first_of_each_service() {
        let server = Server::with_faults(&["html_502", "none"]).await;
        for (host, header, value) in [
            ("localhost", "content-type", "text/plain"),
            ("localhost", "content-type", "application/json"),
            ("localhost", "authorization", "Basic YTpi"),
            ("attacker.example", "authorization", "Bearer example"),
        ] {
            let mut request = exchange.request(&server.base);
            request.headers_mut().remove("authorization");
            request.headers_mut().insert("host", host.parse().unwrap());
            request.headers_mut().insert(header, value.parse().unwrap());
            let status = server.send(request).await.status().as_u16();
            assert!(matches!(status, 401 | 421), "{status}");
        }
        for status in [502, 200] {
            let response = server.send(exchange.request(&server.base)).await;
            assert_eq!(response.status(), status, "{}", exchange.service);
        }
    }
}
