//! What comes in and goes out in a preflight when something is not as it should be.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::thread;

use crate::support::{command, preflight, scratch};

/// The records fill the pipe many times over, so the tool meets it closed.
#[test]
fn a_closed_pipe_ends_it_quietly_and_not_as_a_success() {
    for (format, threads) in [("json", "1"), ("json", "3"), ("sarif", "2")] {
        let mut child = command()
            .args(["salesive", "preflight", "--format", format])
            .args(["--threads", threads, "--all"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let records = "{\"id\":\"1\",\"active\":1}\n".repeat(1000);
        let writer =
            thread::spawn(move || (0..1000).all(|_| stdin.write_all(records.as_bytes()).is_ok()));
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut String::new()).unwrap();
        drop(stdout);

        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        assert_eq!(output.status.code(), Some(1));
        assert!(!writer.join().unwrap(), "it read on");
    }
}

#[test]
fn known_customers_are_held_against_rows_of_csv_too() {
    let file = scratch(
        "known.csv",
        b"id,email,user\n\
          665a1f2c9b1e4a0012ab34ce,ada@example.com,\n\
          665a1f2c9b1e4a0012ab34cf,eve@example.com,\n\
          665a1f2c9b1e4a0012ab34cd,ada@example.com,NULL\n\
          6650aa11bb22cc33dd44ee56,Bob@example.com,\n",
    );
    let run = preflight(&["--all", &file, "--known", "preflight/customers.ndjson"]);
    let expected = format!(
        "{file}:2: error[preflight.email.taken] at /email: see preflight/customers.ndjson:1\n\
         {file}:3: error[preflight.customer.unknown] at /id\n\
         {file}:4: warning[preflight.update.no_change]: see preflight/customers.ndjson:1\n\n"
    );
    assert!(run.stdout.starts_with(&expected), "{}", run.stdout);
    assert!(
        run.stdout
            .ends_with("4 records: 2 accepted, 2 rejected, 0 malformed, 0 too large\n")
    );
}

#[test]
fn carriage_returns_alone_end_no_row_and_are_never_passed_over() {
    let refused = "A carriage return outside quotes has no line feed.";
    let header = scratch("old-mac.csv", b"id,name\r1,Ada\r2,Obi\r");
    let run = preflight(&[&header]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert_eq!(run.stderr, format!("salesive-check: {header}: {refused}\n"));

    let row = scratch(
        "stray-return.csv",
        b"id,name\r\n1,Ada\rObi\r\n2,\"Ada\rObi\"\r\n3,\"Ada\"\rObi\n",
    );
    let run = preflight(&["--format", "json", &row]);
    let found: Vec<_> = run
        .objects()
        .iter()
        .map(|it| it["malformed"]["sentence"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(
        found,
        [
            Some(refused.to_owned()),
            None,
            Some(refused.to_owned()),
            None
        ]
    );
}

#[test]
fn a_binary_file_is_full_of_malformed_records_whatever_it_is_called() {
    let mut bytes: Vec<u8> = (0..=255).rev().cycle().take(4096).collect();
    bytes.extend(b"\0\0\n{\"id\":\"1\",\"active\":true}\n");
    let file = scratch("binary.ndjson", &bytes);
    let run = preflight(&[&file]);
    assert_eq!((run.status, &*run.stderr), (1, ""));
    assert!(
        run.stdout
            .ends_with("18 records: 1 accepted, 0 rejected, 17 malformed, 0 too large\n"),
        "{}",
        run.stdout
    );

    let file = scratch("binary.csv", &bytes);
    let run = preflight(&[&file]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn the_limit_of_a_record_can_be_the_largest_number() {
    let max = usize::MAX.to_string();
    for (name, content) in [
        ("no-limit.ndjson", "{\"id\":\"1\",\"active\":true}"),
        ("no-limit.csv", "id,active\n1,true"),
    ] {
        let file = scratch(name, content.as_bytes());
        let run = preflight(&["--max-record", &max, &file]);
        assert_eq!((run.status, &*run.stderr), (0, ""), "{name}");
    }
}
