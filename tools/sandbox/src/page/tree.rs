//! A JSON text line by line: its values, or what they are.

use std::borrow::Cow;
use std::collections::BTreeSet;

use maud::{Markup, html};
use salesive_terminal::printable;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::members::Members;

/// What lies deeper is not taken apart.
const DEPTH_MAX: usize = 16;

/// The most lines that are shown.
const LINES_MAX: usize = 1000;

/// The names of members that a document lists; all others are values.
pub(crate) struct Names(BTreeSet<String>);

impl Names {
    /// Those of a JSON Schema.
    pub(crate) fn of(schema: &str) -> Self {
        fn collect(schema: &Value, names: &mut BTreeSet<String>) {
            match schema {
                Value::Object(members) => {
                    if let Some(Value::Object(properties)) = members.get("properties") {
                        names.extend(properties.keys().cloned());
                    }
                    members.values().for_each(|value| collect(value, names));
                }
                Value::Array(elements) => elements.iter().for_each(|it| collect(it, names)),
                _ => {}
            }
        }
        let mut names = BTreeSet::new();
        collect(
            &serde_json::from_str(schema).unwrap_or_default(),
            &mut names,
        );
        Self(names)
    }
}

pub(crate) fn tree(text: &str, names: &Names, values: bool) -> Markup {
    let Ok(root) = serde_json::from_str::<&RawValue>(text) else {
        return html! {
            @if values {
                pre.wrap { code dir="ltr" { @for line in text.lines() { (printable(line)) "\n" } } }
            } @else {
                p.quiet { "A body of " (text.len()) " bytes that is not JSON." }
            }
        };
    };
    let mut lines = Lines {
        names,
        values,
        lines: Vec::new(),
    };
    lines.value(root.get(), 0, String::new(), "");
    html! {
        pre.wrap {
            code dir="ltr" {
                @for line in &lines.lines { (line) "\n" }
                @if lines.is_full() { "…\n" }
            }
        }
    }
}

struct Lines<'n> {
    names: &'n Names,
    values: bool,
    lines: Vec<String>,
}

impl Lines<'_> {
    fn is_full(&self) -> bool {
        self.lines.len() >= LINES_MAX
    }

    /// `before` stands in the line before the value, and `after` behind it.
    fn value(&mut self, raw: &str, depth: usize, before: String, after: &str) {
        if self.is_full() {
            return;
        }
        let indent = "  ".repeat(depth);
        let is_deep = depth == DEPTH_MAX;
        if raw.starts_with('{')
            && !is_deep
            && let Ok(Members(members)) = serde_json::from_str(raw)
            && !members.is_empty()
        {
            self.lines.push(format!("{before}{{"));
            let last = members.len() - 1;
            for (nth, (name, value)) in members.into_iter().enumerate() {
                let before = format!("{indent}  {}: ", self.name(name));
                self.value(value.get(), depth + 1, before, comma(nth < last));
            }
            self.lines.push(format!("{indent}}}{after}"));
        } else if raw.starts_with('[')
            && !is_deep
            && let Ok(elements) = serde_json::from_str::<Vec<&RawValue>>(raw)
            && !elements.is_empty()
        {
            self.lines.push(format!("{before}["));
            let last = elements.len() - 1;
            for (nth, value) in elements.into_iter().enumerate() {
                self.value(
                    value.get(),
                    depth + 1,
                    format!("{indent}  "),
                    comma(nth < last),
                );
            }
            self.lines.push(format!("{indent}]{after}"));
        } else {
            self.lines
                .push(format!("{before}{}{after}", self.scalar(raw)));
        }
    }

    fn name(&self, raw: &RawValue) -> String {
        let name: Cow<'_, str> = serde_json::from_str(raw.get()).unwrap_or_default();
        if self.values || self.names.0.contains(&*name) {
            printable(raw.get())
        } else {
            "‹a member that is not listed›".to_owned()
        }
    }

    fn scalar(&self, raw: &str) -> String {
        if self.values || raw == "null" || raw == "{}" || raw == "[]" {
            return printable(raw);
        }
        match raw.as_bytes().first() {
            Some(b'"') => {
                let length = serde_json::from_str::<Cow<'_, str>>(raw).map(|it| it.chars().count());
                match length {
                    Ok(0) => "\"\"".to_owned(),
                    Ok(1) => "‹string, 1 character›".to_owned(),
                    Ok(length) => format!("‹string, {length} characters›"),
                    Err(_) => "‹string›".to_owned(),
                }
            }
            Some(b't' | b'f') => "‹boolean›".to_owned(),
            Some(b'{') => "‹object›".to_owned(),
            Some(b'[') => "‹array›".to_owned(),
            _ => "‹number›".to_owned(),
        }
    }
}

const fn comma(is_needed: bool) -> &'static str {
    if is_needed { "," } else { "" }
}
