//! What is said of a rule is true: the example breaks it, the other one does not, and the schema has
//! it where it is said to stand.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Run, check, check_input, scratch};

fn rules() -> Vec<Value> {
    check(&["rules", "--format", "json"]).objects()
}

fn id(rule: &Value) -> &str {
    rule["rule"].as_str().unwrap()
}

/// What stands indented below a line.
fn below(explained: &str, line: &str) -> Option<String> {
    let (_, rest) = explained.split_once(&format!("\n{line}\n\n"))?;
    let lines = rest.lines().map_while(|line| line.strip_prefix("  "));
    let text = lines.collect::<Vec<_>>().join("\n");
    Some(text.replace("<U+FEFF>", "\u{feff}"))
}

/// The ids of what is found in the text of an example.
fn found(rule: &str, example: &str) -> BTreeSet<String> {
    let service = rule.split('.').next().unwrap();
    let format = ["--format", "json"];
    let run = if let Some((status, body)) = example.split_once('\n')
        && let Some(status) = status.strip_prefix("HTTP status ")
    {
        let status: u16 = status.parse().unwrap();
        let document = serde_json::json!({"http_status": status, "body": body}).to_string();
        check_input(
            &[&[service, "reply"], &format[..]].concat(),
            document.as_bytes(),
        )
    } else {
        let whole = ["--input-format", "json"];
        check_input(
            &[&[service, "request"], &whole[..], &format].concat(),
            example.as_bytes(),
        )
    };
    rules_of(&run)
}

fn rules_of(run: &Run) -> BTreeSet<String> {
    let objects = run.objects();
    let lists = ["violations", "advisories", "discrepancies"];
    let lists = objects
        .iter()
        .flat_map(|object| lists.map(|list| &object[list]));
    let found = lists.filter_map(Value::as_array).flatten();
    found.map(|problem| id(problem).to_owned()).collect()
}

#[test]
fn an_example_breaks_its_rule_and_the_other_does_not() {
    let mut explained_with_bodies = 0;
    for rule in rules() {
        let rule = id(&rule);
        if rule.starts_with("preflight.") {
            continue;
        }
        let explained = check(&["explain", rule]).stdout;
        let breaks = below(&explained, "This breaks it:").unwrap_or_else(|| panic!("{rule}"));
        let keeps = below(&explained, "This does not:").unwrap();
        assert!(found(rule, &breaks).contains(rule), "{rule}: {breaks}");
        assert_eq!(found(rule, &keeps), BTreeSet::new(), "{rule}: {keeps}");
        explained_with_bodies += 1;
    }
    assert_eq!(explained_with_bodies, 54);
}

#[test]
fn so_do_the_examples_of_records() {
    let records = include_str!("../../src/explain/records.ndjson");
    let mut with_example = BTreeSet::new();
    for line in records.lines() {
        let example: Value = serde_json::from_str(line).unwrap();
        let text = |member: &str| example[member].as_str();
        let rule = id(&example);
        let known =
            text("known").map(|known| scratch(&format!("explain-{rule}.ndjson"), known.as_bytes()));
        let known = known.iter().flat_map(|known| ["--known", known]);
        let args = [
            "salesive",
            "preflight",
            "--format",
            "json",
            "--input-format",
        ];
        let args: Vec<_> = args
            .into_iter()
            .chain(text("format"))
            .chain(known)
            .collect();
        let breaks = check_input(&args, text("breaks").unwrap().as_bytes());
        assert!(
            rules_of(&breaks).contains(rule),
            "{rule}: {}",
            breaks.stderr
        );
        let keeps = check_input(&args, text("keeps").unwrap().as_bytes());
        assert_eq!(rules_of(&keeps), BTreeSet::new(), "{rule}");
        assert!(check(&["explain", rule]).stdout.contains("This breaks it:"));
        with_example.insert(rule.to_owned());
    }
    let rules = rules();
    let without: Vec<_> = rules
        .iter()
        .map(id)
        .filter(|rule| rule.starts_with("preflight.") && !with_example.contains(*rule))
        .collect();
    // It takes 102,400 bytes to break it.
    assert_eq!(without, ["preflight.body.too_large"]);
}

#[test]
fn the_schema_has_the_rule_where_it_is_said_to_stand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut places = 0;
    for rule in rules() {
        let rule = id(&rule);
        let explained = check(&["explain", rule]).stdout;
        let lines = explained
            .lines()
            .filter_map(|line| line.strip_prefix("schema: "));
        for place in lines.filter(|line| !line.starts_with("none; ")) {
            let (file, place) = place.split_once('#').unwrap();
            let (pointer, keyword) = place.split_once(", keyword ").unwrap();
            let schema: Value =
                serde_json::from_slice(&fs::read(root.join(file)).unwrap()).unwrap();
            let decided = &schema.pointer(pointer).unwrap()["x-rule"][keyword];
            assert_eq!(decided, rule, "{place}");
            places += 1;
        }
    }
    assert!(places > 30, "{places}");
}

#[test]
fn all_rules_are_listed_in_text_and_in_json() {
    let frozen = [
        "../../tests/fixtures/rules.txt",
        "../../tests/fixtures/preflight/rules.txt",
    ];
    let frozen = frozen
        .map(|file| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap());
    let frozen: Vec<_> = frozen.iter().flat_map(|rules| rules.lines()).collect();
    let (rules, text) = (rules(), check(&["rules"]).stdout);
    assert_eq!(rules.len(), frozen.len());
    for (rule, frozen) in rules.iter().zip(frozen) {
        let (id, kind) = (id(rule), rule["kind"].as_str().unwrap());
        assert!(frozen.starts_with(&format!("{id} {kind} ")), "{frozen}");
        let sentence = rule["sentence"].as_str().unwrap();
        assert!(text.contains(&format!("{id} ({kind})\n  {sentence}\n")));
        assert!(rule["source"].is_string());
    }
}

#[test]
fn what_is_no_rule_is_told_with_what_is_like_it() {
    for (given, meant) in [
        (
            "email.format",
            "`salesive.update.email.format` or `microbase.update.email.format`",
        ),
        ("salesive.update.fone.type", "`salesive.update.phone.type`"),
        ("preflight.id.requird", "`preflight.id.required`"),
        ("PREFLIGHT.EMAIL.TAKEN", "`preflight.email.taken`"),
    ] {
        let run = check(&["explain", given]);
        assert_eq!((run.status, &*run.stdout), (2, ""));
        assert_eq!(
            run.stderr,
            format!(
                "salesive-check: {given}: is no rule; did you mean {meant}? `salesive-check rules` lists all\n"
            )
        );
    }
}

#[test]
fn what_reports_call_like_a_rule_is_told_to_be_none() {
    for (given, told) in [
        ("malformed", "cannot be read"),
        ("too_large", "--max-record"),
    ] {
        let run = check(&["explain", given]);
        assert!(
            run.stderr.contains("is no rule; ") && run.stderr.contains(told),
            "{}",
            run.stderr
        );
    }
}
