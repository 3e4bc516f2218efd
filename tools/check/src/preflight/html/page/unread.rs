use maud::{Markup, html};
use salesive_schema::Service;
use salesive_schema::preflight::{Cause, Verdict};

use crate::preflight::html::shown::{Short, grouped, quoted, records, sentence};
use crate::preflight::output::End;

/// So many failures are listed.
const LISTED: usize = 100;

/// Files and records that could not be read, and copies that lack something.
pub(super) fn draw<S: Service>(end: &End<'_, S>) -> Markup {
    let summary = end.summary;
    let unread = [
        (Cause::<S::Rule>::Malformed, summary.of(Verdict::Malformed)),
        (Cause::TooLarge, summary.of(Verdict::TooLarge)),
    ];
    let unread: Vec<_> = unread.iter().filter(|(_, count)| *count > 0).collect();
    let more = end.failures.len().saturating_sub(LISTED);
    html! {
        section aria-labelledby="unread" {
            h2 #unread { "What could not be read" }
            @if unread.is_empty() && end.failures.is_empty() {
                p { "Everything could be read." }
            }
            @if !unread.is_empty() {
                ul {
                    @for (cause, count) in unread {
                        li { a href={"#problem-" (cause.id())} { (records(*count)) } ": " (quoted(cause.sentence())) }
                    }
                }
            }
            @if !end.failures.is_empty() {
                div.wide {
                    table.failures {
                        caption { "Files that could not be read or written, or not to their end" }
                        thead { tr { th scope="col" { "File" } th scope="col" { "Why" } } }
                        tbody #failures {
                            @for bad in end.failures.iter().take(LISTED) {
                                tr { th scope="row" { (Short(&bad.name)) } td { (sentence(&bad.reason)) } }
                            }
                        }
                    }
                }
                @if more > 0 { p { "and " (grouped(more as u64)) " more" } }
            }
        }
    }
}
