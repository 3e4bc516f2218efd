//! A preflight of inputs some of which cannot be read.

use std::fs;
#[cfg(target_os = "linux")]
use std::path::Path;

use serde_json::{Value, json};

use crate::preflight_sarif::schema;
#[cfg(unix)]
use crate::support::command;
use crate::support::{check, check_input, preflight, scratch};

const THREADS: [&str; 3] = ["1", "2", "8"];

/// A link to what is no plain file, and so is not looked into beforehand.
#[cfg(target_os = "linux")]
fn link(name: &str, target: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_file(&path));
    std::os::unix::fs::symlink(target, &path).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The memory of a process can be opened, and nothing can be read at its begin.
#[cfg(target_os = "linux")]
const UNREADABLE: &str = "/proc/self/mem";

/// The parts of standard error, one a line: file and reason.
fn reasons(stderr: &str) -> Vec<[&str; 2]> {
    let lines = stderr.lines();
    lines
        .map(|line| {
            let line = line.strip_prefix("salesive-check: ").unwrap();
            let (file, reason) = line.split_once(": ").unwrap();
            [file, reason]
        })
        .collect()
}

struct Inputs {
    first: String,
    second: String,
    /// Those that cannot be read, and a part of the reason.
    bad: Vec<(String, &'static str)>,
}

impl Inputs {
    /// `name` is that of the test.
    fn new(name: &str) -> Self {
        let file = |part: &str, content: &[u8]| scratch(&format!("{name}-{part}"), content);
        let missing = file("missing.ndjson", b"");
        fs::remove_file(&missing).unwrap();
        let record = b"{\"id\":\"3\",\"active\":true}\n";
        Self {
            first: file(
                "first.ndjson",
                b"{\"id\":\"1\",\"email\":\"ada@example.com\"}\n",
            ),
            second: file(
                "second.ndjson",
                b"\n{\"id\":\"2\",\"email\":\"ada@example.com\"}\n{\"id\":\"2\",\"active\":true}",
            ),
            bad: vec![
                (missing, "o such file"),
                (
                    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it").to_owned(),
                    "holds no file that ends in .ndjson, .jsonl, .csv",
                ),
                (
                    file("wrong.txt", record),
                    "the extension does not say what it holds",
                ),
                (
                    file("header.csv", b"id,nom\n1,Ada\n"),
                    "column 2 is called none of",
                ),
                (file("empty.csv", b""), "no header row"),
            ],
        }
    }

    /// All of them, the good ones first and last.
    fn paths(&self) -> Vec<&str> {
        let bad = self.bad.iter().map(|(path, _)| &**path);
        [&*self.first]
            .into_iter()
            .chain(bad)
            .chain([&*self.second])
            .collect()
    }

    fn assert_told(&self, told: &[[&str; 2]]) {
        assert_eq!(told.len(), self.bad.len(), "{told:?}");
        for ([file, reason], (path, part)) in told.iter().zip(&self.bad) {
            assert_eq!(file, path);
            assert!(reason.contains(part), "{reason}");
        }
    }
}

#[test]
fn what_can_be_read_is_judged_and_the_report_names_the_rest() {
    let inputs = Inputs::new("unread-json");
    let expected = json!([
        [inputs.first, 1, "accepted", null],
        [inputs.second, 2, "rejected", {"source": inputs.first, "line": 1}],
        [inputs.second, 3, "accepted", null],
    ]);
    for threads in THREADS {
        let options = ["--format", "json", "--threads", threads];
        let run = preflight(&[&options[..], &inputs.paths()].concat());
        assert_eq!(run.status, 2);
        inputs.assert_told(&reasons(&run.stderr));
        let mut objects = run.objects();
        let summary = objects.pop().unwrap()["summary"].take();
        let rows = objects.iter().map(|it| {
            let other = &it["violations"][0]["other"];
            json!([it["source"], it["line"], it["verdict"], other])
        });
        assert_eq!(rows.collect::<Value>(), expected);
        assert_eq!(
            (&summary["records"], &summary["complete"]),
            (&json!(3), &json!(false))
        );
        let unread: Vec<_> = summary["failures"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| [it["file"].as_str().unwrap(), it["reason"].as_str().unwrap()])
            .collect();
        inputs.assert_told(&unread);
    }
}

#[test]
fn text_ends_with_what_was_not_read() {
    let inputs = Inputs::new("unread-text");
    let run = preflight(&inputs.paths());
    assert_eq!(run.status, 2);
    let taken = format!("  1 record, at {}:2\n", inputs.second);
    assert!(run.stdout.contains(&taken), "{}", run.stdout);
    let (_, end) = run
        .stdout
        .split_once(
            "3 records in 2 files: 2 accepted, 1 rejected, 0 malformed, 0 too large; 1 blank line skipped\n",
        )
        .unwrap();
    let told = end.replace("Incomplete: ", "salesive-check: ");
    assert_eq!(told, run.stderr);
    inputs.assert_told(&reasons(&told));
}

#[test]
fn sarif_says_that_the_run_was_no_success() {
    let inputs = Inputs::new("unread-sarif");
    let args = ["salesive", "preflight", "--format", "sarif"];
    let run = check(&[&args[..], &inputs.paths()].concat());
    assert_eq!(run.status, 2);
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(jsonschema::is_valid(&schema(), &log));
    let taken = &log["runs"][0]["results"][0]["message"]["text"];
    let other = format!(" See line 1 of {}.", inputs.first);
    assert!(taken.as_str().unwrap().ends_with(&other), "{taken}");
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notes = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(notes.len(), inputs.bad.len());
    for (note, (path, reason)) in notes.iter().zip(&inputs.bad) {
        assert_eq!(note["level"], "error");
        assert!(
            note["message"]["text"].as_str().unwrap().contains(reason),
            "{note}"
        );
        let uri = &note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri.as_str().unwrap(), format!("file://{path}"));
    }
    let taken = [&args[..], &["-", &inputs.first]].concat();
    let run = check_input(&taken, b"{\"id\":\"9\",\"email\":\"ada@example.com\"}");
    assert!(run.stdout.contains(" See line 1 of -.\""), "{}", run.stdout);
    let run = check(&[&args[..], &[&inputs.first]].concat());
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(
        log["runs"][0]["invocations"][0]["executionSuccessful"],
        true
    );
}

