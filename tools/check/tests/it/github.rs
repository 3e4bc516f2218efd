#![allow(
    clippy::print_stdout,
    reason = "whoever runs it is to know what was skipped"
)]
//! Annotations are what the host reads, at most so many as it shows, and the rest is counted.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{KINDS, check, check_input, fixtures, fixtures_of, scratch};

/// A command of a workflow, read as the runner reads it.
#[derive(Debug, PartialEq)]
struct Annotation {
    level: String,
    properties: BTreeMap<String, String>,
    message: String,
}

fn unescaped(text: &str, escapes: &[(&str, &str)]) -> String {
    let text = escapes
        .iter()
        .fold(text.to_owned(), |text, (escaped, plain)| {
            text.replace(escaped, plain)
        });
    text.replace("%25", "%")
}

fn annotations(output: &str) -> Vec<Annotation> {
    let in_data = [("%0D", "\r"), ("%0A", "\n")];
    let in_property = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")];
    let read = |line: &str| {
        let (command, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (level, properties) = command.split_once(' ').unwrap();
        let properties = properties.split(',').map(|property| {
            let (name, value) = property.split_once('=').unwrap();
            (name.to_owned(), unescaped(value, &in_property))
        });
        Annotation {
            level: level.to_owned(),
            properties: properties.collect(),
            message: unescaped(message, &in_data),
        }
    };
    output.lines().map(read).collect()
}

fn of_level<'a>(annotations: &'a [Annotation], level: &str) -> Vec<&'a Annotation> {
    let all = annotations.iter();
    all.filter(|annotation| annotation.level == level).collect()
}

#[test]
fn each_problem_that_json_has_is_annotated_at_its_place() {
    let file = "preflight/every-verdict.ndjson";
    let args = ["salesive", "preflight", file, "--format"];
    let annotated = annotations(&check(&[&args[..], &["github"]].concat()).stdout);
    let objects = check(&[&args[..], &["json"]].concat()).objects();
    let mut wanted = Vec::new();
    for object in &objects {
        for (level, kind) in [("error", "violations"), ("warning", "advisories")] {
            for problem in object[kind].as_array().into_iter().flatten() {
                let number = |member: &str| problem[member].to_string();
                let rule = problem["rule"].as_str().unwrap().to_owned();
                wanted.push((level, rule, number("line"), number("column")));
            }
        }
    }
    assert!(wanted.len() > 3, "{wanted:?}");
    for (level, rule, line, column) in wanted {
        let is_it = |annotation: &&Annotation| {
            let properties = &annotation.properties;
            annotation.level == level
                && properties["title"] == rule
                && properties["file"] == file
                && properties["line"] == line
                && properties["col"] == column
        };
        assert_eq!(annotated.iter().filter(is_it).count(), 1, "{rule} {line}");
    }
}

#[test]
fn the_host_gets_ten_of_each_level_and_the_rest_is_counted() {
    let bad = "{\"active\":1,\"phone\":\"\"}\n".repeat(13);
    let run = check_input(
        &["salesive", "request", "--format", "github"],
        bad.as_bytes(),
    );
    let annotated = annotations(&run.stdout);
    assert_eq!((run.status, annotated.len()), (1, 21));
    for level in ["error", "warning"] {
        assert_eq!(of_level(&annotated, level).len(), 10);
    }
    let [total] = of_level(&annotated, "notice")[..] else {
        panic!("{annotated:?}");
    };
    assert_eq!(
        total.message,
        "13 documents: 0 accepted, 13 rejected, 0 malformed; 13 violations, 13 advisories; \
         not shown here, as the host takes 10 of each: 3 errors, 3 warnings"
    );
}

#[test]
fn every_fixture_can_be_read_by_the_host() {
    for kind in KINDS {
        for file in fixtures_of(kind) {
            let [service, operation] = kind;
            let run = check(&[service, operation, &file, "--format", "github"]);
            for annotation in annotations(&run.stdout) {
                let level = annotation.level.as_str();
                assert!(["error", "warning", "notice"].contains(&level));
                let known = ["file", "line", "col", "title"];
                let names = annotation.properties.keys();
                assert!(names.into_iter().all(|name| known.contains(&&**name)));
            }
        }
    }
}

#[test]
fn a_name_with_signs_of_the_format_is_read_as_it_is() {
    let file = scratch("github a,b;c=d%2C.ndjson", b"{\"active\":1}\n");
    let run = check(&["salesive", "request", &file, "--format", "github"]);
    assert_eq!(annotations(&run.stdout)[0].properties["file"], file);
}

#[test]
fn standard_input_is_no_file_unless_it_is_named() {
    let args = ["salesive", "request", "--format", "github"];
    let run = check_input(&args, b"\n{\"active\":1}\n");
    let [ref error, _] = annotations(&run.stdout)[..] else {
        panic!("{}", run.stdout);
    };
    assert!(!error.properties.contains_key("file"));
    assert!(error.message.starts_with("standard input, line 2: "));
    let named = ["--stdin-filename", "bodies.ndjson"];
    let run = check_input(&[&args[..], &named].concat(), b"{\"active\":1}\n");
    assert_eq!(
        annotations(&run.stdout)[0].properties["file"],
        "bodies.ndjson"
    );
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let run = check(&[
        "salesive",
        "request",
        "missing.json",
        "salesive-request/multi-line.json",
        "--format",
        "github",
    ]);
    let annotated = annotations(&run.stdout);
    let errors = of_level(&annotated, "error");
    let missing = errors
        .iter()
        .find(|error| error.properties["file"] == "missing.json");
    assert!(
        missing
            .unwrap()
            .message
            .starts_with("It could not be read, or not to its end: ")
    );
    assert_eq!(run.status, 2);
}

/// What the host's own toolkit writes for the same annotations.
#[test]
fn the_toolkit_of_the_host_writes_the_same() {
    let file = fixtures().join("preflight/updates.ndjson");
    let run = check(&[
        "salesive",
        "preflight",
        file.to_str().unwrap(),
        "--format",
        "github",
    ]);
    let annotated = annotations(&run.stdout);
    let asked: Vec<Value> = annotated
        .iter()
        .map(|annotation| json!([annotation.level, annotation.message, annotation.properties]))
        .collect();
    let script = "
        const core = require('@actions/core');
        for (const [level, message, {title, file, line, col}] of JSON.parse(process.argv[1])) {
          core[level](message, {title, file, startLine: line, startColumn: col});
        }";
    let asked = serde_json::to_string(&asked).unwrap();
    let ran = Command::new("node").args(["-e", script, &asked]).output();
    let Some(ran) = ran.ok().filter(|ran| ran.status.success()) else {
        println!("@actions/core was skipped: version 2 is not installed");
        return;
    };
    // Its order of the properties is another one.
    assert_eq!(
        annotations(&String::from_utf8(ran.stdout).unwrap()),
        annotated
    );
}
