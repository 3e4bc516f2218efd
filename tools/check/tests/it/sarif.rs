//! What code hosts ask of SARIF, of every operation that reports problems.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::preflight_sarif::schema;
use crate::support::{KINDS, check, check_input, fixtures_of};

fn log(args: &[&str], input: &str) -> Value {
    let run = check_input(&[args, &["--format", "sarif"]].concat(), input.as_bytes());
    serde_json::from_str(&run.stdout).unwrap()
}

fn results(log: &Value) -> &[Value] {
    log["runs"][0]["results"].as_array().unwrap()
}

fn texts<'a>(results: &'a [Value], pointer: &str) -> Vec<&'a str> {
    let text = |result: &'a Value| result.pointer(pointer).unwrap().as_str().unwrap();
    results.iter().map(text).collect()
}

/// The rules of Microsoft's multitool for SARIF and for GitHub, as far as our logs are concerned.
fn assert_fit_for_code_hosts(log: &Value) {
    let driver = &log["runs"][0]["tool"]["driver"];
    let absolute = |uri: &Value| uri.as_str().unwrap().starts_with("https://");
    assert!(absolute(&driver["informationUri"]));
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        for member in ["shortDescription", "fullDescription", "help"] {
            let text = rule[member]["text"].as_str().unwrap();
            assert!(text.ends_with('.') && text.len() < 1024, "{rule}");
        }
        assert!(absolute(&rule["helpUri"]), "{rule}");
        let [id, name] = ["id", "name"].map(|member| rule[member].as_str().unwrap());
        assert!(!name.eq_ignore_ascii_case(id), "{rule}");
        assert!(name.starts_with(|c: char| c.is_ascii_uppercase()));
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric()), "{name}");
    }
    let mut fingerprints = texts(results(log), "/partialFingerprints/primaryLocationLineHash");
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), results(log).len());
    for result in results(log) {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]));
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["region"]["startLine"].as_u64().unwrap() > 0);
    }
}

#[test]
fn every_operation_has_a_log_that_says_what_json_says() {
    let schema = jsonschema::validator_for(&schema()).unwrap();
    for kind in KINDS {
        for file in fixtures_of(kind) {
            let log = log(&[kind[0], kind[1], &file], "");
            assert!(schema.is_valid(&log), "{file}");
            assert_fit_for_code_hosts(&log);
            let json = check(&[kind[0], kind[1], "--format", "json", &file]);
            let mut expected = Vec::new();
            for object in json.objects() {
                let kinds = ["violations", "advisories", "discrepancies"];
                let problems = kinds.map(|kind| object[kind].as_array().cloned());
                for problem in problems.into_iter().flatten().flatten() {
                    // A reply's places are in the text of its body.
                    let of = if kind[1] == "reply" {
                        &object
                    } else {
                        &problem
                    };
                    expected.push(["rule", "line"].map(|it| match it {
                        "rule" => problem[it].to_string(),
                        _ => of[it].to_string(),
                    }));
                }
                let verdict = object["verdict"].as_str().or(object["outcome"].as_str());
                let verdict = verdict.unwrap();
                let passes = ["rejected", "updated"].contains(&verdict)
                    || kind[1] == "request" && verdict == "accepted";
                if !passes {
                    let line = match &object["malformed"] {
                        Value::Null => &object["line"],
                        malformed => &malformed["line"],
                    };
                    expected.push([format!("{verdict:?}"), line.to_string()]);
                }
            }
            let place = "/locations/0/physicalLocation/region/startLine";
            let found = results(&log).iter().map(|result| {
                let line = result.pointer(place).unwrap();
                [result["ruleId"].to_string(), line.to_string()]
            });
            let mut found: Vec<_> = found.collect();
            found.sort();
            expected.sort();
            assert_eq!(found, expected, "{file}");
        }
    }
}

#[test]
fn a_run_lists_the_worst_results_and_of_each_rule_one_and_counts_the_others() {
    // Advisories first, so that violations take their place.
    let advisories = "{\"name\":\"\",\"phone\":\"\"}\n".repeat(4000);
    let violations = "{\"active\":1}\n".repeat(6000);
    let input = advisories + &violations + "{\"nickname\":1,\"active\":true}\n{\n";
    for (operation, extra) in [("request", 0), ("preflight", 10_001)] {
        let log_of = |more: &[&str]| log(&[&["salesive", operation], more].concat(), &input);
        let limited = log_of(&[]);
        assert_fit_for_code_hosts(&limited);
        let all = log_of(&["--all"]);
        assert_eq!(results(&all).len(), 14_002 + extra);
        let count = |log: &Value| {
            let mut counts = BTreeMap::new();
            for rule in texts(results(log), "/ruleId") {
                *counts.entry(rule.to_owned()).or_insert(0) += 1;
            }
            counts
        };
        let (listed, there) = (count(&limited), count(&all));
        assert_eq!(listed.values().sum::<u64>(), 5000);
        assert_eq!(
            Vec::from_iter(listed.keys()),
            Vec::from_iter(there.keys()),
            "each rule is represented"
        );
        let levels = texts(results(&limited), "/level");
        let worst = levels.iter().take_while(|level| **level == "error").count();
        assert_eq!(
            levels.len() - worst,
            3,
            "the mild ones are last, one a rule"
        );
        let notes = &limited["runs"][0]["invocations"][0]["toolExecutionNotifications"];
        let left_out = &notes[0]["properties"]["leftOut"];
        for (rule, number) in there {
            let left_out = left_out[&rule].as_u64().unwrap_or_default();
            assert_eq!(listed[&rule] + left_out, number, "{rule}");
        }
        let text = notes[0]["message"]["text"].as_str().unwrap();
        let number = 9002 + extra;
        assert!(text.starts_with(&format!("{number} more problems")) && text.contains("--all"));
        let none = &all["runs"][0]["invocations"][0]["toolExecutionNotifications"];
        assert_eq!(*none, Value::Array(Vec::new()));
    }
}

#[test]
fn a_fingerprint_survives_lines_that_come_in_between_and_holds_no_value() {
    let record = |id: u8, email: &str| format!("{{\"id\":\"{id}\",\"email\":\"{email}\"}}\n");
    let bad = [record(1, "canary"), record(2, "canary2")].concat();
    let more = [&record(3, "a@b.co"), "\n", &bad, &record(4, "c@b.co")].concat();
    let fingerprints = |input: &str| {
        let log = log(&["salesive", "preflight"], input);
        assert!(!log.to_string().contains("canary"));
        let of = "/partialFingerprints/primaryLocationLineHash";
        texts(results(&log), of).join("\n")
    };
    assert_eq!(fingerprints(&bad), fingerprints(&more));
    let place = "-:salesive.update.email.format:/email";
    assert_eq!(fingerprints(&bad), format!("{place}:1\n{place}:2"));
}

#[test]
fn standard_input_has_one_name() {
    let input = "{\"id\":\"1\",\"active\":1}\n";
    for operation in ["request", "preflight"] {
        let args = ["salesive", operation];
        let log = log(&args, input);
        let uri = "/locations/0/physicalLocation/artifactLocation/uri";
        assert_eq!(texts(results(&log), uri)[0], "-");
        let run = |more: &[&str]| check_input(&[&args, more].concat(), input.as_bytes());
        assert_eq!(run(&["--format", "json"]).objects()[0]["source"], "-");
        let all: &[_] = if operation == "preflight" {
            &["--all"]
        } else {
            &[]
        };
        let text = run(all).stdout;
        assert!(text.lines().any(|line| line.contains("-:1:")), "{text}");
        assert!(!text.contains("stdin"), "{text}");
    }
}
