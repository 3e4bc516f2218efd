use crate::support::{Run, check};

const GOOD: &str = "microbase-request/documented-example.json";

fn assert_could_not_run(run: &Run, reason: &str) {
    assert_eq!(run.status, 2, "{reason}");
    assert_eq!(run.stdout, "");
    assert_eq!(run.stderr, format!("salesive-check: {reason}\n"));
}

#[test]
fn a_missing_file_is_told_in_one_line() {
    let run = check(&["microbase", "request", "missing.ndjson"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("salesive-check: missing.ndjson: "));
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn another_extension_is_told_with_what_to_type() {
    let reason = "the extension does not say what it holds; type --input-format json for one document, \
                  or ndjson for one a line";
    for file in ["other/document.txt", "other/json"] {
        let run = check(&["microbase", "request", file]);
        assert_could_not_run(&run, &format!("{file}: {reason}"));
    }
    let reason = "the extension does not say what it holds; type --input-format ndjson for one a line, \
                  or csv for one a row";
    let run = check(&["microbase", "preflight", "other/document.txt"]);
    assert_could_not_run(&run, &format!("other/document.txt: {reason}"));
}

#[test]
fn wrong_arguments_are_told_in_one_line() {
    assert_could_not_run(
        &check(&[]),
        "no service is named: type `salesive-check salesive request FILE` or \
         `salesive-check microbase request FILE`; see --help",
    );
    assert_could_not_run(
        &check(&["salesive", "request", "--xyz"]),
        "unexpected argument '--xyz' found; see --help",
    );
    assert_could_not_run(
        &check(&["salesive", "request", "--format"]),
        "a value is required for '--format <FORMAT>' but none was supplied \
         [possible values: text, json, sarif, github]; see --help",
    );
}

#[test]
fn what_was_meant_is_said_with_what_to_type() {
    let meant = |line: &str, reason: &str| {
        let args: Vec<_> = line.split(' ').collect();
        assert_could_not_run(&check(&args), &format!("{reason}; see --help"));
    };
    let known = "--known is an option of preflight";
    meant("salesive request --known=x a.ndjson", known);
    meant("salesive reply a.ndjson --known x", known);
    meant("--known x", known);
    for option in ["--accepted", "--delimiter", "--threads", "--max-customers"] {
        let reason = format!("{option} is an option of preflight");
        meant(&format!("microbase replay {option} 1"), &reason);
    }
    let all = "--all is an option of preflight, and of --format sarif";
    meant("salesive request --all a.ndjson", all);
    let unexpected = "unexpected argument '--max-eror' found; did you mean `--max-errors`";
    meant("salesive preflight --max-eror 1", &format!("{unexpected}?"));
    meant(
        "salesive request --max-eror 1",
        &format!("{unexpected}, an option of preflight?"),
    );

    let swapped = "the service comes first, then the operation: did you mean \
                   `salesive-check salesive request`?";
    for line in ["request salesive a.ndjson", "salesive a.ndjson request"] {
        meant(line, swapped);
    }
    let others = "replay: did you mean `salesive-check microbase replay`?";
    meant(
        "salesive replay a.ndjson",
        &format!("salesive has no {others}"),
    );
    for line in ["a.ndjson", "./updates a.csv", "--color never"] {
        meant(
            line,
            "no service is named: type `salesive-check salesive request FILE` or \
             `salesive-check microbase request FILE`",
        );
    }
    meant(
        "schema reply microbase",
        "the service comes first: did you mean `salesive-check schema microbase reply`?",
    );
    meant(
        "--verison",
        "unexpected argument '--verison' found; did you mean `--version`?",
    );
    meant(
        "explian salesive.update.email.format",
        "'explian' is no command: did you mean `salesive-check explain`?",
    );
    for (line, word, what, meant_line) in [
        (
            "customers request",
            "customers",
            "service",
            "salesive request",
        ),
        (
            "customer.update preflight a.csv",
            "customer.update",
            "service",
            "microbase preflight",
        ),
        (
            "salesive requests a.ndjson",
            "requests",
            "operation",
            "salesive request",
        ),
        (
            "microbase replays",
            "replays",
            "operation",
            "microbase replay",
        ),
        ("microbase Reply", "Reply", "operation", "microbase reply"),
        (
            "salesiv preflight",
            "salesiv",
            "service",
            "salesive preflight",
        ),
        (
            "MicroBase reply -",
            "MicroBase",
            "service",
            "microbase reply",
        ),
        (
            "requests microbas",
            "microbas",
            "service",
            "microbase request",
        ),
        (
            "preflights salesive",
            "preflights",
            "operation",
            "salesive preflight",
        ),
    ] {
        let did_you_mean = format!("did you mean `salesive-check {meant_line}`?");
        meant(line, &format!("'{word}' is no {what}: {did_you_mean}"));
    }
    for line in ["reply", "reply a.ndjson", "replys a.ndjson"] {
        meant(
            line,
            "no service is named: type `salesive-check salesive reply` or \
             `salesive-check microbase reply`",
        );
    }
    meant(
        "replay a.ndjson",
        "no service is named: type `salesive-check microbase replay`",
    );
    for (line, to_type) in [
        ("help", "salesive-check --help"),
        ("help salesive", "salesive-check --help"),
        ("microbase help", "salesive-check microbase --help"),
    ] {
        meant(line, &format!("'help' is an option: type `{to_type}`"));
    }
    meant(
        "salesive a.ndjson",
        "no operation is named: type `salesive-check salesive request`, or one of reply, preflight \
         in its place",
    );
    for (line, what) in [
        ("microbase", "no operation is named"),
        ("microbase a.ndjson", "no operation is named"),
        ("microbase response", "'response' is no operation"),
    ] {
        let type_this = "type `salesive-check microbase request`, or one of reply, \
             preflight, replay in its place";
        meant(line, &format!("{what}: {type_this}"));
    }
}

#[test]
fn options_can_stand_before_the_operation() {
    let file = "preflight/updates.ndjson";
    let expected = check(&[
        "salesive",
        "preflight",
        file,
        "--format=json",
        "--threads",
        "2",
    ]);
    assert_eq!(expected.stderr, "");
    for args in [
        &[
            "salesive",
            "--threads",
            "2",
            "--format",
            "json",
            "preflight",
            file,
        ][..],
        &[
            "--threads=2",
            "salesive",
            "--format=json",
            "preflight",
            file,
        ],
        &[
            "--format",
            "json",
            "--threads",
            "2",
            "salesive",
            "preflight",
            file,
        ],
        &[
            "--threads",
            "2",
            "salesive",
            "preflight",
            "--format",
            "json",
            "--",
            file,
        ],
    ] {
        let run = check(args);
        assert_eq!(
            (run.status, run.stderr),
            (expected.status, String::new()),
            "{args:?}"
        );
        assert_eq!(run.stdout, expected.stdout);
    }
    let run = check(&["salesive", "--known", "preflight", "preflight", file]);
    assert!(
        run.stderr.contains("preflight: is a directory"),
        "{}",
        run.stderr
    );
    let run = check(&["--max-record", "5", "microbase", "request", GOOD]);
    assert!(run.stdout.contains("1 too large"), "{}", run.stdout);
    assert_eq!(
        check(&["salesive", "--threads", "2", "request", GOOD]).status,
        2
    );
    assert!(
        check(&["salesive", "--help", "preflight"])
            .stdout
            .contains("Operations")
    );
}

#[test]
fn options_can_stand_before_a_command_too() {
    for args in [["--format", "json", "rules"], ["rules", "--format", "json"]] {
        let run = check(&args);
        assert_eq!((run.status, &*run.stderr), (0, ""), "{args:?}");
        assert!(run.stdout.starts_with('{'));
    }
}

#[test]
fn a_file_name_cannot_command_the_terminal_or_start_a_line() {
    let run = check(&["salesive", "request", "\u{1b}[31m\n\u{9b}1m.txt"]);
    assert_eq!(run.stderr.lines().count(), 1);
    assert!(!run.stderr.contains(['\u{1b}', '\u{9b}']));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_one_line() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = crate::support::command()
        .args(["microbase", "request", GOOD])
        .stdout(full)
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.starts_with("salesive-check: standard output: "));
    assert_eq!(stderr.lines().count(), 1);
}
