use std::borrow::Cow;

use serde::Deserialize;

/// What breaks a rule, and what does not, as text for people.
pub(super) struct Example {
    pub(super) breaks: String,
    pub(super) keeps: String,
}

/// Bodies of requests and replies with what must be found in them.
const VECTORS: [&str; 4] = [
    include_str!("../../../../tests/vectors/salesive-request.ndjson"),
    include_str!("../../../../tests/vectors/salesive-reply.ndjson"),
    include_str!("../../../../tests/vectors/microbase-request.ndjson"),
    include_str!("../../../../tests/vectors/microbase-reply.ndjson"),
];

/// How a byte order mark is shown.
const MARK: &str = "<U+FEFF>";

/// Files of records, because rules of preflights take more than a body.
const RECORDS: &str = include_str!("records.ndjson");

#[derive(Deserialize)]
struct Case<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    text: Option<String>,
    /// Pairs of JSON Pointer and rule.
    #[serde(alias = "discrepancies")]
    findings: Vec<(String, String)>,
    http_status: Option<u16>,
    /// The verdict of a request, or the outcome of a reply.
    #[serde(borrow, alias = "outcome")]
    verdict: Cow<'a, str>,
}

#[derive(Deserialize)]
struct RecordsOfRule {
    rule: String,
    known: Option<String>,
    breaks: String,
    keeps: String,
}

impl Example {
    pub(super) fn of(rule: &str) -> Option<Self> {
        let records = records().find(|records| records.rule == rule);
        match records {
            Some(records) => Some(Self {
                breaks: records.shown(&records.breaks),
                keeps: records.shown(&records.keeps),
            }),
            None => VECTORS
                .iter()
                .find_map(|vectors| Self::of_bodies(rule, vectors)),
        }
    }

    fn of_bodies(rule: &str, vectors: &'static str) -> Option<Self> {
        let (breaks, keeps) = bodies(rule, vectors)?;
        Some(Self {
            breaks: breaks.shown(),
            keeps: keeps.shown(),
        })
    }
}

/// The case named like the rule, if there is one, and otherwise the one that breaks nothing else;
/// and one that breaks nothing, if there is one with the same member.
fn bodies(rule: &str, vectors: &'static str) -> Option<(Case<'static>, Case<'static>)> {
    let cases = vectors
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let cases = cases.filter(|case: &Case<'_>| case.text.is_some());
    let (broken, good): (Vec<_>, Vec<_>) = cases.partition(|case| !case.findings.is_empty());
    let breaks = broken
        .into_iter()
        .filter(|case| case.pointer(rule).is_some());
    let breaks = breaks.min_by_key(|case| {
        let is_named = rule.ends_with(&format!(".{}", case.name()));
        (!is_named, case.findings.len(), case.length())
    })?;
    let member = breaks
        .pointer(rule)
        .and_then(|pointer| pointer.split('/').nth(1));
    let member = member.map(|member| format!("\"{member}\""));
    let keeps = good
        .into_iter()
        .filter(Case::is_readable)
        .min_by_key(|case| {
            let text = case.text.as_deref().unwrap_or_default();
            let has_member = member.as_ref().is_none_or(|member| text.contains(member));
            let is_plain = ["documented", "all-members"]
                .iter()
                .any(|start| case.name().starts_with(start));
            (!has_member, !is_plain, case.length())
        })?;
    Some((breaks, keeps))
}

fn records() -> impl Iterator<Item = RecordsOfRule> {
    let lines = RECORDS.lines();
    lines.filter_map(|line| serde_json::from_str(line).ok())
}

impl Case<'_> {
    fn name(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or_default()
    }

    /// Where it breaks the rule.
    fn pointer(&self, rule: &str) -> Option<&str> {
        let broken = self.findings.iter().find(|(_, broken)| broken == rule);
        broken.map(|(pointer, _)| &**pointer)
    }

    fn is_readable(&self) -> bool {
        matches!(&*self.verdict, "accepted" | "updated" | "refused")
    }

    fn length(&self) -> usize {
        self.text.as_ref().map_or(0, String::len)
    }

    fn shown(&self) -> String {
        let body = indented(self.text.as_deref().unwrap_or_default());
        match self.http_status {
            Some(http_status) => format!("  HTTP status {http_status}\n{body}"),
            None => body,
        }
    }
}

impl RecordsOfRule {
    fn shown(&self, records: &str) -> String {
        let records = indented(records);
        match &self.known {
            Some(known) => format!(
                "{records}\n\n  where these customers are known:\n{}",
                indented(known)
            ),
            None => records,
        }
    }
}

fn indented(text: &str) -> String {
    // A byte order mark cannot be seen.
    let text = text.replace('\u{feff}', MARK);
    let lines = text
        .lines()
        .map(|line| format!("  {}", salesive_terminal::printable(line)));
    let lines: Vec<_> = lines.collect();
    lines.join("\n")
}
