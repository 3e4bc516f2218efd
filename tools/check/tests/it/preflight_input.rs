//! What comes in and goes out in a preflight when something is not as it should be.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::thread;

use crate::support::{check, check_input, command, scratch};

/// The records fill the pipe many times over, so the tool meets it closed.
#[test]
fn a_closed_pipe_ends_it_quietly_and_not_as_a_success() {
    for (format, threads) in [("json", "1"), ("json", "3"), ("sarif", "2")] {
        let mut child = command()
            .args([
                "salesive",
                "preflight",
                "--format",
                format,
                "--threads",
                threads,
            ])
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
    let known = ["--known", "preflight/customers.ndjson"];
    let run = check(&[&["salesive", "preflight", "--all", &file], &known[..]].concat());
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
    let run = check(&["salesive", "preflight", &header]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert_eq!(run.stderr, format!("salesive-check: {header}: {refused}\n"));

    let row = scratch(
        "stray-return.csv",
        b"id,name\r\n1,Ada\rObi\r\n2,\"Ada\rObi\"\r\n3,\"Ada\"\rObi\n",
    );
    let run = check(&["salesive", "preflight", "--format", "json", &row]);
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
    let run = check(&["salesive", "preflight", &file]);
    assert_eq!((run.status, &*run.stderr), (1, ""));
    assert!(
        run.stdout
            .ends_with("18 records: 1 accepted, 0 rejected, 17 malformed, 0 too large\n"),
        "{}",
        run.stdout
    );

    let file = scratch("binary.csv", &bytes);
    let run = check(&["salesive", "preflight", &file]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn records_that_are_too_long_to_be_held_are_not_copied_from_a_pipe() {
    let rejected = scratch("too-long.ndjson", b"");
    let accepted = scratch("not-too-long.ndjson", b"");
    let args = [
        "salesive",
        "preflight",
        "--max-record",
        "10",
        "--rejected",
        &rejected,
        "--accepted",
        &accepted,
    ];
    let long = b"{\"id\":\"1\",\"active\":true}\n";
    let input = [b"\n", &long[..], b"{}\n", long, b" \n"].concat();
    let run = check_input(&args, &input);
    assert_eq!(run.status, 2);
    assert!(run.stdout.contains("at lines 2, 4\n"), "{}", run.stdout);
    assert_eq!(
        run.stderr,
        format!(
            "salesive-check: {rejected}: lacks 2 records too long to copy from a pipe, from \
             <stdin>:2 on\n"
        )
    );
    assert_eq!(fs::read(rejected).unwrap(), b"{}\n");
    assert_eq!(fs::read(accepted).unwrap(), b"\n \n");
}

#[test]
fn the_limit_of_a_record_can_be_the_largest_number() {
    let max = usize::MAX.to_string();
    for (name, content) in [
        ("no-limit.ndjson", "{\"id\":\"1\",\"active\":true}"),
        ("no-limit.csv", "id,active\n1,true"),
    ] {
        let file = scratch(name, content.as_bytes());
        let run = check(&["salesive", "preflight", "--max-record", &max, &file]);
        assert_eq!((run.status, &*run.stderr), (0, ""), "{name}");
    }
}

#[test]
fn one_file_for_both_parts_is_refused_before_it_is_emptied_or_created() {
    let input = scratch("one-for-both.ndjson", b"{\"id\":\"1\",\"active\":true}\n");
    let there = scratch("one-for-both.out", b"what was there");
    let missing = there.replace(".out", ".missing");
    drop(fs::remove_file(&missing));
    for path in [&there, &missing] {
        let directory = env!("CARGO_TARGET_TMPDIR");
        let other = path.replace(directory, &format!("{directory}/."));
        for other in [path, &other] {
            let args = ["--accepted", path, "--rejected", other];
            let run = check(&[&["salesive", "preflight", &input], &args[..]].concat());
            assert_eq!((run.status, &*run.stdout), (2, ""), "{other}");
            assert!(run.stderr.contains("cannot take both"), "{}", run.stderr);
        }
    }
    assert_eq!(fs::read(there).unwrap(), b"what was there");
    assert!(!fs::exists(missing).unwrap());
}

#[cfg(unix)]
#[test]
fn another_name_of_an_input_is_not_written_to() {
    let record = b"{\"id\":\"1\",\"active\":true}\n";
    let input = scratch("linked.ndjson", record);
    let link = input.replace("linked", "hard-link");
    drop(fs::remove_file(&link));
    fs::hard_link(&input, &link).unwrap();
    let run = check(&["salesive", "preflight", &input, "--rejected", &link]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("is read"), "{}", run.stderr);
    assert_eq!(fs::read(input).unwrap(), record);
}

#[cfg(unix)]
#[test]
fn the_file_that_standard_input_comes_from_is_not_written_to() {
    let record = b"{\"id\":\"1\",\"active\":true}\n";
    let input = scratch("redirected.ndjson", record);
    for output in ["--accepted", "--rejected"] {
        let run = command()
            .args(["salesive", "preflight", output, &input])
            .stdin(fs::File::open(&input).unwrap())
            .output()
            .unwrap();
        assert_eq!((run.status.code(), &*run.stdout), (Some(2), &b""[..]));
        let reason = String::from_utf8(run.stderr).unwrap();
        assert!(reason.contains("is read"), "{reason}");
        assert_eq!(fs::read(&input).unwrap(), record);
    }
}

#[test]
fn nothing_is_emptied_or_written_by_a_run_that_cannot_start() {
    let there = |name: &str| scratch(name, b"what was there");
    let [accepted, rejected] = ["unstarted.accepted", "unstarted.rejected"].map(there);
    let input = scratch("unstarted.ndjson", b"{\"id\":\"1\",\"active\":1}\n");
    let refused = |files: &[&str], outputs: [&str; 2]| {
        let [one, other] = outputs;
        let args = ["--format", "sarif", "--accepted", one, "--rejected", other];
        let run = check(&[&["salesive", "preflight"], files, &args[..]].concat());
        assert_eq!((run.status, &*run.stdout), (2, ""), "{files:?}");
        for path in [&accepted, &rejected] {
            assert_eq!(fs::read(path).unwrap(), b"what was there", "{files:?}");
        }
    };
    for table in ["no-id", "empty", "unknown-column"] {
        refused(
            &[&format!("preflight/csv/{table}.csv"), "missing.ndjson"],
            [&accepted, &rejected],
        );
    }
    let directory = env!("CARGO_TARGET_TMPDIR");
    refused(&[&input], [&accepted, directory]);
    refused(&[&input], [directory, &rejected]);
}

#[cfg(target_os = "linux")]
#[test]
fn what_has_no_length_can_be_written_to() {
    let input = scratch("to-a-device.ndjson", b"{\"id\":\"1\",\"active\":true}\n");
    let args = ["--accepted", "/dev/stdout", "--rejected", "/dev/null"];
    let run = check(&[&["salesive", "preflight", &input], &args[..]].concat());
    assert_eq!((run.status, &*run.stderr), (0, ""));
    assert!(run.stdout.starts_with("{\"id\""), "{}", run.stdout);
}
