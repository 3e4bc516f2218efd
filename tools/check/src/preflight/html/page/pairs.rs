use std::io::Write;

use maud::{Markup, html};
use salesive_schema::Service;
use salesive_schema::preflight::Other;

use super::drawings::link;
use crate::preflight::html::HtmlReport;
use crate::preflight::html::pairs::OfRule;
use crate::preflight::html::shown::{grouped, quoted, short_place};
use crate::preflight::html::strip::Part;
use crate::preflight::output::End;

/// Which records do not go with which others.
pub(super) fn draw<S: Service, W: Write>(report: &HtmlReport<S, W>, end: &End<'_, S>) -> Markup {
    let parts = report.strip.drawn();
    let mut rules = report.pairs.by_rule().peekable();
    if rules.peek().is_none() {
        return html! {};
    }
    html! {
        section aria-labelledby="conflicts" {
            h2 #conflicts { "Conflicts between records" }
            p { "Each record with the earlier record, or known customer, that it does not go with. The strip says where in the files the two stand." }
            @for (rule, pairs) in rules {
                h3 { (quoted(rule.sentence())) }
                div.wide { (table(report, end, &parts, pairs)) }
            }
        }
    }
}

fn table<S: Service, W: Write>(
    report: &HtmlReport<S, W>,
    end: &End<'_, S>,
    parts: &[Part],
    pairs: &OfRule,
) -> Markup {
    let (first, count) = (&pairs.first, pairs.count);
    let shown = first.len() as u64;
    let noun = if count == 1 { "pair" } else { "pairs" };
    let part = |line| parts.partition_point(|part| part.last_line < line);
    html! {
        table.pairs {
            caption {
                @if shown < count { "The first " (shown) " of " }
                (grouped(count)) " " (noun)
            }
            thead {
                tr {
                    th scope="col" { "Record" }
                    th scope="col" { "Does not go with" }
                    th scope="col" { "Where" }
                }
            }
            tbody {
                @for pair in first {
                    tr {
                        th scope="row" { (short_place(&end.files.place(pair.line), end.files)) }
                        td {
                            (report.pairs.other(*pair, end.files))
                            @if matches!(pair.other, Other::Known { .. }) { " (known customer)" }
                        }
                        td {
                            @match pair.other {
                                Other::Record { line } => (link(parts.len(), part(pair.line), part(line))),
                                _ => (link(parts.len(), part(pair.line), part(pair.line))),
                            }
                        }
                    }
                }
            }
        }
    }
}
