//! What is said in the rejected part of a file about why its records are there.

use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{preflight, scratch};

const UPDATES: &str = "preflight/updates.ndjson";
const EVERY_VERDICT: &str = "preflight/every-verdict.ndjson";

/// The rejected part of a file, and how many records are in it.
fn rejected(file: &str, options: &[&str]) -> (String, usize) {
    let output = format!("{file}.rejected");
    let run = preflight(&[&[file, "--format", "json", "--rejected", &output], options].concat());
    assert!(run.status < 2, "{}", run.stderr);
    let records = run.objects();
    let records = records
        .iter()
        .filter(|it| it.get("verdict").is_some_and(|it| it != "accepted"));
    (fs::read_to_string(output).unwrap(), records.count())
}

/// Takes every cell of reasons out of the rows; says how many there were.
fn without_reasons(text: &str, delimiter: char) -> (String, usize) {
    let mut rest = text.to_owned();
    let mut kept = String::new();
    let mut cells = 0;
    let begin = format!("{delimiter}\"");
    while let Some(at) = rest.find(&begin) {
        let (before, cell) = rest.split_at(at);
        let inside = &cell[begin.len()..];
        let ids = [
            "malformed: ",
            "too_large: ",
            "salesive.update.",
            "preflight.",
        ];
        let end = inside
            .find('"')
            .filter(|_| ids.iter().any(|id| inside.starts_with(id)));
        kept.push_str(before);
        rest = match end {
            Some(end) => {
                cells += 1;
                let after = &inside[end + 1..];
                assert!(
                    after.is_empty() || after.starts_with(['\n', '\r']),
                    "{text}"
                );
                after.to_owned()
            }
            None => {
                kept.push_str(&begin);
                inside.to_owned()
            }
        };
    }
    let kept = kept + &rest;
    (kept.replacen(&format!("{delimiter}reasons"), "", 1), cells)
}

/// What a preflight says of each record by itself, but for the words of what cannot be read.
fn judged(text: &str, name: &str, options: &[&str]) -> Vec<Value> {
    let file = scratch(name, text.as_bytes());
    let run = preflight(&[&[&file, "--format", "json"], options].concat());
    let mut objects = run.objects();
    objects.pop();
    let rules = |object: &Value, kind: &str| {
        let problems = object[kind].as_array().unwrap().iter();
        problems
            .map(|it| json!([it["rule"], it["pointer"]]))
            .collect::<Vec<_>>()
    };
    let object = |it: &Value| {
        let pointer = it["malformed"].get("pointer");
        json!([
            it["verdict"],
            rules(it, "violations"),
            rules(it, "advisories"),
            pointer
        ])
    };
    objects.iter().map(object).collect()
}

/// The same text with any reason why a row cannot be read.
fn with_any_words(text: &str) -> String {
    let mut parts = text.split("\"malformed: ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (_, after) = part.split_once('"').unwrap();
        text + "\"malformed\"" + after
    })
}

fn row() -> impl Strategy<Value = (String, &'static str)> {
    let cell = prop::sample::select(vec![
        "",
        "x",
        "yes",
        "true",
        "ben.example.com",
        "NULL",
        "\"a;b\"",
        "\"a\nb\"",
        "\"a \"\"b\"\"\"",
        "\"a\"b",
        "a\"b",
        "a\rb",
        "\u{feff}",
        "reasons",
        "malformed: x",
    ]);
    let end = prop::sample::select(vec!["\n", "\r\n"]);
    (prop::collection::vec(cell, 0..6), end).prop_map(|(cells, end)| (cells.join(";"), end))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn reasons_are_all_that_is_added_and_the_rows_can_be_judged_again(
        rows in prop::collection::vec(row(), 0..12),
        start in prop::sample::select(vec!["", "\u{feff}", "sep=;\n", "\u{feff}sep=;\r\n"]),
        end in prop::sample::select(vec!["", "\n", "\r\n"]),
        open in any::<bool>(),
        max in prop::sample::select(vec!["1000", "150"]),
    ) {
        let mut text = format!("{start}id;name;active;email{end}", end = if end.is_empty() { "\n" } else { end });
        for (nth, (row, row_end)) in rows.iter().enumerate() {
            let id = if row.is_empty() || row.starts_with('\u{feff}') { String::new() } else { format!("{nth};") };
            text.push_str(&format!("{id}{row}{row_end}"));
        }
        // Rows of delimiters at the end of a file are none, which reasons below them would change.
        text.push_str(&format!("last;{};x;x{end}", "x".repeat(200)));
        if open {
            text.push_str(&format!("{}open;\"x\ny{end}", if end.is_empty() { "\n" } else { "" }));
        }
        let file = scratch("reasons.csv", text.as_bytes());
        let read = ["--delimiter", ";", "--max-record", max];
        let (plain, records) = rejected(&file, &read);
        let (told, _) = rejected(&file, &[&read[..], &["--reasons"]].concat());
        prop_assert_eq!(without_reasons(&told, ';'), (plain.clone(), records));

        // What is longer with its reasons may be too long.
        let read = ["--delimiter", ";"];
        let judged = |text, name| judged(text, name, &read);
        prop_assert_eq!(judged(&told, "told.csv"), judged(&plain, "plain.csv"));

        let again = |text: &str| {
            let file = scratch("reasons-again.csv", text.as_bytes());
            rejected(&file, &[&read[..], &["--reasons"]].concat()).0
        };
        let told = again(&text);
        let twice = again(&told);
        prop_assert_eq!(with_any_words(&twice), with_any_words(&told));
        prop_assert_eq!(again(&twice), twice);
    }
}

