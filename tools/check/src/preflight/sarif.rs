use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use salesive_schema::Service;
use salesive_schema::preflight::{Cause, Rule, Verdict};
use salesive_schema::report::{CatalogueRule, Kind};
use salesive_terminal::{printable, to_json, write_json};
use serde::Serialize;
use serde_json::{Value, json};

use super::json::summary_object;
use super::output::{End, PlacedRecord, PreflightOutput, level};
use crate::findings::LocatedFinding;
use crate::input::BadFile;
use crate::totals::count;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One SARIF 2.1.0 log with a result for each problem, written as the problems come.
pub(crate) struct SarifReport<W> {
    out: W,
    results: u64,
    /// The problems that are not among the results.
    omitted: usize,
}

impl<W: Write> SarifReport<W> {
    /// Writes what stands before the results: the rules.
    pub(crate) fn new<S: Service>(mut out: W) -> io::Result<Self> {
        let rules = [Cause::Malformed, Cause::TooLarge]
            .into_iter()
            .chain(S::Rule::ALL.iter().map(|rule| Cause::Update(*rule)))
            .chain(Rule::ALL.iter().map(|rule| Cause::File(*rule)))
            .filter(|cause: &Cause<S::Rule>| cause.kind() != Kind::Discrepancy);
        let rules: Vec<_> = rules.map(rule).collect();
        let driver = json!({
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        });
        write!(
            out,
            r#"{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{{"tool":{{"driver":{driver}}},"columnKind":"unicodeCodePoints","results":["#
        )?;
        Ok(Self {
            out,
            results: 0,
            omitted: 0,
        })
    }

    fn result(&mut self, result: &impl Serialize) -> io::Result<()> {
        let comma: &[u8] = if self.results > 0 { b",\n" } else { b"\n" };
        self.results += 1;
        self.out.write_all(comma)?;
        write_json(&mut self.out, result)
    }
}

impl<S: Service, W: Write> PreflightOutput<S> for SarifReport<W> {
    fn record(&mut self, row: &PlacedRecord<'_, S>) -> io::Result<()> {
        let judged = &row.record.judged;
        let place = row.place();
        let (file, line) = (place.file, place.line);
        if judged.verdict() == Verdict::TooLarge {
            let cause = Cause::<S::Rule>::TooLarge;
            let at = location(file, line, None, None);
            self.result(&result(
                cause.id(),
                Kind::Violation,
                cause.sentence(),
                &at,
                None,
            ))?;
        }
        if let Some(malformed) = row.malformed() {
            let at = location(file, line, malformed.column, malformed.pointer.as_deref());
            let id = Cause::<S::Rule>::Malformed.id();
            self.result(&result(id, Kind::Violation, malformed.sentence, &at, None))?;
        }
        let findings = row.findings();
        self.omitted += findings.omitted;
        for (nth, problem) in findings.listed.iter().enumerate() {
            let at = location(file, line, problem.column, Some(&problem.pointer));
            let other = problem.other.as_ref();
            let other = other.map(|other| location(&other.source, other.line, None, None));
            let message = message(problem, file);
            let mut result = result(problem.rule, problem.kind, &message, &at, other);
            if findings.omitted > 0
                && nth + 1 == findings.listed.len()
                && let Some(result) = result.as_object_mut()
            {
                let omitted = json!({"omitted": findings.omitted});
                result.insert("properties".to_owned(), omitted);
            }
            self.result(&result)?;
        }
        Ok(())
    }

    fn finish(&mut self, end: &End<'_, S>) -> io::Result<()> {
        let mut notes = Vec::new();
        if end.stopped {
            notes.push("Stopped before the end, as --max-errors says.".to_owned());
        }
        if self.omitted > 0 {
            let problems = count(self.omitted as u64, "problem is", "problems are");
            notes.push(format!(
                "{problems} not among the results, because a record has more than are listed; the \
                 last result of each such record has the number in its property `omitted`."
            ));
        }
        if end.summary.unjudged_from().is_some() {
            let note = "The index is full, so not all records were judged across records.";
            notes.push(note.to_owned());
        }
        let notes: Vec<_> = notes
            .into_iter()
            .map(|text| json!({"level": "warning", "message": {"text": text}}))
            .chain(end.failures.iter().map(notification))
            .collect();
        let invocation = json!({
            "executionSuccessful": end.failures.is_empty(),
            "toolExecutionNotifications": notes,
        });
        let properties = to_json(&json!({"summary": summary_object(end)}))?;
        let invocation = to_json(&invocation)?;
        writeln!(
            self.out,
            "\n],\"invocations\":[{invocation}],\"properties\":{properties}}}]}}"
        )?;
        self.out.flush()
    }
}

fn notification(bad: &BadFile) -> Value {
    let reason = format!(
        "The file is incomplete: {}.",
        bad.reason.trim_end_matches('.')
    );
    let artifact = json!({"artifactLocation": {"uri": uri(&bad.name)}});
    json!({
        "level": "error",
        "message": {"text": reason},
        "locations": [{"physicalLocation": artifact}],
    })
}

fn rule<R: CatalogueRule>(cause: Cause<R>) -> Value {
    let mut rule = json!({
        "id": cause.id(),
        "shortDescription": {"text": cause.sentence()},
        "defaultConfiguration": {"level": level(cause.kind())},
    });
    let source = match cause {
        Cause::Update(rule) => Some(rule.source()),
        Cause::File(rule) => Some(rule.source()),
        Cause::Malformed | Cause::TooLarge => None,
    };
    if let Some((source, rule)) = source.zip(rule.as_object_mut()) {
        let source = json!({"text": format!("{source}.")});
        rule.insert("help".to_owned(), source);
    }
    rule
}

fn result(rule: &str, kind: Kind, message: &str, at: &Value, other: Option<Value>) -> Value {
    let related: Vec<_> = other.into_iter().collect();
    json!({
        "ruleId": rule,
        "level": level(kind),
        "message": {"text": message},
        "locations": [at],
        "relatedLocations": related,
    })
}

/// For a problem in this file.
fn message(problem: &LocatedFinding, file: &str) -> String {
    let mut message = problem.sentence.to_owned();
    if let Some(found) = problem.found {
        message += &format!(" Found: {found}.");
    }
    if let Some(suggestion) = problem.suggestion {
        message += &format!(" Suggestion: {suggestion}.");
    }
    if let Some(other) = &problem.other {
        message += &match &*other.source {
            _ if other.is_known => format!(" See line {} of the known customers.", other.line),
            source if source == file => format!(" See line {}.", other.line),
            source => format!(" See line {} of {}.", other.line, printable(source)),
        };
    }
    message
}

fn location(file: &str, line: u64, column: Option<usize>, pointer: Option<&str>) -> Value {
    let region = match column {
        Some(column) => json!({"startLine": line, "startColumn": column}),
        None => json!({"startLine": line}),
    };
    let mut location = json!({
        "physicalLocation": {"artifactLocation": {"uri": uri(file)}, "region": region},
    });
    if let Some((pointer, location)) = pointer.zip(location.as_object_mut()) {
        let logical = json!([{"fullyQualifiedName": pointer, "kind": "member"}]);
        location.insert("logicalLocations".to_owned(), logical);
    }
    location
}

/// What a path of a URI does not hold as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// A path as a URI reference.
fn uri(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    format!("{scheme}{}", utf8_percent_encode(path, ENCODED))
}
