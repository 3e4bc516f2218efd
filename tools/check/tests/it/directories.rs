use std::fs;
use std::path::{Path, PathBuf};

use crate::support::check;

/// A directory with these files.
fn directory(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&directory));
    for (file, content) in files {
        let path = directory.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    directory
}

fn sources(run: &crate::support::Run) -> Vec<String> {
    let objects = run.objects();
    let sources = objects
        .iter()
        .filter_map(|object| object["source"].as_str());
    sources.map(str::to_owned).collect()
}

const GOOD: &str = "{\"active\":true}\n";
const RECORD: &str = "{\"id\":\"1\",\"active\":true}\n";

#[test]
fn all_files_are_read_whose_extension_says_what_they_hold() {
    let files = [
        ("b.json", GOOD),
        ("a/two.ndjson", GOOD),
        ("a/one.JSONL", GOOD),
        ("c.csv", "id,active\n1,true\n"),
        ("notes.txt", "none"),
        (".hidden.json", "none"),
        (".git/x.json", "none"),
    ];
    let directory = directory("directory", &files);
    let shown = directory.to_str().unwrap();
    let run = check(&["salesive", "request", shown, "--format", "json"]);
    let wanted = ["a/one.JSONL", "a/two.ndjson", "b.json"].map(|file| format!("{shown}/{file}"));
    assert_eq!((run.status, sources(&run)), (0, wanted.to_vec()));
    let run = check(&["salesive", "request", shown]);
    assert_eq!(
        run.stdout,
        "3 documents in 3 files: 3 accepted, 0 rejected, 0 malformed; 0 violations, 0 advisories\n"
    );
}

#[test]
fn a_preflight_reads_records_of_all_its_files() {
    let files = [
        ("a.ndjson", RECORD),
        ("b.csv", "id,active\n2,true\n"),
        ("c.json", GOOD),
    ];
    let directory = directory("directory-of-records", &files);
    let shown = directory.to_str().unwrap();
    let run = check(&["salesive", "preflight", shown, "--format", "json"]);
    let wanted = ["a.ndjson", "b.csv"].map(|file| format!("{shown}/{file}"));
    assert_eq!((run.status, sources(&run)), (0, wanted.to_vec()));
}

#[test]
fn a_directory_without_such_files_is_told_and_the_others_are_read() {
    let directory = directory("directory-of-others", &[("a.txt", "none")]);
    let shown = directory.to_str().unwrap();
    let run = check(&[
        "salesive",
        "request",
        shown,
        "salesive-request/multi-line.json",
    ]);
    let reason = format!("{shown}: holds no file that ends in .json, .ndjson, .jsonl\n");
    assert_eq!(
        (run.status, run.stderr),
        (2, format!("salesive-check: {reason}"))
    );
    assert!(run.stdout.ends_with(&format!("Incomplete: {reason}")));
}

#[cfg(unix)]
#[test]
fn links_in_a_directory_are_not_followed() {
    let directory = directory("directory-of-links", &[("a.json", GOOD)]);
    std::os::unix::fs::symlink(&directory, directory.join("round")).unwrap();
    std::os::unix::fs::symlink("a.json", directory.join("b.json")).unwrap();
    let run = check(&[
        "salesive",
        "request",
        directory.to_str().unwrap(),
        "--format",
        "json",
    ]);
    assert_eq!((run.status, sources(&run).len()), (0, 1));
}

#[test]
fn nothing_is_written_where_the_next_run_would_read_it() {
    let directory = directory(
        "directory-and-report",
        &[("a.ndjson", RECORD), ("b.ndjson", RECORD)],
    );
    let shown = directory.to_str().unwrap();
    for (name, option) in [("b.ndjson", "--output"), ("new.csv", "--rejected")] {
        let inside = directory.join(name);
        let run = check(&[
            "salesive",
            "preflight",
            shown,
            option,
            inside.to_str().unwrap(),
        ]);
        assert_eq!(run.status, 2);
        let reasons = [
            "is read, so it cannot be written to",
            "lies in a directory that is read",
        ];
        assert!(
            reasons.iter().any(|reason| run.stderr.contains(reason)),
            "{}",
            run.stderr
        );
    }
    assert_eq!(
        fs::read_to_string(directory.join("b.ndjson")).unwrap(),
        RECORD
    );
    let page = directory.join("page.html");
    let run = check(&[
        "salesive",
        "preflight",
        shown,
        "--format",
        "html",
        "--output",
        page.to_str().unwrap(),
    ]);
    assert_eq!((run.status, &*run.stderr), (0, ""));
}

#[test]
fn known_customers_in_a_directory_are_no_updates() {
    let files = [
        ("known.ndjson", "{\"_id\":\"1\"}\n"),
        ("updates.ndjson", RECORD),
    ];
    let directory = directory("directory-with-known", &files);
    let known = directory.join("known.ndjson");
    let args = [
        "salesive",
        "preflight",
        directory.to_str().unwrap(),
        "--known",
        known.to_str().unwrap(),
    ];
    let run = check(&args);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert!(
        run.stdout.starts_with("1 record: 1 accepted"),
        "{}",
        run.stdout
    );
}

#[test]
fn the_only_file_of_a_directory_is_named() {
    let directory = directory(
        "directory-of-one",
        &[("a.ndjson", "{\"id\":\"1\",\"active\":1}\n")],
    );
    let run = check(&["salesive", "preflight", directory.to_str().unwrap()]);
    assert!(run.stdout.contains("a.ndjson:1\n"), "{}", run.stdout);
}
