use maud::{Markup, html};

use crate::preflight::files::Files;
use crate::preflight::html::shown::{Short, grouped, records, scaled, short_place};
use crate::preflight::html::strip::Part;

const HEIGHT: u64 = 40;

/// What is lower is not seen.
const LEAST: u64 = 2;

/// So many files are named where they begin.
const NAMED: usize = 20;

/// Where in the files the records lie that are not accepted.
pub(super) fn draw(parts: &[Part], files: &Files) -> Markup {
    if parts.is_empty() {
        return html! {};
    }
    let begins = begins(parts, files);
    html! {
        section aria-labelledby="where" {
            h2 #where { "Where they lie" }
            p {
                "All that was read, from the first record to the last, in " (grouped(parts.len() as u64))
                @if parts.len() == 1 { " part" } @else { " parts with " (size(parts)) " each" }
                ". The higher a part is filled, the more of its records cannot be sent."
                @if begins.len() > 1 { " A line marks where a file begins." }
            }
            (svg(parts, files, &begins))
            @if begins.len() > 1 { (legend(&begins)) }
            details {
                summary { "The parts as numbers" }
                (table(parts, files))
            }
        }
    }
}

fn svg(parts: &[Part], files: &Files, begins: &[(&str, usize)]) -> Markup {
    let stopped = parts.iter().filter(|part| part.stopped > 0).count();
    let label = format!(
        "{stopped} of {} parts have records that cannot be sent",
        parts.len()
    );
    let mut lines: Vec<_> = begins.iter().skip(1).map(|(_, part)| *part).collect();
    lines.dedup();
    html! {
        svg.strip.large viewBox={"0 0 " (parts.len()) " " (HEIGHT)} preserveAspectRatio="none" role="img" aria-label=(label) {
            @for (x, part) in parts.iter().enumerate() {
                @let height = scaled(part.stopped, part.records, HEIGHT).max(LEAST);
                g {
                    title { (sentence(part, files)) }
                    rect.back x=(x) width="1" height=(HEIGHT) {}
                    @if part.stopped > 0 {
                        rect.filled x=(x) y=(HEIGHT - height) width="1" height=(height) {}
                    }
                }
            }
            @for x in lines {
                path.begin d={"M" (x) " 0V" (HEIGHT)} vector-effect="non-scaling-stroke" {}
            }
        }
    }
}

fn sentence(part: &Part, files: &Files) -> String {
    let (first, last) = ends(part, files);
    let stopped = match part.stopped {
        0 => "all can be sent".to_owned(),
        stopped => format!("{} cannot be sent", grouped(stopped)),
    };
    format!("{first} to {last}: {}, {stopped}", records(part.records))
}

/// Where the first and the last record of a part stand.
fn ends(part: &Part, files: &Files) -> (String, String) {
    let (first, last) = (files.place(part.first_line), files.place(part.last_line));
    let end = if files.are_many() && first.file == last.file {
        last.line.to_string()
    } else {
        short_place(&last, files)
    };
    (short_place(&first, files), end)
}

fn table(parts: &[Part], files: &Files) -> Markup {
    html! {
        div.wide {
            table.numbers {
                caption { "Records in each part, and how many of them cannot be sent" }
                thead {
                    tr {
                        th scope="col" { "Part" }
                        th scope="col" { "From" }
                        th scope="col" { "To" }
                        th scope="col" { "Records" }
                        th scope="col" { "Stopped" }
                    }
                }
                tbody #parts {
                    @for (number, part) in (1..).zip(parts) {
                        @let (first, last) = ends(part, files);
                        tr {
                            th scope="row" { (number) }
                            td { (first) }
                            td { (last) }
                            td { data value=(part.records) { (grouped(part.records)) } }
                            td { data value=(part.stopped) { (grouped(part.stopped)) } }
                        }
                    }
                }
            }
        }
    }
}

/// The files with records, and the part in which each begins.
fn begins<'f>(parts: &[Part], files: &'f Files) -> Vec<(&'f str, usize)> {
    let end = parts.last().map_or(0, |part| part.last_line);
    let with_records = files.begun().filter(|(_, lines)| *lines < end);
    let part = |lines| parts.partition_point(|part| part.last_line <= lines);
    with_records
        .map(|(name, lines)| (name, part(lines)))
        .collect()
}

fn legend(begins: &[(&str, usize)]) -> Markup {
    let more = begins.len().saturating_sub(NAMED);
    html! {
        ul.begins {
            @for (name, part) in begins.iter().take(NAMED) {
                li { code { (Short(name)) } " from part " (part + 1) " on" }
            }
            @if more > 0 {
                li { "and " (grouped(more as u64)) " more files" }
            }
        }
    }
}

/// `200 records`, `199 to 200 records`
fn size(parts: &[Part]) -> String {
    let sizes = || parts.iter().map(|part| part.records);
    let (least, most) = (sizes().min().unwrap_or(0), sizes().max().unwrap_or(0));
    if least == most {
        records(most)
    } else {
        format!("{} to {}", grouped(least), records(most))
    }
}
