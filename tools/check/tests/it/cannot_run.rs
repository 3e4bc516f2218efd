use crate::support::{Run, check};

const GOOD: &str = "microbase-request/documented-example.json";

fn assert_could_not_run(run: &Run, reason: &str) {
    assert_eq!(run.status, 2, "{reason}");
    assert_eq!(run.stdout, "");
    assert_eq!(run.stderr, format!("salesive-check: {reason}\n"));
}

#[test]
fn a_missing_file_is_told_in_one_line_before_anything_is_judged() {
    let run = check(&["microbase", "request", GOOD, "missing.ndjson"]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("salesive-check: missing.ndjson: "));
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
}

#[test]
fn another_extension_is_told_before_anything_is_judged() {
    let reason = "the extension must be .json, .ndjson or .jsonl; other files take --input-format";
    for file in ["other/document.txt", "other/json"] {
        let run = check(&["microbase", "request", GOOD, file]);
        assert_could_not_run(&run, &format!("{file}: {reason}"));
    }
}

#[test]
fn a_directory_is_told_before_anything_is_judged() {
    for directory in ["other", "other/directory.json"] {
        let run = check(&["microbase", "request", GOOD, directory]);
        assert_could_not_run(&run, &format!("{directory}: is a directory"));
    }
}

#[test]
fn wrong_arguments_are_told_in_one_line() {
    assert_could_not_run(
        &check(&[]),
        "'salesive-check' requires a subcommand but one was not provided \
         [subcommands: request, reply, replay, preflight]; see --help",
    );
    assert_could_not_run(
        &check(&["salesive", "response"]),
        "unexpected argument 'response' found; see --help",
    );
    assert_could_not_run(
        &check(&["salesive", "request", "--quiet"]),
        "unexpected argument '--quiet' found; see --help",
    );
    assert_could_not_run(
        &check(&["salesive", "request", "--format"]),
        "a value is required for '--format <FORMAT>' but none was supplied \
         [possible values: text, json, sarif]; see --help",
    );
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
