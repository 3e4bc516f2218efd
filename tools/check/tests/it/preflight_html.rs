//! The page that draws a preflight.

use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::page::{Element, Page};
use crate::support::{check, check_input, command, preflight, scratch};

const UPDATES: &str = "preflight/updates.ndjson";
const CUSTOMERS: &str = "preflight/customers.ndjson";

fn number(element: &Element) -> Value {
    let value = element.attribute("value").unwrap();
    value.parse::<u64>().unwrap().into()
}

/// `updates.ndjson:3` as JSON has it.
fn place(text: &str) -> Value {
    let (source, line) = text.rsplit_once(':').unwrap();
    json!({"source": source, "line": line.parse::<u64>().unwrap()})
}

/// The summary, made of nothing but the numbers on the page.
fn summary(page: &Page) -> Value {
    let mut summary = json!({});
    let counts = "records accepted rejected malformed too_large blank_lines";
    for name in counts.split(' ') {
        summary[name] = number(&page.by_id(name).unwrap());
    }
    let complete = page.by_id("complete").unwrap().attribute("value");
    summary["complete"] = json!(complete.unwrap() == "true");
    if let Some(from) = page.by_id("unjudged-from") {
        summary["unjudged_from"] = place(&from.attribute("value").unwrap());
    }
    if let Some(failures) = page.by_id("failures") {
        let rows = failures.all().into_iter().filter(|it| it.name() == "tr");
        let texts = rows.map(|row| ["th", "td"].map(|cell| row.first(cell).unwrap().text()));
        let failures = texts.map(|[file, reason]| json!({"file": file, "reason": reason}));
        summary["failures"] = failures.collect();
    }
    let problem = |element: Element| {
        let id = element.attribute("data-problem")?;
        let one = |class: &str| element.values(class)[0].parse::<u64>().unwrap();
        let lines = page
            .by_id(&format!("problem-{id}"))
            .unwrap()
            .values("first");
        Some(json!({
            "problem": id,
            "kind": element.attribute("data-kind").unwrap(),
            "records": one("records"),
            "findings": one("findings"),
            "first": lines.iter().map(|line| place(line)).collect::<Vec<_>>(),
        }))
    };
    let problems = page.named("li").into_iter().filter_map(problem);
    summary["problems"] = problems.collect();
    sorted(summary)
}

/// The page begins with the most frequent problem, JSON with the first of the catalogue.
fn sorted(mut summary: Value) -> Value {
    let problems = summary["problems"].as_array_mut().unwrap();
    problems.sort_by_key(|it| it["problem"].as_str().unwrap().to_owned());
    summary
}

/// Runs a preflight both ways; says what JSON says, and gives the page, which holds the same.
pub(crate) fn both(args: &[&str], input: &[u8]) -> (Value, Page) {
    let run = |format: &str| check_input(&[args, &["--format", format]].concat(), input);
    let (html, json) = (run("html"), run("json"));
    assert_eq!(
        (html.status, html.stderr),
        (json.status, json.stderr.clone())
    );
    let page = Page::read(&html.stdout);
    let last = json.objects().pop().unwrap();
    let expected = sorted(last["summary"].clone());
    assert_eq!(summary(&page), expected, "{args:?}");
    (expected, page)
}

