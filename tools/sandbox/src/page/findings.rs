use maud::{Markup, html};
use salesive_schema::report::{Description, Kind, Location, Malformed};

use crate::verdict::Findings;

/// What is said about one place.
pub(crate) struct Remark {
    kind: &'static str,
    label: &'static str,
    rule: Option<&'static str>,
    pointer: String,
    place: Option<(usize, usize)>,
    sentence: String,
    source: Option<&'static str>,
}

impl Remark {
    pub(crate) fn of_malformed(malformed: &Malformed) -> Self {
        Self {
            kind: "violation",
            label: "Not JSON",
            rule: None,
            pointer: String::new(),
            place: Some((malformed.line(), malformed.column())),
            sentence: malformed.sentence().to_owned(),
            source: Some("RFC 8259"),
        }
    }

    pub(crate) fn of_finding(finding: &Description, location: Option<&Location>) -> Self {
        let mut sentence = finding.sentence.to_owned();
        if let Some(found) = finding.found {
            sentence.push_str(&format!(" Found: {found}."));
        }
        if let Some(suggestion) = finding.suggestion {
            sentence.push_str(&format!(" Suggestion: {suggestion}."));
        }
        Self {
            kind: finding.kind.name(),
            label: match finding.kind {
                Kind::Violation => "Violation",
                Kind::Advisory => "Advisory",
                _ => "Discrepancy",
            },
            rule: Some(finding.rule),
            pointer: finding.pointer.to_string(),
            place: location.map(|location| (location.line, location.column)),
            sentence,
            source: Some(finding.source),
        }
    }

    pub(crate) const fn kind(&self) -> &'static str {
        self.kind
    }

    pub(crate) fn markup(&self) -> Markup {
        html! {
            div class={ "remark " (self.kind) } {
                p.what {
                    strong { (self.label) }
                    @if let Some(rule) = self.rule { " " code { (rule) } }
                    @if !self.pointer.is_empty() { " at " code { (self.pointer) } }
                    @if let Some((line, column)) = self.place {
                        span.place { ", line " (line) ", column " (column) }
                    }
                }
                p { (prose(&self.sentence)) }
                @if let Some(source) = self.source { p.source { "Source: " (prose(source)) } }
            }
        }
    }
}

/// Findings without their text.
pub(crate) fn list(findings: &Findings) -> Markup {
    html! {
        ul.remarks {
            @for (finding, location) in &findings.listed {
                li { (Remark::of_finding(finding, location.as_ref()).markup()) }
            }
            @if findings.omitted > 0 { li { (omitted(findings.omitted)) } }
        }
    }
}

pub(crate) fn omitted(count: usize) -> Markup {
    html! { p { (count) " more not listed." } }
}

/// Sentences, in which what stands between backticks is code.
pub(crate) fn prose(text: &str) -> Markup {
    html! {
        @for (nth, piece) in text.split('`').enumerate() {
            @if nth % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}
