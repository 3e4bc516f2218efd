//! Where findings stand: byte span, line and column.

use std::collections::HashSet;
use std::fs;

use salesive_schema::report::{CatalogueRule, JsonType, Location};
use salesive_schema::{Options, Reply, Report, Service};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::both::for_both_services;
use crate::fixtures;

for_both_services! {
    a_finding_stands_where_the_case_says
    a_span_is_the_value_or_name_that_the_finding_is_about
    a_text_that_was_not_judged_does_no_harm
}

/// As (rule, line, column, what the span holds).
type Row = (String, usize, usize, String);

fn rows<C: CatalogueRule>(report: &Report<C>, text: &str) -> Vec<Row> {
    let located = report.locate(text.as_bytes());
    let row = |(finding, location): (&salesive_schema::Finding<C>, Option<Location>)| {
        let Location {
            span, line, column, ..
        } = location.expect("a place");
        (
            finding.rule().id().to_owned(),
            line,
            column,
            text[span].to_owned(),
        )
    };
    located.map(row).collect()
}

fn a_finding_stands_where_the_case_says<S: Service>() {
    let folder = |side| format!("located/{}/{side}", S::NAME);
    for (name, path) in fixtures::cases(&folder("request")) {
        let text = fs::read_to_string(&path).unwrap();
        let checked = S::check(text.as_bytes(), &Options::new()).unwrap();
        let expected: Vec<Row> = fixtures::parse(&fixtures::sibling(&path, ".expected.json"));
        assert_eq!(rows(checked.report(), &text), expected, "{name}");
    }
    #[derive(Deserialize)]
    struct Document {
        http_status: u16,
        body: String,
    }
    for (name, path) in fixtures::cases(&folder("reply")) {
        let Document { http_status, body } = fixtures::parse(&path);
        let reply = Reply::<S>::decode(http_status, body.as_bytes());
        let expected: Vec<Row> = fixtures::parse(&fixtures::sibling(&path, ".expected.json"));
        assert_eq!(rows(reply.discrepancies(), &body), expected, "{name}");
    }
}

fn a_span_is_the_value_or_name_that_the_finding_is_about<S: Service>() {
    for case in fixtures::requests::<S>() {
        let checked = case.check::<S>();
        spans_are_right(
            checked.report(),
            str::from_utf8(&case.body).unwrap(),
            &case.name,
        );
    }
    for case in fixtures::replies::<S>() {
        let reply = case.decode::<S>();
        spans_are_right(reply.discrepancies(), &case.body, &case.name);
    }
}

fn spans_are_right<C: CatalogueRule>(report: &Report<C>, text: &str, name: &str) {
    let mut starts = Vec::new();
    let mut seen = HashSet::new();
    for (finding, location) in report.locate(text.as_bytes()) {
        let at = format!("{name}: {finding}");
        let location = location.expect(&at);
        let part = &text[location.span.clone()];
        let raw: &RawValue = serde_json::from_str(part).expect(&at);
        assert_eq!(raw.get(), part, "{at}: white space around it");
        if finding.rule().id().ends_with(".member.unknown") {
            assert!(part.starts_with('"'), "{at}");
            assert!(
                text[location.span.end..].trim_start().starts_with(':'),
                "{at}"
            );
        } else if finding
            .json_type()
            .is_none_or(|found| found != JsonType::Absent)
        {
            let all = values_at(
                text.trim_start_matches('\u{feff}').trim(),
                &finding.pointer().to_string(),
            );
            assert!(
                all.iter().any(|value| value.as_ptr() == part.as_ptr()),
                "{at}"
            );
            assert!(
                finding
                    .json_type()
                    .is_none_or(|found| found == type_of(part)),
                "{at}"
            );
        } else {
            assert_eq!(part, text.trim(), "{at}");
        }
        let before = &text[..location.span.start];
        assert_eq!(location.line, before.matches('\n').count() + 1, "{at}");
        let line = before.rsplit('\n').next().unwrap();
        assert_eq!(location.column, line.chars().count() + 1, "{at}");
        starts.push(location.span.start);
        assert!(
            seen.insert((finding.rule(), location.span)),
            "{at}: the same place twice"
        );
    }
    assert!(starts.is_sorted(), "{name}");
}

fn type_of(text: &str) -> JsonType {
    match text.as_bytes()[0] {
        b'{' => JsonType::Object,
        b'[' => JsonType::Array,
        b'"' => JsonType::String,
        b'n' => JsonType::Null,
        b't' | b'f' => JsonType::Boolean,
        _ => JsonType::Number,
    }
}

/// Every value that a pointer can mean, where names appear more than once.
fn values_at<'t>(text: &'t str, pointer: &str) -> Vec<&'t str> {
    let mut values = vec![text];
    for token in pointer.split('/').skip(1) {
        let children = |text: &&'t str| -> Vec<&'t str> {
            if let Ok(array) = serde_json::from_str::<Vec<&'t RawValue>>(text) {
                let element = token
                    .parse()
                    .ok()
                    .and_then(|index: usize| array.get(index).copied());
                return element.into_iter().map(RawValue::get).collect();
            }
            let members = crate::members::of(text).into_iter();
            let named = members.filter(|(name, _)| crate::members::read_name(name) == token);
            named.map(|(_, value)| value).collect()
        };
        values = values.iter().flat_map(children).collect();
    }
    values
}

fn a_text_that_was_not_judged_does_no_harm<S: Service>() {
    for case in fixtures::requests::<S>() {
        let checked = case.check::<S>();
        let mut all = checked.report().locate(b"");
        assert!(all.all(|(_, location)| location.is_none()), "{}", case.name);
        for end in 0..case.body.len() {
            assert_eq!(
                checked.report().locate(&case.body[..end]).count(),
                case.findings.len()
            );
        }
        for other in [&b"[[[],[]],[{}]]"[..], b"{\"a\":{\"b\":1}}", b"\xff", b"7"] {
            assert_eq!(checked.report().locate(other).count(), case.findings.len());
        }
    }
}
