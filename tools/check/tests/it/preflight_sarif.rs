//! SARIF 2.1.0, held against the official schema.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

use crate::support::{check_input, preflight};

/// The schema that the package serde-sarif carries.
pub(crate) fn schema() -> Value {
    let metadata = Command::new(env::var_os("CARGO").unwrap())
        .args(["metadata", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages
        .iter()
        .find(|it| it["name"] == "serde-sarif")
        .unwrap();
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    let schema = fs::read(manifest.with_file_name("src").join("schema.json")).unwrap();
    let mut schema: Value = serde_json::from_slice(&schema).unwrap();
    // The one pattern in it that is no regular expression; our logs name no language.
    for holder in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][holder]["properties"]["language"];
        language.as_object_mut().unwrap().remove("pattern").unwrap();
    }
    schema
}

const FILES: [&[&str]; 5] = [
    &["preflight/every-verdict.ndjson", "preflight/updates.ndjson"],
    &[
        "preflight/updates.ndjson",
        "--known",
        "preflight/customers.ndjson",
    ],
    &[
        "preflight/csv/quoting.csv",
        "preflight/csv/byte-order-mark.csv",
    ],
    &[
        "preflight/every-verdict.ndjson",
        "--max-errors",
        "1",
        "--max-customers",
        "0",
    ],
    &["preflight/every-verdict.ndjson", "--max-record", "30"],
];

fn sarif(args: &[&str]) -> Value {
    let run = preflight(&[&["--format", "sarif"], args].concat());
    assert_eq!(run.stderr, "");
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn a_log_is_valid_by_the_official_schema() {
    let schema = schema();
    assert!(
        schema["title"]
            .as_str()
            .unwrap()
            .contains("SARIF) Version 2.1.0")
    );
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let clean = check_input(&["microbase", "preflight", "--format", "sarif"], b"");
    let logs = FILES
        .map(sarif)
        .into_iter()
        .chain([serde_json::from_str(&clean.stdout).unwrap()]);
    for log in logs {
        let errors: Vec<_> = validator
            .iter_errors(&log)
            .map(|it| it.to_string())
            .collect();
        assert_eq!(errors, [""; 0]);
        let mut broken = log;
        broken["runs"][0]["results"] = serde_json::json!([{"level": "bad"}]);
        assert!(!validator.is_valid(&broken), "the schema judges results");
    }
}

#[test]
fn each_problem_is_a_result_of_a_listed_rule_where_json_says() {
    for args in FILES {
        let log = sarif(args);
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let mut found: Vec<_> = Vec::new();
        for result in run["results"].as_array().unwrap() {
            assert!(
                rules.iter().any(|rule| rule["id"] == result["ruleId"]),
                "{result}"
            );
            let location = &result["locations"][0];
            let region = &location["physicalLocation"]["region"];
            let pointer = &location["logicalLocations"][0]["fullyQualifiedName"];
            let column = &region["startColumn"];
            found.push(
                [&result["ruleId"], &region["startLine"], column, pointer].map(Value::to_string),
            );
        }
        let json = preflight(&[&["--format", "json"], args].concat());
        let mut expected = Vec::new();
        for record in json.objects() {
            let problems =
                ["violations", "advisories"].map(|kind| record[kind].as_array().cloned());
            for problem in problems.into_iter().flatten().flatten() {
                let named = ["rule", "line", "column", "pointer"];
                expected.push(named.map(|name| problem[name].to_string()));
            }
            let malformed = &record["malformed"];
            if let Some(verdict @ ("malformed" | "too_large")) = record["verdict"].as_str() {
                let [column, pointer] =
                    ["column", "pointer"].map(|name| malformed[name].to_string());
                let line = record["line"].to_string();
                expected.push([format!("{verdict:?}"), line, column, pointer]);
            }
        }
        assert!(!expected.is_empty());
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{args:?}");
    }
}

#[test]
fn a_known_customer_is_told_from_a_record() {
    let log = sarif(FILES[1]);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let related = |file: &str| -> Vec<&str> {
        let is_in = |result: &&Value| {
            let place = &result["relatedLocations"][0]["physicalLocation"];
            place["artifactLocation"]["uri"] == file
        };
        let related = results.iter().filter(is_in);
        related
            .map(|result| result["message"]["text"].as_str().unwrap())
            .map(|text| text.split(" See ").nth(1).unwrap())
            .collect()
    };
    assert_eq!(
        related("preflight/customers.ndjson"),
        ["line 1 of the known customers."]
    );
    assert_eq!(
        related("preflight/updates.ndjson"),
        ["line 4.", "line 3.", "line 2."]
    );
}

#[test]
fn problems_that_are_not_listed_are_counted() {
    let members = vec![r#""id":"1","nickname":5"#; 200].join(",");
    let input = format!("{{{members}}}\n{{\"id\":\"2\",\"email\":1}}\n{{{members}}}\n");
    let run = |format| {
        let args = ["microbase", "preflight", "--format", format];
        check_input(&args, input.as_bytes())
    };
    let log: Value = serde_json::from_str(&run("sarif").stdout).unwrap();
    let validator = jsonschema::validator_for(&schema()).unwrap();
    assert!(validator.is_valid(&log));
    let omitted = |record: &Value| record["omitted"].as_u64();
    let expected: Vec<_> = run("json").objects().iter().filter_map(omitted).collect();
    assert_eq!(expected.len(), 2);
    let results = log["runs"][0]["results"].as_array().unwrap();
    let properties = results.iter().map(|result| &result["properties"]);
    assert_eq!(properties.filter_map(omitted).collect::<Vec<_>>(), expected);
    let notes = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    let text = notes[0]["message"]["text"].as_str().unwrap();
    let sum: u64 = expected.iter().sum();
    let start = format!("{sum} problems are not among the results");
    assert!(text.starts_with(&start), "{text}");
}

#[test]
fn it_shows_no_value_and_says_when_it_stopped() {
    let log = sarif(FILES[3]);
    let run = &log["runs"][0];
    let notes = &run["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(notes.as_array().unwrap().len(), 2, "{notes}");
    let summary = &run["properties"]["summary"];
    assert_eq!(
        [&summary["complete"], &summary["records"]],
        [&Value::Bool(false), &Value::from(2)]
    );
    for args in FILES {
        let text = sarif(args).to_string();
        // The one address that a rule's sentence has.
        assert!(
            !text
                .replace("local@example.com", "")
                .contains("example.com")
        );
        assert!(!text.contains("665a1f2c"));
    }
}
