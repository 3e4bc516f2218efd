//! Whole files, judged before the first record is sent.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::{check, check_input, preflight};

const UPDATES: &str = "preflight/updates.ndjson";
const EVERY_VERDICT: &str = "preflight/every-verdict.ndjson";
const CUSTOMERS: &str = "preflight/customers.ndjson";

fn scratch(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// A file in which every eighth record has a problem; some lines are far from each other.
fn long_file(name: &str) -> String {
    let record = |nth: u32| {
        let id = if nth.is_multiple_of(8) { nth / 2 } else { nth };
        let email = if nth.is_multiple_of(24) { nth / 3 } else { nth };
        let end = if nth.is_multiple_of(5) { "\r\n" } else { "\n" };
        format!(r#"{{"id":"{id}","email":"c{email}@example.com"}}{end}"#)
    };
    let mut file: String = (0..8_000).map(record).collect();
    file.push_str(&"\n \nnonsense\n".repeat(3));
    file.push_str(&"x".repeat(2 << 20));
    file.push_str("\n{\"id\":\"last\",\"active\":true}");
    let path = scratch(name);
    fs::write(&path, file).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn text_groups_by_problem_and_says_where_it_occurs() {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        let snapshot = |name: &str, args: &[&str]| {
            let run = preflight(args);
            assert_eq!((run.status, &*run.stderr), (1, ""), "{name}");
            insta::assert_snapshot!(name, run.stdout);
        };
        snapshot("preflight.text", &[UPDATES, "--known", CUSTOMERS]);
        snapshot("preflight.all.text", &[UPDATES, EVERY_VERDICT, "--known", CUSTOMERS, "--all"]);
        snapshot("preflight.json", &[EVERY_VERDICT, UPDATES, "--known", CUSTOMERS, "--format", "json"]);
    });
}

#[test]
fn text_says_of_the_first_malformed_records_why_they_cannot_be_read() {
    let group = |text: &str| {
        let from = text.find("error[malformed]").unwrap();
        text[from..].split("\n\n").next().unwrap().to_owned()
    };
    assert_eq!(
        group(&preflight(&[EVERY_VERDICT]).stdout),
        "error[malformed]: The record cannot be read.\n  \
         2 records, at lines 4, 7\n  \
         line 4, column 44: The text is not JSON: expected value.\n  \
         line 7, column 2: The text is not JSON: expected ident."
    );
    let table = "preflight/csv/quoting.csv";
    assert_eq!(
        group(&preflight(&[EVERY_VERDICT, table]).stdout),
        format!(
            "error[malformed]: The record cannot be read.\n  \
             4 records, at {EVERY_VERDICT}:4, {EVERY_VERDICT}:7, {table}:5, {table}:7\n  \
             {EVERY_VERDICT}:4:44: The text is not JSON: expected value.\n  \
             {EVERY_VERDICT}:7:2: The text is not JSON: expected ident.\n  \
             {table}:5: Column active: neither true nor false; TRUE and FALSE are understood too.\n  \
             {table}:7: Column active: neither true nor false; TRUE and FALSE are understood too."
        )
    );
    let many = check_input(&["salesive", "preflight"], &b"nonsense\n".repeat(1_000));
    assert_eq!(group(&many.stdout).lines().count(), 2 + 10);
}

#[test]
fn any_number_of_threads_gives_the_same_report() {
    let file = long_file("threads.ndjson");
    let run = |threads: &str| {
        let [accepted, rejected] =
            ["accepted", "rejected"].map(|name| scratch(&format!("threads.{threads}.{name}")));
        let paths = [&accepted, &rejected].map(|path| path.to_str().unwrap());
        let args = [&file, "--format", "json", "--threads", threads];
        let split = ["--accepted", paths[0], "--rejected", paths[1]];
        let run = preflight(&[&args[..], &split].concat());
        (
            run.status,
            run.stdout,
            fs::read(accepted).unwrap(),
            fs::read(rejected).unwrap(),
        )
    };
    let one = run("1");
    assert_eq!(one.0, 1);
    let summary: Value = serde_json::from_str(one.1.lines().last().unwrap()).unwrap();
    let summary = &summary["summary"];
    assert_eq!(
        [
            &summary["records"],
            &summary["malformed"],
            &summary["too_large"]
        ],
        [8_005, 3, 1]
    );
    assert!(one.1.lines().count() == 8_006);
    for threads in ["2", "3", "8"] {
        assert!(run(threads) == one, "{threads}");
    }
}

#[test]
fn accepted_and_rejected_records_together_are_the_input_byte_for_byte() {
    let file = long_file("split.ndjson");
    let [accepted, rejected] = ["split.accepted.ndjson", "split.rejected.ndjson"].map(scratch);
    let paths = [&accepted, &rejected].map(|path| path.to_str().unwrap());
    let run = preflight(&[&file, "--accepted", paths[0], "--rejected", paths[1]]);
    assert_eq!(run.status, 1);
    let lines = |path: &PathBuf| -> Vec<Vec<u8>> {
        let text = fs::read(path).unwrap();
        text.split_inclusive(|byte| *byte == b'\n')
            .map(<[u8]>::to_vec)
            .collect()
    };
    let (accepted_lines, rejected_lines) = (lines(&accepted), lines(&rejected));
    assert!(accepted_lines.len() > 100 && rejected_lines.len() > 100);
    let mut both = [&accepted_lines[..], &rejected_lines].concat();
    let mut whole = lines(&PathBuf::from(&file));
    both.sort();
    whole.sort();
    assert!(both == whole);

    let again = preflight(&[paths[0]]);
    assert_eq!(again.status, 0, "what was accepted is accepted again");
}

#[test]
fn lines_of_several_files_stay_apart_where_one_lacks_its_end() {
    let accepted = scratch("several.ndjson");
    let path = accepted.to_str().unwrap();
    let run = preflight(&[EVERY_VERDICT, EVERY_VERDICT, "--accepted", path]);
    assert_eq!(run.status, 1);
    let text = fs::read_to_string(accepted).unwrap();
    let records = text.lines().filter(|line| !line.trim().is_empty());
    for record in records {
        serde_json::from_str::<Value>(record).unwrap();
    }
    assert!(!text.ends_with('\n'));
}

#[test]
fn a_problem_names_the_other_line_and_its_file() {
    let run = preflight(&[UPDATES, "--known", CUSTOMERS, "--format", "json"]);
    let objects = run.objects();
    let other = |nth: usize, kind: &str| objects[nth][kind][0]["other"].clone();
    assert_eq!(
        other(0, "violations"),
        json!({"source": CUSTOMERS, "line": 1})
    );
    assert_eq!(
        other(4, "violations"),
        json!({"source": UPDATES, "line": 4})
    );
    let several = preflight(&[UPDATES, UPDATES, "--format", "json"]);
    let repeated = &several.objects()[5]["advisories"][0];
    assert_eq!(repeated["rule"], "preflight.customer.repeated");
    assert_eq!(repeated["line"], 1);
}

#[test]
fn exit_status_is_0_only_if_all_was_judged_and_accepted() {
    let good = "{\"id\":\"1\",\"active\":true}\n{\"id\":\"2\",\"active\":true}";
    let status = |args: &[&str], input: &str| {
        let run = check_input(
            &[&["salesive", "preflight"], args].concat(),
            input.as_bytes(),
        );
        (run.status, run.stdout)
    };
    assert_eq!(status(&[], good).0, 0);
    assert_eq!(status(&[], "").0, 2);
    assert_eq!(status(&[], "{}").0, 1);
    assert_eq!(status(&["--strict"], "{\"id\":\"1\",\"name\":\"\"}").0, 1);
    let (full, text) = status(&["--max-customers", "1"], good);
    assert_eq!(full, 1);
    assert!(
        text.contains("From -:2 on, nothing was judged across records"),
        "{text}"
    );
}

#[test]
fn max_errors_stops_early_and_says_so() {
    let run = preflight(&[UPDATES, UPDATES, "--max-errors", "1", "--format", "json"]);
    assert_eq!(run.status, 1);
    let summary = &run.objects().pop().unwrap()["summary"];
    assert_eq!(summary["complete"], false);
    assert_eq!(summary["rejected"], 1);
    let text = preflight(&[UPDATES, UPDATES, "--max-errors", "1"]).stdout;
    assert!(text.contains("Stopped before the end"), "{text}");
    let enough = preflight(&[UPDATES, "--max-errors", "3"]);
    assert!(!enough.stdout.contains("Stopped"), "{}", enough.stdout);
}

#[test]
fn max_errors_stops_nothing_where_no_record_is_left() {
    let good = "{\"id\":\"1\",\"active\":true}\n";
    for (records, left) in [("{}\n{}\n", ""), ("{}\n{}", ""), ("{}\n{}\n", "\n \r\n")] {
        for threads in ["1", "3"] {
            let run = |input: &str| {
                let args = [
                    "--max-errors",
                    "2",
                    "--format",
                    "json",
                    "--threads",
                    threads,
                ];
                let run = check_input(
                    &[&["salesive", "preflight"], &args[..]].concat(),
                    input.as_bytes(),
                );
                run.objects().pop().unwrap()["summary"].clone()
            };
            let whole = run(&format!("{records}{left}"));
            assert_eq!(
                (&whole["complete"], &whole["records"]),
                (&json!(true), &json!(2))
            );
            if records.ends_with('\n') {
                let cut = run(&format!("{records}{left}{good}"));
                assert_eq!(
                    (&cut["complete"], &cut["records"]),
                    (&json!(false), &json!(2))
                );
            }
        }
    }
}

#[test]
fn what_cannot_be_read_is_said_in_one_line() {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it");
    let refused = |args: &[&str], reason: &str| {
        let run = preflight(args);
        assert_eq!((run.status, &*run.stdout), (2, ""), "{args:?}");
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        assert!(run.stderr.contains(reason), "{}", run.stderr);
    };
    refused(&["missing.ndjson"], "missing.ndjson");
    refused(&[directory], "holds no file that ends in .ndjson");
    refused(&["--known", directory], "is a directory");
    refused(&["--known", "missing"], "missing");
    refused(
        &["--known", EVERY_VERDICT],
        "line 1: the customer has no id",
    );
    refused(
        &["salesive-request/multi-line.json"],
        "type --input-format ndjson for one a line, or csv for one a row",
    );
    refused(&[UPDATES, "--threads", "0"], "--threads");
    refused(
        &[
            UPDATES,
            "--accepted",
            "../fixtures/preflight/updates.ndjson",
        ],
        "cannot be written to",
    );
    refused(
        &[UPDATES, "--known", CUSTOMERS, "--rejected", CUSTOMERS],
        "cannot be written to",
    );
    let same = scratch("same.ndjson");
    let same = same.to_str().unwrap();
    refused(&[UPDATES, "--accepted", same, "--rejected", same], "both");
    let run = check(&["salesive", "request", "--all", UPDATES]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("--all is an option of preflight"),
        "{}",
        run.stderr
    );
}

#[test]
fn bytes_of_any_kind_are_malformed_records_and_the_rest_is_judged() {
    let mut file: Vec<u8> = (0..=255).collect();
    file.extend(b"\0\n{\"id\":\"1\",\"name\":\"\0\"}\r\n");
    file.extend(vec![b'{'; 3 << 20]);
    file.extend(b"\n{\"id\":\"1\",\"active\":true}\r\n\r\n{\"id\":\"2\",\"active\":true}");
    let run = check_input(&["salesive", "preflight", "--format", "json"], &file);
    let objects = run.objects();
    let verdicts: Vec<_> = objects
        .iter()
        .filter_map(|it| it["verdict"].as_str())
        .collect();
    assert_eq!(
        verdicts,
        [
            "malformed",
            "malformed",
            "malformed",
            "too_large",
            "accepted",
            "accepted"
        ]
    );
    assert_eq!(objects.last().unwrap()["summary"]["blank_lines"], 1);
}
