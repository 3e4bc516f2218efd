//! `--output`: the report goes to a file, whole or not at all.

use std::fs;
use std::path::Path;

use crate::support::{KINDS, check, fixtures_of};

/// A path that only one test may name, without a file.
fn path(name: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_file(&path));
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_file_holds_what_standard_output_would() {
    let report = path("report");
    let mut lines: Vec<Vec<String>> = Vec::new();
    for [service, operation] in KINDS {
        let [ref file, ..] = fixtures_of([service, operation])[..] else {
            panic!("no fixtures");
        };
        for format in ["text", "json", "sarif", "github"] {
            let line = [service, operation, file, "--format", format];
            lines.push(line.map(str::to_owned).to_vec());
        }
    }
    for format in ["text", "json", "sarif", "github"] {
        let line = [
            "salesive",
            "preflight",
            "preflight/updates.ndjson",
            "--format",
            format,
        ];
        lines.push(line.map(str::to_owned).to_vec());
    }
    for line in lines {
        let mut line: Vec<_> = line.iter().map(String::as_str).collect();
        let expected = check(&line);
        line.extend(["--output", &report]);
        let run = check(&line);
        assert_eq!(
            (run.status, &*run.stdout),
            (expected.status, ""),
            "{line:?}"
        );
        assert_eq!(fs::read_to_string(&report).unwrap(), expected.stdout);
    }
}

#[test]
fn a_replay_can_be_written_to_a_file_too() {
    let report = path("replayed");
    let recording = "../../../../tests/fixtures/microbase/observed.ndjson";
    let expected = check(&["microbase", "replay", recording]);
    let run = check(&["microbase", "replay", recording, "--output", &report]);
    assert_eq!((run.status, &*run.stdout, &*run.stderr), (0, "", ""));
    assert_eq!(fs::read_to_string(&report).unwrap(), expected.stdout);
}

#[test]
fn a_run_without_a_report_leaves_the_file_as_it_was() {
    for args in [
        &["salesive", "request", "missing.json"][..],
        &["salesive", "request", "--max-record", "x"],
        &[
            "salesive",
            "preflight",
            "preflight/updates.ndjson",
            "--known",
            "missing.ndjson",
        ],
        &["microbase", "replay", "salesive-request/multi-line.json"],
    ] {
        let report = path("kept-report");
        fs::write(&report, "before").unwrap();
        let run = check(&[args, &["--output", &report]].concat());
        assert_eq!((run.status, &*run.stdout), (2, ""), "{args:?}");
        assert_eq!(fs::read_to_string(&report).unwrap(), "before", "{args:?}");
    }
}

#[test]
fn a_report_that_lacks_an_input_is_one_and_says_so() {
    let report = path("incomplete-report");
    let good = "salesive-request/multi-line.json";
    let run = check(&[
        "salesive",
        "request",
        "missing.json",
        good,
        "--output",
        &report,
    ]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    let report = fs::read_to_string(&report).unwrap();
    assert!(report.contains("Incomplete: missing.json: "), "{report}");
}

#[test]
fn it_takes_nothing_that_is_read_or_written_otherwise() {
    let (input, part) = (path("output-input.ndjson"), path("output-part.ndjson"));
    fs::write(&input, "{\"id\":\"1\",\"active\":true}\n").unwrap();
    let refused = |args: &[&str], reason: &str| {
        let run = check(&[&["salesive"], args].concat());
        assert_eq!((run.status, &*run.stdout), (2, ""), "{args:?}");
        assert!(run.stderr.contains(reason), "{args:?}: {}", run.stderr);
    };
    refused(&["request", &input, "--output", &input], "is read");
    refused(&["preflight", &input, "--output", &input], "is read");
    refused(
        &["request", &input, "--output", "-"],
        "standard output takes the report",
    );
    refused(
        &["preflight", &input, "--rejected", &part, "--output", &part],
        "cannot take both the rejected records and the report",
    );
    assert_eq!(
        fs::read_to_string(&input).unwrap(),
        "{\"id\":\"1\",\"active\":true}\n"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_told_under_its_name() {
    let run = check(&[
        "salesive",
        "request",
        "salesive-request/multi-line.json",
        "--output",
        "/dev/full",
    ]);
    assert_eq!(
        (run.status, run.stderr.lines().count()),
        (2, 1),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.starts_with("salesive-check: /dev/full: "),
        "{}",
        run.stderr
    );
}
