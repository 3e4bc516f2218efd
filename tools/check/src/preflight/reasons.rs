mod column;

use std::path::PathBuf;

use salesive_schema::Service;
use salesive_schema::preflight::{Cause, Other};
use salesive_schema::report::{CatalogueRule, Kind};
use serde::Serialize;

use super::json::RecordObject;
use super::output::PlacedRecord;
use crate::args::PreflightArgs;
use crate::form::Form;
use crate::input::Input;
use crate::text::help;
pub(super) use column::Column;

/// The file beside the rejected records that says why they are rejected, if they have no columns.
pub(super) fn beside(asked: &PreflightArgs, inputs: &[Input]) -> Option<PathBuf> {
    let rejected = asked.rejected.as_ref().filter(|_| asked.reasons)?;
    if inputs.iter().any(|input| input.form() == Form::Table) {
        return None;
    }
    let mut path = rejected.clone().into_os_string();
    path.push(".reasons.ndjson");
    Some(path.into())
}

/// What is said of a record that is no row.
#[derive(Serialize)]
pub(super) struct ReasonsObject<'r> {
    /// Where the record stands in the file of the rejected ones, from 1.
    pub(super) rejected_line: u64,
    /// What the JSON of the report says of the record.
    #[serde(flatten)]
    pub(super) object: RecordObject<'r>,
}

/// What is said of a record that is a row: `rule: sentence; rule: sentence`, the worst first.
pub(super) fn cell<S: Service>(row: &PlacedRecord<'_, S>) -> String {
    let mut causes: Vec<_> = row.causes().into_iter().collect();
    causes.sort_by_key(|cause| cause.kind() != Kind::Violation);
    let reasons = causes.into_iter().map(|cause| reason(row, cause));
    let reasons: Vec<_> = reasons.collect();
    format!("{}.", reasons.join("; "))
}

fn reason<S: Service>(row: &PlacedRecord<'_, S>, cause: Cause<S::Rule>) -> String {
    let judged = row.judged;
    let sentence = match (cause, judged.malformed()) {
        (Cause::Malformed, Some(malformed)) => malformed.sentence(),
        _ => cause.sentence(),
    };
    let mut reason = format!("{}: {}", cause.id(), sentence.trim_end_matches('.'));
    let mut findings = judged.report().into_iter().flat_map(|it| it.findings());
    let found = findings.find(|finding| finding.rule().id() == cause.id());
    if let Some(suggestion) = found.and_then(|finding| finding.suggestion()) {
        reason.push_str(&format!(" ({})", help(suggestion)));
    }
    let mut problems = judged.problems().iter();
    let problem = problems.find(|problem| problem.rule().id() == cause.id());
    match problem.and_then(|problem| problem.other()) {
        Some(Other::Record { line }) => reason.push_str(&format!(" (see line {line})")),
        Some(Other::Known { line }) => {
            reason.push_str(&format!(" (see line {line} of the known customers)"));
        }
        _ => {}
    }
    reason
}

/// Whether a cell begins as a reason does.
fn is_reason<S: Service>(cell: &str) -> bool {
    let unread = [Cause::Malformed, Cause::TooLarge];
    let update = S::Rule::ALL.iter().map(|rule| Cause::Update(*rule));
    let file = salesive_schema::preflight::Rule::ALL
        .iter()
        .map(|rule| Cause::File(*rule));
    let mut causes = unread.into_iter().chain(update).chain(file);
    causes.any(|cause: Cause<S::Rule>| {
        let rest = cell.strip_prefix(cause.id());
        rest.is_some_and(|rest| rest.starts_with(": "))
    })
}
