use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::thread;

use crate::support::{check, check_input, command};

fn status(service: &str, message: &str, document: &str) -> i32 {
    let run = check_input(&[service, message], document.as_bytes());
    assert_eq!(run.stderr, "");
    run.status
}

#[test]
fn it_is_0_if_every_request_is_accepted() {
    assert_eq!(status("salesive", "request", r#"{"active":true}"#), 0);
    assert_eq!(status("salesive", "request", r#"{"name":""}"#), 0);
    assert_eq!(status("microbase", "request", r#"{"id":"1"}"#), 0);
}

#[test]
fn it_is_1_if_one_request_is_rejected_or_malformed() {
    for bad in [r#"{"active":1}"#, "{}", "{", "\u{feff}{\"active\":true}"] {
        let documents = format!("{{\"active\":true}}\n{bad}\n{{\"active\":true}}\n");
        assert_eq!(status("salesive", "request", &documents), 1, "{bad}");
    }
}

#[test]
fn it_is_0_for_replies_only_if_every_one_says_updated() {
    let reply = |http_status: u16, body: &str| {
        let document = format!(r#"{{"http_status":{http_status},"body":{body}}}"#);
        status("salesive", "reply", &document)
    };
    let updated = r#"{"status":200,"success":true,"message":"","data":{}}"#;
    assert_eq!(reply(200, updated), 0);
    // A discrepancy alone does not fail a reply.
    assert_eq!(reply(201, updated), 0);

    assert_eq!(reply(200, r#"{"success":true}"#), 1, "accepted");
    assert_eq!(reply(404, r#"{"success":false}"#), 1, "refused");
    assert_eq!(reply(502, r#""<html>""#), 1, "unreadable");
    assert_eq!(reply(200, "null"), 1, "malformed");
}

#[test]
fn all_files_count() {
    let good = "microbase-request/documented-example.json";
    let bad = "microbase-request/mistakes.ndjson";
    assert_eq!(check(&["microbase", "request", good, good]).status, 0);
    assert_eq!(check(&["microbase", "request", good, bad]).status, 1);
    assert_eq!(check(&["microbase", "request", bad, good]).status, 1);
}

#[test]
fn help_and_version_go_to_standard_output() {
    for option in ["--help", "-h", "--version"] {
        let run = check(&[option]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        assert!(run.stdout.contains("salesive-check"), "{}", run.stdout);
    }
}

/// The documents fill the pipe many times over, so the tool meets it closed.
#[test]
fn a_closed_pipe_ends_it_quietly_and_not_as_a_success() {
    for document in [r#"{"active":true}"#, r#"{"active":1}"#] {
        let mut child = command()
            .args(["salesive", "request", "--format", "json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let documents = format!("{document}\n").repeat(1000);
        let writer =
            thread::spawn(move || (0..1000).all(|_| stdin.write_all(documents.as_bytes()).is_ok()));
        let mut first_line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut first_line).unwrap();
        drop(stdout);

        let output = child.wait_with_output().unwrap();
        assert!(first_line.ends_with("}\n"));
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(1));
        assert!(!writer.join().unwrap(), "it read on");
    }
}