#[test]
fn the_page_holds_the_summary_that_json_gives() {
    for words in [
        "salesive preflight preflight/every-verdict.ndjson preflight/updates.ndjson",
        "salesive preflight preflight/updates.ndjson --known preflight/customers.ndjson",
        "salesive preflight preflight/every-verdict.ndjson --strict",
        "salesive preflight preflight/every-verdict.ndjson --max-record 30",
        "salesive preflight preflight/every-verdict.ndjson --max-errors 1 --max-customers 0",
        "salesive preflight preflight/csv/quoting.csv preflight/csv/byte-order-mark.csv",
        "salesive preflight preflight/csv/semicolons.csv --delimiter ;",
        "salesive preflight preflight/updates.ndjson preflight/csv/no-id.csv missing.ndjson",
        "salesive preflight salesive-request/suggestions.ndjson --snippets always",
        "microbase preflight microbase-request/mistakes.ndjson",
        "microbase preflight preflight/csv/microbase.csv",
        "microbase preflight -",
    ] {
        both(&words.split(' ').collect::<Vec<_>>(), b"");
    }
    let more_than_listed = vec![r#""id":"1","nickname":5"#; 200].join(",");
    let input = format!("{{{more_than_listed}}}\n\n").repeat(12);
    both(&["microbase", "preflight"], input.as_bytes());
}

fn record() -> impl Strategy<Value = String> {
    let member = prop::sample::select(vec![
        r#""id":"1""#,
        r#""id":"2""#,
        r#""id":"3""#,
        r#""id":4"#,
        r#""email":"ada@example.com""#,
        r#""email":"ADA@example.com""#,
        r#""email":"ada""#,
        r#""active":true"#,
        r#""active":"yes""#,
        r#""status":"ACTIVE""#,
        r#""tags":[1,"",2]"#,
        r#""emial":null"#,
        "}",
    ]);
    let members = prop::collection::vec(member, 0..4);
    members.prop_map(|members| match members.join(",") {
        none if none.is_empty() => none,
        members => format!("{{{members}}}"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_page_holds_the_summary_that_json_gives_of_any_file(
        records in prop::collection::vec(record(), 0..40),
        service in prop::sample::select(vec!["salesive", "microbase"]),
        is_table in any::<bool>(),
        strict in any::<bool>(),
    ) {
        let mut input = records.join("\n");
        let mut args = vec![service, "preflight", "-"];
        if is_table {
            input = format!("id,email\n{}", input.replace(['{', '}', ':'], "x"));
            args.extend(["--input-format", "csv"]);
        }
        if strict {
            args.push("--strict");
        }
        both(&args, input.as_bytes());
    }
}

#[test]
fn the_parts_of_the_strip_add_up_to_the_records() {
    let line = |nth: u32| match nth % 50 {
        0 => "nonsense\n".to_owned(),
        1 => "\n".to_owned(),
        _ => format!("{{\"id\":\"{nth}\",\"active\":true}}\n"),
    };
    let text: String = (0..5_000).map(line).collect();
    let file = scratch("strip.ndjson", text.as_bytes());
    let (summary, page) = both(&["salesive", "preflight", &file, UPDATES], b"");
    let rows = page.by_id("parts").unwrap().all();
    let rows: Vec<_> = rows.into_iter().filter(|it| it.name() == "tr").collect();
    assert_eq!(rows.len(), 100);
    let numbers = rows.iter().map(|row| {
        let data = row.all().into_iter().filter(|it| it.name() == "data");
        data.map(|it| number(&it).as_u64().unwrap())
            .collect::<Vec<_>>()
    });
    let sums = numbers.fold([0, 0], |[all, stopped], it| [all + it[0], stopped + it[1]]);
    let stopped = summary["records"].as_u64().unwrap() - summary["accepted"].as_u64().unwrap();
    assert_eq!(sums, [summary["records"].as_u64().unwrap(), stopped]);
    let drawn = page
        .named("title")
        .iter()
        .skip(1)
        .map(Element::text)
        .collect::<Vec<_>>();
    assert_eq!(drawn.len(), 100);
    let first = format!("{file}:1 to 49: 48 records, 1 cannot be sent");
    assert_eq!(
        drawn[0].replace('…', ""),
        first.replace(&file, &shortened(&file))
    );
}

/// A long name as the page has it, without the sign for what is left out.
fn shortened(name: &str) -> String {
    let length = name.chars().count();
    if length <= 64 {
        return name.to_owned();
    }
    let start = name.chars().take(21);
    start.chain(name.chars().skip(length - 42)).collect()
}

#[test]
fn conflicts_are_pairs_of_places() {
    let args = ["salesive", "preflight", UPDATES, "--known", CUSTOMERS];
    let (_, page) = both(&args, b"");
    let tables = page.named("table").into_iter();
    let pairs = tables.filter(|it| it.attribute("class").as_deref() == Some("pairs"));
    let rows = pairs
        .flat_map(|table| table.all())
        .filter(|it| it.name() == "tr");
    let rows: Vec<_> = rows
        .filter_map(|row| Some([row.first("th")?.text(), row.first("td")?.text()]))
        .collect();
    let json = preflight(&[UPDATES, "--known", CUSTOMERS, "--format", "json"]).objects();
    let mut expected = Vec::new();
    for record in &json {
        for kind in ["violations", "advisories"] {
            for problem in record[kind].as_array().into_iter().flatten() {
                let Some(other) = problem.get("other") else {
                    continue;
                };
                let other = if other["source"] == CUSTOMERS {
                    format!("{CUSTOMERS}:{} (known customer)", other["line"])
                } else {
                    format!("line {}", other["line"])
                };
                expected.push([format!("line {}", record["line"]), other]);
            }
        }
    }
    let sorted = |mut rows: Vec<_>| {
        rows.sort();
        rows
    };
    assert!(expected.len() > 3);
    assert_eq!(sorted(rows), sorted(expected));
}

#[test]
fn of_many_conflicts_the_first_are_listed_and_all_are_counted() {
    let line = "{\"id\":\"1\",\"active\":true}\n";
    let (_, page) = both(&["salesive", "preflight"], line.repeat(101).as_bytes());
    let captions: Vec<_> = page.named("caption").iter().map(Element::text).collect();
    assert!(
        captions.contains(&"The first 25 of 100 pairs".into()),
        "{captions:?}"
    );
}

/// The sample is what people open first, so it is kept beside the file that it is drawn of.
#[test]
fn the_sample_is_what_comes_out() {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/samples");
    let run = command()
        .current_dir(directory)
        .args([
            "salesive",
            "preflight",
            "salesive-updates.ndjson",
            "--format",
            "html",
        ])
        .output()
        .unwrap();
    let path = format!("{directory}/salesive-updates.html");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(&path, &run.stdout).unwrap();
    }
    let drawn = String::from_utf8(run.stdout).unwrap();
    assert!(
        fs::read_to_string(path).unwrap() == drawn,
        "INSTA_UPDATE=always draws it anew"
    );
}

#[test]
fn only_a_preflight_is_drawn() {
    for operation in ["request", "reply", "replay"] {
        let run = check(&["microbase", operation, "--format", "html"]);
        assert_eq!((run.status, &*run.stdout), (2, ""));
        assert!(
            run.stderr.contains("invalid value 'html'"),
            "{}",
            run.stderr
        );
    }
    let run = preflight(&["--format", "html", "--all", UPDATES]);
    assert_eq!((run.status, &*run.stdout), (2, ""));
    assert!(
        run.stderr.contains("--format json lists all"),
        "{}",
        run.stderr
    );
}
