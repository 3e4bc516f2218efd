use maud::{Markup, html};
use salesive_schema::Service;
use salesive_schema::preflight::{Summary, Verdict};

use crate::preflight::html::shown::{grouped, scaled};

const SCALE: u64 = 1000;

/// How many records there are of each verdict.
pub(super) fn draw<S: Service>(summary: &Summary<S>) -> Markup {
    let records = summary.records();
    let mut end = 0;
    let mut begun = 0;
    let verdicts: Vec<_> = Verdict::ALL
        .iter()
        .map(|verdict| {
            let count = summary.of(*verdict);
            let start = begun;
            end += count;
            begun = scaled(end, records, SCALE);
            (*verdict, count, start, begun - start)
        })
        .collect();
    html! {
        svg.verdicts viewBox={"0 0 " (SCALE) " 1"} preserveAspectRatio="none" aria-hidden="true" {
            @for (verdict, _, start, width) in &verdicts {
                rect class=(verdict.name()) x=(start) y="0" width=(width) height="1" {}
            }
        }
        dl.verdicts {
            @for (verdict, count, ..) in &verdicts {
                div class=(verdict.name()) {
                    dt { (meaning(*verdict)) }
                    dd { data id=(verdict.name()) value=(count) { (grouped(*count)) } }
                }
            }
            div {
                dt { "records" }
                dd { data #records value=(records) { (grouped(records)) } }
            }
            div {
                dt { "blank lines, passed over" }
                dd { data #blank_lines value=(summary.blank_lines()) { (grouped(summary.blank_lines())) } }
            }
        }
    }
}

const fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "can be sent",
        Verdict::Rejected => "break a rule",
        Verdict::Malformed => "cannot be read",
        Verdict::TooLarge => "are too long",
    }
}
