use maud::{Markup, html};
use salesive_schema::report::Kind;

use super::effects::effects;
use super::findings::{Remark, omitted};
use super::listing::{Placed, listing};
use super::words::counted;
use crate::dry_run::{DryRun, dry_run};
use crate::hosted::Hosted;
use crate::sandbox::Sandbox;
use crate::verdict::{Findings, Verdict};

/// What is said of a body: in a line, and in detail.
pub(crate) fn verdict<S: Hosted>(sandbox: &Sandbox, id: &str, body: &[u8]) -> Markup {
    let verdict = Verdict::of::<S>(body);
    let run = dry_run::<S>(sandbox, id, body);
    let text = String::from_utf8_lossy(body);
    html! {
        @let (class, line) = foretold(&verdict, &run);
        p #summary class={ "summary " (class) } data-announced=(announced(&verdict, &run)) { (line) }
        p #status.hidden role="status" {}
        div #details {
            (listing(&text, &remarks(&verdict)))
            @if let Verdict::Accepted(findings) | Verdict::Rejected(findings) = &verdict
                && findings.omitted > 0 { (omitted(findings.omitted)) }
            h3 { "Effect on the customer" }
            (effects(&run, id, body))
        }
    }
}

/// The summary, and what the service would do if that is something else.
fn foretold<S: Hosted>(verdict: &Verdict, run: &DryRun<S>) -> (&'static str, String) {
    let (class, line) = summary(verdict);
    match surprise(verdict, run) {
        Some(surprise) if class == "accepted" => ("caution", format!("{line} {surprise}")),
        Some(surprise) => (class, format!("{line} {surprise}")),
        None => (class, line),
    }
}

fn surprise<S: Hosted>(verdict: &Verdict, run: &DryRun<S>) -> Option<String> {
    match (verdict, &run.refusal) {
        (Verdict::Accepted(_), Some((kind, _))) => {
            Some(format!("Yet the sandbox would refuse it: {kind}."))
        }
        (Verdict::Rejected(_) | Verdict::Malformed(_), None) => {
            Some("Yet the sandbox would act on it.".to_owned())
        }
        _ => None,
    }
}

/// What is read out: without a place that moves with each key, and with the first rule, so that another
/// finding is heard.
fn announced<S: Hosted>(verdict: &Verdict, run: &DryRun<S>) -> String {
    let mut text = match verdict {
        Verdict::Malformed(_) => "Not JSON.".to_owned(),
        Verdict::Accepted(findings) | Verdict::Rejected(findings) => {
            let (_, line) = summary(verdict);
            let line = line.trim_start_matches(['✓', '✗', ' ']);
            match findings.listed.first() {
                Some((first, _)) if first.pointer.to_string().is_empty() => {
                    format!("{line} First: {}.", first.rule)
                }
                Some((first, _)) => format!("{line} First: {} at {}.", first.rule, first.pointer),
                None => line.to_owned(),
            }
        }
    };
    if let Some(surprise) = surprise(verdict, run) {
        text = format!("{text} {surprise}");
    }
    text
}

/// The verdict in a line, and its class.
pub(crate) fn summary(verdict: &Verdict) -> (&'static str, String) {
    match verdict {
        Verdict::Malformed(malformed) => (
            "rejected",
            format!(
                "✗ Not JSON: line {}, column {}.",
                malformed.line(),
                malformed.column()
            ),
        ),
        Verdict::Accepted(findings) if findings.count() == 0 => ("accepted", "✓ Accepted.".into()),
        Verdict::Accepted(findings) => {
            let advisories = counted(findings.count(), "advisory", "advisories");
            ("accepted", format!("✓ Accepted, with {advisories}."))
        }
        Verdict::Rejected(findings) => ("rejected", format!("✗ Rejected: {}.", numbers(findings))),
    }
}

fn numbers(findings: &Findings) -> String {
    let listed = findings.listed.iter();
    let violations = listed.filter(|(finding, _)| finding.kind == Kind::Violation);
    let violations = violations.count();
    let advisories = findings.listed.len() - violations;
    let mut numbers = vec![counted(violations, "violation", "violations")];
    if advisories > 0 {
        numbers.push(counted(advisories, "advisory", "advisories"));
    }
    if findings.omitted > 0 {
        numbers.push(format!("{} more", findings.omitted));
    }
    numbers.join(", ")
}

fn remarks(verdict: &Verdict) -> Vec<Placed> {
    match verdict {
        Verdict::Malformed(malformed) => {
            let at = malformed.offset();
            vec![(at..at, Remark::of_malformed(malformed))]
        }
        Verdict::Accepted(findings) | Verdict::Rejected(findings) => {
            let mut remarks: Vec<_> = findings
                .listed
                .iter()
                .map(|(finding, location)| {
                    let span = location.as_ref().map_or(0..0, |it| it.span.clone());
                    (span, Remark::of_finding(finding, location.as_ref()))
                })
                .collect();
            remarks.sort_by_key(|(span, _)| span.start);
            remarks
        }
    }
}
