use std::cmp::Reverse;
use std::io::Write;

use maud::{Markup, html};
use salesive_schema::Service;
use salesive_schema::preflight::{Cause, Tally};
use salesive_schema::report::Kind;

use super::drawings::{bar, strip};
use crate::preflight::html::HtmlReport;
use crate::preflight::html::samples::Sample;
use crate::preflight::html::shown::{grouped, place, quoted, records, short_place};
use crate::preflight::output::{End, level};
use crate::snippet::Snippet;

/// What is wrong, the most frequent first: how often, where in the files, and in which lines first.
pub(super) fn draw<S: Service, W: Write>(report: &HtmlReport<S, W>, end: &End<'_, S>) -> Markup {
    let mut causes: Vec<_> = end.summary.causes().collect();
    causes.sort_by_key(|(_, tally)| Reverse(tally.records));
    let (violations, advisories): (Vec<_>, Vec<_>) = causes
        .iter()
        .partition(|(cause, _)| cause.kind() == Kind::Violation);
    let advice = if report.asked.strict {
        "Probably not what was meant. These stop a record too, because --strict was given."
    } else {
        "Probably not what was meant, but a record with nothing else can be sent."
    };
    html! {
        section aria-labelledby="stops" {
            h2 #stops { "What stops records" }
            @if violations.is_empty() {
                p { "No record breaks a rule that stops it." }
            } @else {
                p { "A record that breaks several rules counts for each of them. The strip under a bar says where in the files they lie." }
                (chart(report, &violations))
            }
        }
        @if !advisories.is_empty() {
            section aria-labelledby="doubts" {
                h2 #doubts { "What is doubtful" }
                p { (advice) }
                (chart(report, &advisories))
            }
        }
        @if !causes.is_empty() {
            section aria-labelledby="first" {
                h2 #first { "The first lines of each" }
                @for (cause, tally) in violations.iter().chain(&advisories) {
                    (first(report, end, *cause, tally))
                }
            }
        }
    }
}

fn chart<S: Service, W: Write>(
    report: &HtmlReport<S, W>,
    causes: &[(Cause<S::Rule>, &Tally)],
) -> Markup {
    let most = causes.first().map_or(0, |(_, tally)| tally.records);
    html! {
        ol.causes {
            @for (cause, tally) in causes {
                li.cause.(level(cause.kind())) data-problem=(cause.id()) data-kind=(cause.kind().name()) {
                    p.sentence { a href={"#problem-" (cause.id())} { (quoted(cause.sentence())) } }
                    p.count {
                        data.records value=(tally.records) { (records(tally.records)) }
                        data.findings value=(tally.findings) {
                            @if tally.findings > tally.records { ", " (grouped(tally.findings)) " findings" }
                        }
                    }
                    (bar(tally.records, most))
                    (strip(&report.strip.of(*cause)))
                }
            }
        }
    }
}

fn first<S: Service, W: Write>(
    report: &HtmlReport<S, W>,
    end: &End<'_, S>,
    cause: Cause<S::Rule>,
    tally: &Tally,
) -> Markup {
    let shown = tally.first_lines.len() as u64;
    let samples = || {
        tally
            .first_lines
            .iter()
            .map(|line| (*line, report.samples.of(cause, *line)))
    };
    let are_paired = samples().any(|(_, sample)| sample.is_some_and(|it| it.other.is_some()));
    let columns = 2 + usize::from(are_paired);
    html! {
        details.cause.(level(cause.kind())) id={"problem-" (cause.id())} open {
            summary {
                h3 { (quoted(cause.sentence())) }
                span.id { (level(cause.kind())) " " code { (cause.id()) } }
            }
            div.wide {
                table.first {
                    caption {
                        @if shown < tally.records { "The first " (shown) " of " (records(tally.records)) }
                        @else { (records(tally.records)) }
                    }
                    thead {
                        tr {
                            th scope="col" { "Place" }
                            th scope="col" { "What is there" }
                            @if are_paired { th scope="col" { "See" } }
                        }
                    }
                    tbody {
                        @for (line, sample) in samples() {
                            @let at = end.files.place(line);
                            tr {
                                th scope="row" {
                                    data.first value=(place(&at)) { (short_place(&at, end.files)) }
                                    @if let Some(column) = sample.and_then(|it| it.column) { ", column " (column) }
                                }
                                td { (what(sample)) }
                                @if are_paired {
                                    td { (sample.and_then(|it| it.other.as_deref()).unwrap_or_default()) }
                                }
                            }
                            @if let Some(excerpt) = sample.and_then(|it| it.excerpt.as_ref()) {
                                tr.excerpt { td colspan=(columns) { (marked(excerpt)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn what(sample: Option<&Sample>) -> &str {
    sample.map_or("", |sample| &sample.what)
}

/// What stands there, with the place marked.
fn marked(excerpt: &Snippet) -> Markup {
    let (text, span) = (&excerpt.text, &excerpt.span);
    let part = |range| text.get(range).unwrap_or_default();
    html! {
        code {
            (part(0..span.start))
            @if !span.is_empty() { mark { (part(span.clone())) } }
            (part(span.end..text.len()))
        }
    }
}
