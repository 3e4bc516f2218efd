//! JSON, held against the schema that the tool states.

use std::fs;

use serde_json::{Value, json};

use crate::support::check_input;

const RUNS: [&str; 11] = [
    "salesive preflight/every-verdict.ndjson preflight/updates.ndjson",
    "salesive preflight/updates.ndjson --known preflight/customers.ndjson",
    "salesive preflight/every-verdict.ndjson --strict",
    "salesive preflight/every-verdict.ndjson --max-record 30",
    "salesive preflight/every-verdict.ndjson --max-errors 1 --max-customers 0",
    "salesive preflight/csv/quoting.csv preflight/csv/byte-order-mark.csv",
    "salesive preflight/csv/semicolons.csv --delimiter ;",
    "salesive preflight/updates.ndjson preflight/csv/no-id.csv missing.ndjson",
    "salesive salesive-request/suggestions.ndjson",
    "microbase microbase-request/mistakes.ndjson",
    "microbase preflight/csv/microbase.csv",
];

fn objects() -> Vec<Value> {
    let more_than_listed = vec![r#""id":"1","nickname":5"#; 200].join(",");
    let run = |words: &str, input: &str| {
        let mut args: Vec<_> = words.split(' ').collect();
        args.splice(1..1, ["preflight", "--format", "json"]);
        let run = check_input(&args, input.as_bytes());
        assert_eq!(run.status == 2, !run.stderr.is_empty(), "{args:?}");
        run.objects()
    };
    let files = RUNS.iter().flat_map(|words| run(words, ""));
    let input = run("microbase", &format!("{{{more_than_listed}}}"));
    files.chain(input).collect()
}

#[test]
fn every_line_is_valid_by_the_schema_and_no_line_is_with_a_member_more_or_less() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/preflight.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let optional = "omitted column found suggestion other unjudged_from failures";
    let optional: Vec<_> = optional.split(' ').collect();
    let mut seen = Vec::new();
    for object in objects() {
        let errors: Vec<_> = validator
            .iter_errors(&object)
            .map(|it| it.to_string())
            .collect();
        assert_eq!(errors, [""; 0], "{object}");
        for pointer in maps(&object) {
            let mut more = object.clone();
            more.pointer_mut(&pointer).unwrap()["more"] = json!(1);
            assert!(!validator.is_valid(&more), "{more}");
            let map = object.pointer(&pointer).unwrap().as_object().unwrap();
            for name in map.keys() {
                let mut less = object.clone();
                let map = less.pointer_mut(&pointer).unwrap();
                map.as_object_mut().unwrap().remove(name);
                let is_optional = match pointer.as_str() {
                    "/malformed" => matches!(&**name, "column" | "pointer"),
                    _ => optional.contains(&&**name),
                };
                assert_eq!(
                    validator.is_valid(&less),
                    is_optional,
                    "{less} without {name}"
                );
                seen.push(name.clone());
            }
        }
    }
    for name in optional.iter().chain(&["malformed", "summary"]) {
        assert!(seen.iter().any(|seen| seen == name), "{name} never occurs");
    }
}

#[test]
fn a_malformed_record_has_a_column_or_in_csv_the_cell_if_one_alone_is_the_reason() {
    let malformed = |args: &[&str]| {
        let args = [&["salesive", "preflight", "--format", "json"], args].concat();
        let run = check_input(&args, b"");
        let each = run.objects().into_iter();
        each.filter_map(|it| Some((it.get("malformed")?.clone(), it["line"].clone())))
            .map(|(it, line)| {
                assert_eq!(it["line"], line);
                json!([it.get("column"), it.get("pointer")])
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        malformed(&["preflight/every-verdict.ndjson"]),
        [json!([44, null]), json!([2, null])]
    );
    assert_eq!(
        malformed(&["preflight/csv/quoting.csv"]),
        [json!([null, "/active"]), json!([null, "/active"])]
    );
    assert_eq!(
        malformed(&["preflight/csv/tabs.csv", "--delimiter", "\t"]),
        [json!([null, null])]
    );
}

/// The pointers of all objects in a value.
fn maps(value: &Value) -> Vec<String> {
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(name, part)| (name.clone(), part))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(nth, part)| (nth.to_string(), part))
            .collect(),
        _ => Vec::new(),
    };
    let inner = parts.iter().flat_map(|(name, part)| {
        maps(part)
            .into_iter()
            .map(move |rest| format!("/{name}{rest}"))
    });
    value
        .is_object()
        .then(String::new)
        .into_iter()
        .chain(inner)
        .collect()
}