#[test]
fn the_reasons_of_a_row_name_the_rules_the_worst_first() {
    let table = "id,name,email,active,phone\n\
        1,Ada,ada@example.com,true,\n\
        2,Eve,ada@example.com,true,NA\n\
        3,Jane,jane@example.com,yes,\n\
        4,Jane\n\
        5,Jane,jane.example.com.,,NA\n";
    let file = scratch("why.csv", table.as_bytes());
    let (told, _) = rejected(&file, &["--reasons", "--max-record", "40"]);
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("preflight.reasons.csv", told);
    });
}

/// As a spreadsheet leaves it that sorted by the reasons and wrote no quotes.
#[test]
fn the_last_column_of_reasons_is_replaced() {
    let table = "id,name,active,reasons\r\n1,Ada,true,old\r\n2,\"Obi, Ada\",1,\r\n3,Jane,,old\r\n4,malformed: old\r\n";
    let file = scratch("replaced.csv", table.as_bytes());
    let (told, _) = rejected(&file, &["--reasons"]);
    let rows: Vec<_> = told.lines().collect();
    assert_eq!(rows[0], "id,name,active,reasons");
    assert!(
        rows[1].starts_with("2,\"Obi, Ada\",1,\"malformed: Column active"),
        "{told}"
    );
    assert!(
        rows[2].starts_with("4,\"malformed: The row has 2 cells"),
        "{told}"
    );
    assert_eq!(
        (
            rows.len(),
            told.matches("\r\n").count(),
            told.contains("old")
        ),
        (3, 3, false)
    );
}

#[test]
fn another_column_of_that_name_is_nobodys_to_replace() {
    let input = scratch(
        "two-reasons.csv",
        b"id,reasons,active,reasons\n1,mine,1,old\n",
    );
    let part = scratch("two-reasons.rejected.csv", b"before");
    let run = preflight(&[&input, "--rejected", &part, "--reasons"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr
            .contains("a column `reasons` that is not its last"),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read_to_string(part).unwrap(), "before");
}

#[test]
fn a_column_of_reasons_is_passed_over_and_no_other_is() {
    let table = |name: &str| format!("id,active,{name}\n1,true,\"malformed: anything\"\n");
    let file = scratch("passed-over.csv", table("reasons").as_bytes());
    assert_eq!(preflight(&[&file]).status, 0);
    let file = scratch("not-passed-over.csv", table("reason").as_bytes());
    let run = preflight(&[&file]);
    assert!(
        run.stderr.contains("column 3 is called none of"),
        "{}",
        run.stderr
    );
    let file = scratch("slip.csv", b"id,emial,reasons\n1,x,\n");
    assert!(preflight(&[&file]).stderr.contains("did you mean email?"));
}

#[test]
fn the_reasons_of_lines_are_the_objects_of_json_with_the_line_in_the_rejected_file() {
    let open = scratch("reasons-open.ndjson", b"\n{\"id\":1}");
    let long = scratch(
        "reasons-long.ndjson",
        format!("{{\"id\":\"{}\"}}\n", "x".repeat(200)).as_bytes(),
    );
    let files = [EVERY_VERDICT, &open, &long, UPDATES, "--max-record", "150"];
    let output = scratch("reasons-of-lines", b"");
    let beside = scratch("reasons-of-lines.reasons.ndjson", b"what was there");
    let args = ["--format", "json", "--rejected", &output, "--reasons"];
    let run = preflight(&[&files[..], &args].concat());
    assert_eq!((run.status, &*run.stderr), (1, ""));
    let mut expected = run.objects();
    expected.retain(|it| it.get("verdict").is_some_and(|it| it != "accepted"));
    for (line, object) in (1..).zip(&mut expected) {
        object["rejected_line"] = json!(line);
    }
    let told = fs::read_to_string(beside).unwrap();
    let told: Vec<Value> = told
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(told, expected);
    let lines = fs::read_to_string(&output).unwrap();
    assert_eq!(lines.lines().count(), told.len());
    assert!(told.iter().any(|it| it["verdict"] == "too_large"));
    for (line, object) in lines.lines().zip(&told) {
        let source =
            fs::read_to_string(crate::support::fixtures().join(object["source"].as_str().unwrap()));
        let number = object["line"].as_u64().unwrap() as usize - 1;
        assert_eq!(source.unwrap().lines().nth(number).unwrap(), line);
    }
    let (plain, _) = rejected(&open, &[]);
    assert_eq!(rejected(&open, &["--reasons"]).0, plain);
}

#[test]
fn reasons_hold_no_value_of_a_record() {
    let records =
        "{\"id\":\"CANARY\",\"email\":\"CANARY\",\"CANARY\":1,\"active\":\"CANARY\"}\nCANARY\n";
    let file = scratch("reasons-canary.ndjson", records.as_bytes());
    rejected(&file, &["--reasons"]);
    let told = fs::read_to_string(format!("{file}.rejected.reasons.ndjson")).unwrap();
    assert!(
        told.lines().count() == 2 && !told.contains("CANARY"),
        "{told}"
    );
    let rows = "id,email,active\nCANARY,CANARY,\nCANARY,,CANARY\nCANARY\n,\"CANARY\"CANARY,\n";
    let file = scratch("reasons-canary.csv", rows.as_bytes());
    let (plain, _) = rejected(&file, &[]);
    let (told, cells) = rejected(&file, &["--reasons"]);
    assert_eq!(cells, 4);
    assert_eq!(
        told.matches("CANARY").count(),
        plain.matches("CANARY").count()
    );
}
