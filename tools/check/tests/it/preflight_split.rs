//! The two files that a preflight splits its input into.

use std::fs;

use serde_json::{Value, json};

const LEFT: &str = "is left as it was, because the run did not end well";

use crate::support::{check, check_input, command, preflight, scratch};

#[test]
fn records_that_are_too_long_to_be_held_are_not_copied_from_a_pipe() {
    let there = |name: &str| scratch(name, b"what was there");
    let [rejected, accepted] = ["too-long.ndjson", "not-too-long.ndjson"].map(there);
    let args = ["salesive", "preflight", "--max-record", "10"];
    let outputs = ["--rejected", &rejected, "--accepted", &accepted];
    let long = b"{\"id\":\"1\",\"active\":true}\n";
    let input = [b"\n", &long[..], b"{}\n", long, b" \n"].concat();
    let run = check_input(&[args, outputs].concat(), &input);
    assert_eq!(run.status, 2);
    assert!(run.stdout.contains("at lines 2, 4\n"), "{}", run.stdout);
    assert_eq!(
        run.stderr,
        format!(
            "salesive-check: {rejected}: lacks 2 records that could not be held, nor read again, \
             from -:2 on\n\
             salesive-check: {accepted}: {LEFT}\n\
             salesive-check: {rejected}: {LEFT}\n"
        )
    );
    for path in [rejected, accepted] {
        assert_eq!(fs::read(path).unwrap(), b"what was there");
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
            let run = preflight(&[&input, "--accepted", path, "--rejected", other]);
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
    let run = preflight(&[&input, "--rejected", &link]);
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
        let run = preflight(&[files, &args[..]].concat());
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
    let outputs = ["--accepted", "/dev/stdout", "--rejected", "/dev/null"];
    let run = preflight(&[&outputs[..], &[&input]].concat());
    assert_eq!((run.status, &*run.stderr), (0, ""));
    assert!(run.stdout.starts_with("{\"id\""), "{}", run.stdout);
}

/// The records of a pipe have gone when it is seen that they are too long to be held.
#[cfg(unix)]
#[test]
fn a_copy_that_lacks_a_record_is_told_and_holds_nothing_else_in_its_place() {
    let first = scratch("lacking-first.ndjson", b"{\"id\":5}");
    // A pipe takes what there is.
    let rejected = "/dev/stderr".to_owned();
    let long = "{\"id\":\"1\",\"active\":true}\n";
    let input = format!("{long}{long}{{\"id\":6}}\n");
    let options = ["salesive", "preflight", "--max-record", "20"];
    let files = ["--rejected", &rejected, &first, "-", "--format"];
    let reason = "lacks 2 records that could not be held, nor read again, from -:1 on";
    let args = |format| [&options[..], &files, &[format]].concat();
    let run = |format| check_input(&args(format), input.as_bytes());
    let json = run("json");
    assert_eq!(json.status, 2);
    assert_eq!(
        json.stderr,
        format!("{{\"id\":5}}\n{{\"id\":6}}\nsalesive-check: {rejected}: {reason}\n")
    );
    let summary = &json.objects()[4]["summary"];
    assert_eq!(
        summary["failures"],
        json!([{"file": rejected, "reason": reason}])
    );
    assert_eq!(summary["complete"], false);

    let log: Value = serde_json::from_str(&run("sarif").stdout).unwrap();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let note = &invocation["toolExecutionNotifications"][0]["message"]["text"];
    assert!(note.as_str().unwrap().contains(reason), "{note}");
}

#[cfg(target_os = "linux")]
#[test]
fn long_records_are_copied_from_a_file_of_any_name() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let directory = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let input = directory.join(OsStr::from_bytes(b"long-\xFF.ndjson"));
    let records = "{\"id\":\"1\",\"active\":true}\n{}\n{\"id\":\"2\",\"active\":true}";
    fs::write(&input, records).unwrap();
    let rejected = scratch("long-name.rejected", b"");
    let output = command()
        .args(["salesive", "preflight", "--max-record", "20"])
        .args(["--rejected", &rejected])
        .arg(&input)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(fs::read_to_string(rejected).unwrap(), records);
}

#[cfg(unix)]
#[test]
fn links_to_one_file_that_is_not_there_yet_are_one_file() {
    let input = scratch("linked-both.ndjson", b"{}\n");
    let output = input.replace(".ndjson", ".out");
    let link = input.replace(".ndjson", ".link");
    drop((fs::remove_file(&output), fs::remove_file(&link)));
    std::os::unix::fs::symlink(&output, &link).unwrap();
    let run = preflight(&[&input, "--accepted", &output, "--rejected", &link]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(run.stderr.contains("cannot take both"), "{}", run.stderr);
}

#[test]
fn standard_output_takes_no_copy() {
    for option in ["--accepted", "--rejected"] {
        let run = preflight(&[option, "-"]);
        assert_eq!((run.status, &*run.stdout), (2, ""));
        assert!(
            run.stderr.contains("cannot be written to"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn reasons_appear_with_the_records_or_not_at_all() {
    let there = |name: &str| scratch(name, b"what was there");
    let output = there("all-or-none");
    let beside = there("all-or-none.reasons.ndjson");
    let args = [
        "salesive",
        "preflight",
        "--max-record",
        "10",
        "--rejected",
        &output,
        "--reasons",
    ];
    let run = check_input(&args, b"{\"id\":\"1\",\"active\":true}\n{}\n");
    assert_eq!(run.status, 2);
    for path in [&output, &beside] {
        assert_eq!(fs::read(path).unwrap(), b"what was there");
        assert!(
            run.stderr.contains(&format!("{path}: is left as it was")),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn where_reasons_have_no_place_nothing_is_written() {
    let record = b"{\"id\":\"1\",\"active\":true}\n";
    let input = scratch("no-place.reasons.ndjson", record);
    let output = input.replace(".reasons.ndjson", "");
    let refused = |args: &[&str], reason: &str| {
        let run = preflight(&[args, &["--reasons"]].concat());
        assert_eq!((run.status, &*run.stdout), (2, ""));
        assert!(run.stderr.contains(reason), "{}", run.stderr);
    };
    refused(
        &[&input, "--rejected", &output],
        "is read, so it cannot be written to",
    );
    let other = scratch("no-place.ndjson", record);
    let beside = format!("{output}.reasons.ndjson");
    let args = [&*other, "--rejected", &output, "--accepted", &beside];
    refused(
        &args,
        "cannot take both the accepted records and the reasons",
    );
    assert_eq!(fs::read(&input).unwrap(), record);
    #[cfg(unix)]
    refused(
        &[&other, "--rejected", "/dev/null"],
        "no plain file, so no file of reasons",
    );
    let run = check(&["salesive", "preflight", &other, "--reasons"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("--rejected"), "{}", run.stderr);
}
