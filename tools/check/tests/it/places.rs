use std::fs;

use serde_json::Value;

use crate::support::{KINDS, check, fixtures, fixtures_of};

/// What stands in `text` from `place` on; columns count Unicode scalar values.
fn at<'t>(text: &'t str, place: &Value) -> &'t str {
    let number = |member: &str| usize::try_from(place[member].as_u64().unwrap()).unwrap();
    let line_start: usize = text
        .split_inclusive('\n')
        .take(number("line") - 1)
        .map(str::len)
        .sum();
    let line = &text[line_start..];
    let (column, _) = line.char_indices().nth(number("column") - 1).unwrap();
    &line[column..]
}

/// The JSON value that `text` begins with.
fn value(text: &str) -> Value {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    values.next().unwrap().unwrap()
}

/// What the problem points to is what stands at its line and column.
fn assert_place(problem: &Value, text: &str, document: &Value) {
    let pointer = problem["pointer"].as_str().unwrap();
    let there = value(at(text, problem));
    if problem["found"] == "absent" {
        let holder = pointer.rsplit_once('/').map_or("", |(holder, _)| holder);
        assert_eq!(Some(&there), document.pointer(holder), "{problem}");
    } else if problem["rule"]
        .as_str()
        .unwrap()
        .ends_with(".member.unknown")
    {
        let name = there.as_str().unwrap();
        let holder = document.pointer(pointer).unwrap();
        assert!(holder.get(name).is_some(), "{problem}");
    } else {
        assert_eq!(Some(&there), document.pointer(pointer), "{problem}");
    }
}

fn list<'v>(object: &'v Value, member: &str) -> impl Iterator<Item = &'v Value> {
    object[member].as_array().into_iter().flatten()
}

/// The text that the places of `object` count in, and the JSON value that was judged.
fn judged(message: &str, file: &str, object: &Value) -> (String, Value) {
    let start = serde_json::json!({"line": object["line"], "column": 1});
    let document = value(at(file, &start));
    if message == "request" {
        return (file.to_owned(), document);
    }
    let body = match &document["body"] {
        Value::String(body) => body.clone(),
        // As it stands in the file, which is not as serde_json would write it.
        _ => at(file, &start)
            .split_once("\"body\": ")
            .unwrap()
            .1
            .to_owned(),
    };
    let value = value(&body);
    (body, value)
}

#[test]
fn the_pointer_and_the_line_and_column_name_the_same_value() {
    let mut problems = 0;
    for [service, message] in KINDS {
        for file in fixtures_of([service, message]) {
            let bytes = fs::read(fixtures().join(&file)).unwrap();
            let text = String::from_utf8_lossy(&bytes);
            for object in check(&[service, message, "--format", "json", &file]).objects() {
                let lists = ["violations", "advisories", "discrepancies"];
                for problem in lists.iter().flat_map(|name| list(&object, name)) {
                    let (text, value) = judged(message, &text, &object);
                    assert_place(problem, &text, &value);
                    problems += 1;
                }
            }
        }
    }
    assert!(problems >= 30, "{problems}");
}

/// Written by hand, to hold the law above against.
#[test]
fn lines_count_from_1_and_columns_in_unicode_scalar_values() {
    let places = |file: &str| -> Vec<_> {
        check(&["salesive", "request", "--format", "json", file])
            .objects()
            .iter()
            .flat_map(|object| list(object, "violations").chain(list(object, "advisories")))
            .map(|problem| {
                let place = (
                    problem["line"].as_u64().unwrap(),
                    problem["column"].as_u64().unwrap(),
                );
                (place, problem["pointer"].as_str().unwrap().to_owned())
            })
            .map(|((line, column), pointer)| format!("{line}:{column} {pointer}"))
            .collect()
    };
    assert_eq!(
        places("salesive-request/multi-line.json"),
        ["4:5 /phone", "5:10 /user", "8:13 /active", "8:19 "]
    );
    assert_eq!(
        places("salesive-request/multibyte.ndjson"),
        [
            "1:27 /active",
            "2:28 /phone",
            "3:27 /email",
            "4:2 ",
            "4:22 /phone"
        ]
    );
}
