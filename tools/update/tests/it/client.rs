//! `salesive-update` as a program.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};
use std::thread;

use crate::exchange::{Exchange, Made};
use crate::server::Server;

const ID: &str = "665a1f2c9b1e4a0012ab34cd";

/// Runs it with the token in the environment.
pub(crate) fn run(token: &str, arguments: &[impl AsRef<str>]) -> Output {
    command(arguments)
        .env("SALESIVE_TOKEN", token)
        .env("MICROBASE_TOKEN", token)
        .output()
        .unwrap()
}

fn command(arguments: &[impl AsRef<str>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_salesive-update"));
    command.args(arguments.iter().map(AsRef::as_ref));
    command.env_remove("SALESIVE_TOKEN");
    command
}

/// The arguments that have it send an exchange to a server at this base URL.
pub(crate) fn arguments(exchange: &Exchange, base: &str) -> Option<Vec<String>> {
    let path = if exchange.is_salesive() {
        "/api/v1"
    } else {
        ""
    };
    let mut arguments = vec![
        exchange.service.clone(),
        format!("--base-url={base}{path}"),
        exchange.id.clone(),
    ];
    arguments.extend(exchange.flags.clone()?);
    Some(arguments)
}

/// What it printed, read back.
pub(crate) fn made(output: &Output) -> Made {
    let text = String::from_utf8_lossy(&output.stdout);
    let first = text.lines().next().unwrap_or_default();
    let (outcome, status) = first.split_once(", HTTP status ").unwrap();
    let (outcome, kind) = match outcome.split_once(" (") {
        Some((outcome, kind)) => (outcome, Some(kind.trim_end_matches(')').into())),
        None => (outcome, None),
    };
    let next = text.lines().find_map(|line| line.strip_prefix("next: "));
    let is_success = matches!(outcome, "updated" | "accepted");
    assert_eq!(output.status.code(), Some(i32::from(!is_success)), "{text}");
    Made {
        http_status: status.parse().unwrap(),
        outcome: outcome.into(),
        kind,
        action: next.map(|next| next.split([' ', ':']).next().unwrap().into()),
    }
}

/// Its exit code and what it prints on standard error.
fn failure(output: Output) -> (Option<i32>, String) {
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    let told = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), told)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_can_come_from_standard_input() {
    let server = Server::start().await;
    let base = format!("--base-url={}/api/v1", server.base);
    let mut client = command(&["salesive", ID, &base, "--phone", "null", "--token-stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = client.stdin.take().unwrap();
    stdin.write_all(b"app_example\r\nrest").unwrap();
    drop(stdin);
    assert_eq!(made(&client.wait_with_output().unwrap()).outcome, "updated");
}

#[test]
fn there_is_no_argument_for_a_token() {
    for flag in ["--token", "--authorization", "--header"] {
        let (code, told) = failure(run("app_example", &["salesive", ID, flag, "app_canary"]));
        assert_eq!(code, Some(2));
        assert!(
            told.contains("unexpected argument") && !told.contains("canary"),
            "{told}"
        );
    }
}

#[test]
fn an_invalid_update_is_not_sent() {
    // Were it sent, nothing would be there to take it, and the exit code 2.
    let base = "--base-url=http://127.0.0.1:1/api/v1";
    for (flags, told) in [
        (&[][..], "invalid: salesive.update.body.empty"),
        (
            &["--email", "canary"],
            "invalid: salesive.update.email.format at /email",
        ),
        (
            &["--active", "canary"],
            "invalid: salesive.update.active.type at /active",
        ),
        (
            &["--user", "canary"],
            "invalid: salesive.update.user.object_id at /user",
        ),
    ] {
        let (code, said) = failure(run(
            "app_example",
            &[&["salesive", ID, base], flags].concat(),
        ));
        assert_eq!(code, Some(1), "{said}");
        assert!(said.starts_with(told) && !said.contains("canary"), "{said}");
    }
    let (code, said) = failure(run(
        "example",
        &[
            "microbase",
            "1",
            "--base-url=http://127.0.0.1:1",
            "--status=active",
        ],
    ));
    assert_eq!(code, Some(1));
    assert!(
        said.starts_with("invalid: microbase.update.status.value at /status"),
        "{said}"
    );
}

#[test]
fn what_keeps_it_from_running_is_told_in_one_line() {
    let here = "--base-url=http://127.0.0.1:1";
    for (token, arguments, told) in [
        ("sk_canary", &[ID, here][..], "API secret"),
        ("app_canary", &["..", here], "dot segment"),
        (
            "app_canary",
            &[ID, "--base-url=canary.example.com"],
            "`https://`",
        ),
        (
            "app_canary",
            &[ID, "--base-url=http://canary.example.com"],
            "use https",
        ),
        (
            "app_canary",
            &[ID, "--base-url=http://127.0.0.1.example.com"],
            "use https",
        ),
        ("app_canary", &[ID, here], "no connection"),
    ] {
        let arguments = [&["salesive", "--active=true"], arguments].concat();
        let (code, said) = failure(run(token, &arguments));
        assert_eq!(code, Some(2));
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(told), "{said}");
        assert!(!said.contains("canary") && !said.contains(ID), "{said}");
    }
    let missing = command(&["salesive", ID, "--active=true"])
        .output()
        .unwrap();
    let (code, said) = failure(missing);
    assert_eq!(code, Some(2));
    assert!(said.contains("set SALESIVE_TOKEN"), "{said}");
}

#[test]
fn a_dry_run_prints_the_request_and_sends_nothing() {
    let arguments = [
        "salesive",
        ID,
        "--phone=null",
        "--email=ada@example.com",
        "--active=false",
        "--dry-run",
    ];
    let headers =
        "authorization: <redacted>\naccept: application/json\ncontent-type: application/json";
    let printed = |arguments: &[&str]| {
        let output = run("app_example", arguments);
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(
        printed(&arguments),
        format!(
            "PUT https://api.salesive.com/api/v1/customers/{{id}}\n{headers}\n\n{{\"active\":false,\"email\":\"<redacted>\",\"phone\":null}}\n"
        )
    );
    assert_eq!(
        printed(&[&arguments[..], &["--show-values"]].concat()),
        format!(
            "PUT https://api.salesive.com/api/v1/customers/{ID}\n{headers}\n\n{{\"active\":false,\"email\":\"ada@example.com\",\"phone\":null}}\n"
        )
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_words_of_a_refusal_are_shown_on_request() {
    let server = Server::start().await;
    for (service, id, path, token, words) in [
        ("salesive", ID, "/api/v1", "app_example", "Email already"),
        (
            "microbase",
            "HkhhuXESl",
            "",
            "example",
            "\"E11000 duplicate key",
        ),
    ] {
        let base = format!("--base-url={}{path}", server.base);
        let arguments = [service, id, &base, "--email=jane.roe@example.com"];
        let printed = |more: &[&str]| {
            let output = run(token, &[&arguments, more].concat());
            String::from_utf8(output.stdout).unwrap()
        };
        let hidden = printed(&[]);
        assert!(
            hidden.starts_with("refused (") && !hidden.contains(words),
            "{hidden}"
        );
        let shown = printed(&["--show-values"]);
        assert!(
            shown.contains(&format!("the service says: {words}")),
            "{shown}"
        );
    }
}

#[test]
fn https_is_spoken_before_the_token_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("--base-url=https://{}", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut first = [0];
        stream.read_exact(&mut first).unwrap();
        first
    });
    let (code, told) = failure(run(
        "app_example",
        &["salesive", ID, &base, "--active=true"],
    ));
    assert_eq!(server.join().unwrap(), [22], "the handshake of TLS");
    assert_eq!(code, Some(2));
    assert!(told.contains("no connection"), "{told}");
}
