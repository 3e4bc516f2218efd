mod causes;
mod drawings;
mod pairs;
mod strip;
mod unread;
mod verdicts;

use std::io::Write;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use salesive_schema::Service;
use salesive_schema::preflight::{Summary, Verdict};

use super::HtmlReport;
use super::shown::{Short, grouped, place};
use crate::preflight::output::End;

const STYLE: &str = include_str!("style.css");

/// Nothing is loaded, run or sent; the style is the one with this hash.
const POLICY: &str = concat!(
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-",
    include_str!("style.sha256"),
    "'"
);

/// The whole page.
pub(super) fn draw<S: Service, W: Write>(report: &HtmlReport<S, W>, end: &End<'_, S>) -> Markup {
    let summary = end.summary;
    let title = title(summary);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – preflight of updates for " (service::<S>()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    p.what { "Preflight of updates for " (service::<S>()) }
                    h1 { (title) }
                    (read_files(end))
                    (verdicts::draw(summary))
                    (notices(end))
                }
                main {
                    (strip::draw(&report.strip.drawn(), end.files))
                    (causes::draw(report, end))
                    (pairs::draw(report, end))
                    (unread::draw(end))
                }
                footer {
                    @if report.asked.snippets {
                        p { strong { "This page shows parts of records" } ", which can be personal data: keep it as you keep the file itself." }
                    } @else {
                        p { "This page shows no value of a record." }
                    }
                    p { "The numbers are those of the summary that " code { "--format json" } " gives." }
                }
            }
        }
    }
}

fn service<S: Service>() -> &'static str {
    match S::NAME {
        "salesive" => "Salesive",
        _ => "MicroBase",
    }
}

fn title<S: Service>(summary: &Summary<S>) -> String {
    let (good, records) = (summary.of(Verdict::Accepted), summary.records());
    match records {
        0 => "There is no record".to_owned(),
        1 if good == 1 => "The one record can be sent".to_owned(),
        _ if good == records => format!("All {} records can be sent", grouped(records)),
        _ if good == 0 => format!("None of {} can be sent", super::shown::records(records)),
        _ => format!(
            "{} of {} records can be sent",
            grouped(good),
            grouped(records)
        ),
    }
}

/// So many files are named.
const NAMED: usize = 20;

fn read_files<S: Service>(end: &End<'_, S>) -> Markup {
    let files = end.files.begun();
    let more = files.len().saturating_sub(NAMED);
    html! {
        ul.files aria-label="Files" {
            @for (name, _) in files.take(NAMED) {
                li { code { (Short(name)) } }
            }
            @if more > 0 {
                li { "and " (grouped(more as u64)) " more" }
            }
        }
    }
}

/// What the numbers leave out.
fn notices<S: Service>(end: &End<'_, S>) -> Markup {
    let complete = !end.stopped && end.failures.is_empty();
    html! {
        data #complete value=(complete) {}
        @if end.stopped {
            p.notice { "Reading stopped before the end, as " code { "--max-errors" } " says. What comes after is not counted." }
        }
        @if !end.failures.is_empty() {
            p.notice { "Not all could be read or written: see " a href="#unread" { "what could not be read" } "." }
        }
        @if let Some(line) = end.summary.unjudged_from() {
            @let place = place(&end.files.place(line));
            p.notice {
                "From " data #unjudged-from value=(place) { (place) }
                " on, no record was held against the others: there are more customers than "
                code { "--max-customers" } " says."
            }
        }
    }
}
