//! Files that cannot be read do not keep the others from being judged.

use serde_json::Value;

use crate::support::{check, check_input, scratch};

const GOOD: &str = "microbase-request/documented-example.json";
const REPLIES: &str = "microbase-reply/codes.ndjson";

#[test]
fn what_can_be_read_is_judged_and_the_failures_are_told_at_the_end() {
    let reason = "missing.ndjson: No such file or directory (os error 2)";
    for (operation, good) in [("request", GOOD), ("reply", REPLIES)] {
        for files in [[good, "missing.ndjson"], ["missing.ndjson", good]] {
            let args = [&["microbase", operation], &files[..]].concat();
            let run = check(&args);
            assert_eq!(run.status, 2);
            assert_eq!(run.stderr, format!("salesive-check: {reason}\n"));
            let alone = check(&["microbase", operation, good]).stdout;
            assert_eq!(run.stdout, format!("{alone}Incomplete: {reason}\n"));

            let run = check(&[&args[..], &["--format", "json"]].concat());
            let alone = check(&["microbase", operation, good, "--format", "json"]);
            let mut objects = run.objects();
            let summary = &objects.pop().unwrap()["summary"];
            assert_eq!(objects, alone.objects());
            assert_eq!(summary["complete"], false);
            assert_eq!(summary["documents"], objects.len());
            assert_eq!(summary["failures"][0]["file"], "missing.ndjson");

            let run = check(&[&args[..], &["--format", "sarif"]].concat());
            assert_eq!(run.status, 2);
            let log: Value = serde_json::from_str(&run.stdout).unwrap();
            let invocation = &log["runs"][0]["invocations"][0];
            assert_eq!(invocation["executionSuccessful"], false);
            let note = &invocation["toolExecutionNotifications"][0];
            let uri = &note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            assert_eq!(uri, "missing.ndjson");
        }
    }
}

#[test]
fn of_files_that_cannot_be_read_alone_there_is_no_report() {
    let run = check(&[
        "salesive",
        "request",
        "missing.ndjson",
        "../it",
        "other/document.txt",
    ]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert_eq!(run.stderr.lines().count(), 3);
}

#[test]
fn standard_input_is_read_once() {
    let run = check_input(&["salesive", "request", "-", "-"], b"{\"active\":true}\n");
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "salesive-check: -: is read already\n");
    assert!(run.stdout.starts_with("1 document: 1 accepted"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_ends_in_a_failure_leaves_the_others_judged() {
    let good = scratch("partial-good.ndjson", b"{\"active\":true}\n");
    // The memory of the process itself: it can be opened, but not read at its start.
    let bad = scratch("partial-bad.ndjson", b"");
    std::fs::remove_file(&bad).unwrap();
    std::os::unix::fs::symlink("/proc/self/mem", &bad).unwrap();
    let run = check(&["salesive", "request", &bad, &good]);
    assert_eq!(run.status, 2);
    assert!(
        run.stdout.starts_with("1 document in 2 files: 1 accepted"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains(&format!("Incomplete: {bad}: ")));
}