#[test]
fn no_input_is_written_to_because_it_cannot_be_read() {
    let inputs = Inputs::new("unread-output");
    let (wrong, _) = &inputs.bad[2];
    let content = fs::read(wrong).unwrap();
    let run = preflight(&[&["--rejected", wrong], &inputs.paths()[..]].concat());
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(
        run.stderr.contains("is read, so it cannot be written to"),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read(wrong).unwrap(), content);
}

#[cfg(target_os = "linux")]
#[test]
fn files_after_one_that_breaks_off_are_judged_with_any_number_of_threads() {
    let records = |verdict: &str| -> String {
        (0..3_000)
            .map(|nth| format!("{{\"id\":\"{nth}\",\"active\":{verdict}}}\n"))
            .collect()
    };
    let before = scratch("before-a-failure.ndjson", records("1").as_bytes());
    let after = scratch("after-a-failure.ndjson", records("2").as_bytes());
    let bad = link("failure.ndjson", UNREADABLE);
    let files = [&*before, &bad, &after];
    for threads in THREADS {
        let rejected = scratch(&format!("failure.{threads}.rejected"), b"as it was");
        let args = ["salesive", "preflight", "--threads", threads];
        let more = ["--format", "json", "--rejected", &rejected];
        let run = check(&[&args[..], &more, &files].concat());
        assert_eq!((run.status, reasons(&run.stderr)[0][0]), (2, &*bad));
        let objects = run.objects();
        assert_eq!(objects.len(), 6_001, "{threads} threads");
        assert_eq!(objects[6_000]["summary"]["failures"][0]["file"], bad);
        let last = (&objects[5_999]["source"], &objects[5_999]["line"]);
        assert_eq!(last, (&json!(after), &json!(3_000)));
        assert_eq!(fs::read_to_string(&rejected).unwrap(), "as it was");
        assert_eq!(reasons(&run.stderr)[1][0], rejected);
        let run = check(&[&args[..], &["--max-errors", "9"], &files].concat());
        assert_eq!((run.status, &*run.stderr), (1, ""), "{threads} threads");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn rows_below_a_header_that_is_none_are_not_judged() {
    let table = link("piped-header.csv", "/dev/stdin");
    for threads in THREADS {
        let args = ["salesive", "preflight", "--threads", threads, &table];
        let run = check_input(&args, b"id,nom\n1,Ada\n2,Obi\n");
        assert_eq!((run.status, reasons(&run.stderr).len()), (2, 1));
        assert!(run.stdout.starts_with("0 records: "), "{}", run.stdout);
    }
}

/// Nobody ever writes to it, so that opening it never ends.
#[cfg(unix)]
#[test]
fn an_input_after_the_last_error_that_was_asked_for_is_not_waited_for() {
    use std::process::{Command, Stdio};
    use std::thread::sleep;
    use std::time::Duration;

    let pipe = concat!(env!("CARGO_TARGET_TMPDIR"), "/never-written.ndjson");
    drop(fs::remove_file(pipe));
    assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    let bad = scratch("before-a-pipe.ndjson", b"{}\n{}\n");
    for threads in THREADS {
        let mut child = command()
            .args(["salesive", "preflight", "--max-errors", "1"])
            .args(["--threads", threads, &bad, pipe])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut left = 1_000;
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status.code();
            }
            left -= 1;
            if left == 0 {
                child.kill().unwrap();
            }
            sleep(Duration::from_millis(20));
        };
        assert_eq!(status, Some(1), "{threads} threads");
    }
}

#[test]
fn standard_input_is_read_once() {
    let record = b"{\"id\":\"1\",\"active\":true}\n";
    let run = check_input(&["salesive", "preflight", "-", "-"], record);
    assert_eq!(run.status, 2);
    assert_eq!(run.stderr, "salesive-check: -: is read already\n");
    assert!(
        run.stdout.starts_with("1 record: 1 accepted"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_known_customer_that_is_too_long_is_told_from_one_without_an_id() {
    let known = scratch(
        "known-long.ndjson",
        b"{\"_id\":\"1\"}\n\n{\"_id\":\"2\",\"name\":\"Ada\"}\n",
    );
    for (max_record, reason) in [
        ("20", "line 3 is longer than 20 bytes; see --max-record"),
        ("5", "line 1 is longer than 5 bytes; see --max-record"),
    ] {
        let args = ["--known", &known, "--max-record", max_record];
        let run = preflight(&args);
        assert_eq!(run.stderr, format!("salesive-check: {known}: {reason}\n"));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn known_customers_that_cannot_be_read_end_the_run() {
    let record = scratch("known-unread.ndjson", b"{\"id\":\"1\",\"active\":true}\n");
    let known = link("known-unread.known", UNREADABLE);
    let run = command()
        .args(["salesive", "preflight", "--known", &known, &record])
        .output()
        .unwrap();
    assert_eq!((run.status.code(), &*run.stdout), (Some(2), &b""[..]));
    let stderr = String::from_utf8(run.stderr).unwrap();
    assert_eq!(reasons(&stderr)[0][0], known);
}
