//! A text with what is said of it under each place.

use std::ops::Range;

use maud::{Markup, html};
use salesive_terminal::printable;

use super::findings::Remark;
use super::words::counted;

/// Texts with no more lines are shown whole.
const LINES_MAX: usize = 60;
/// Of longer ones: the lines before and after one of which something is said.
const CONTEXT: usize = 2;
/// Lines with no more bytes are shown whole.
const LINE_MAX: usize = 240;
/// Of longer ones: the bytes before and after the place of which something is said.
const AROUND: usize = 80;

/// A remark with its place in the text, in bytes.
pub(crate) type Placed = (Range<usize>, Remark);

/// What is seen of a line: the pieces of its text, of which some are marked, and what is said of it.
struct Row<'t> {
    /// From 1.
    line: usize,
    /// The lines before it that are not shown.
    skipped: usize,
    pieces: Vec<(&'t str, Option<&'static str>)>,
    is_cut: (bool, bool),
    remarks: Vec<&'t Remark>,
}

/// The text, with the remarks in order of their places.
pub(crate) fn listing(text: &str, remarks: &[Placed]) -> Markup {
    let rows = rows(text, remarks);
    let lines = text.split('\n').count();
    let left = lines - rows.last().map_or(0, |row| row.line);
    html! {
        ol.listing {
            @for row in &rows {
                (gap(row.skipped))
                li {
                    div.line {
                        span.number { (row.line) }
                        code dir="ltr" {
                            @if row.is_cut.0 { "…" }
                            @for (piece, mark) in &row.pieces {
                                @match mark {
                                    Some(kind) => mark class=(kind) { (printable(piece)) },
                                    None => (printable(piece)),
                                }
                            }
                            @if row.is_cut.1 { "…" }
                        }
                    }
                    @for remark in &row.remarks { (remark.markup()) }
                }
            }
            (gap(left))
        }
    }
}

fn gap(lines: usize) -> Markup {
    html! {
        @if lines > 0 { li.gap { (counted(lines, "line", "lines")) " not shown" } }
    }
}

fn rows<'t>(text: &'t str, remarks: &'t [Placed]) -> Vec<Row<'t>> {
    let is_short = text.lines().take(LINES_MAX + 1).count() <= LINES_MAX;
    let mut rows = Vec::new();
    let mut rest = remarks;
    let mut start = 0;
    let mut since: Option<usize> = None;
    // Lines that are shown only if something is said of one that follows soon.
    let mut before: Vec<(usize, Range<usize>)> = Vec::new();
    for (nth, line) in text.split('\n').enumerate() {
        let span = start..start + line.len();
        start = span.end + 1;
        let here = rest
            .iter()
            .take_while(|(place, _)| place.start < start)
            .count();
        let (here, later) = rest.split_at_checked(here).unwrap_or_default();
        rest = later;
        if !here.is_empty() {
            since = Some(nth);
        }
        if is_short || since.is_some_and(|at| nth - at <= CONTEXT) {
            for (nth, span) in before.drain(..) {
                of_line(text, nth, span, &[], &mut rows);
            }
            of_line(text, nth, span, here, &mut rows);
        } else if !rest.is_empty() {
            before.push((nth, span));
            if before.len() > CONTEXT {
                before.remove(0);
            }
        } else {
            break;
        }
    }
    rows
}

/// One row of a short line; of a long one, one for each place.
fn of_line<'t>(
    text: &'t str,
    nth: usize,
    line: Range<usize>,
    remarks: &'t [Placed],
    rows: &mut Vec<Row<'t>>,
) {
    let mut skipped = nth - rows.last().map_or(0, |row| row.line);
    if line.len() <= LINE_MAX || remarks.is_empty() {
        let shown = line.start..line.end.min(line.start + LINE_MAX);
        rows.push(row(text, skipped, nth, &line, shown, remarks));
        return;
    }
    for chunk in remarks.chunk_by(|(a, _), (b, _)| a.start == b.start) {
        let start = chunk.first().map_or(line.start, |(place, _)| place.start);
        let shown = start.saturating_sub(AROUND).max(line.start)..line.end.min(start + 2 * AROUND);
        rows.push(row(text, skipped, nth, &line, shown, chunk));
        skipped = 0;
    }
}

fn row<'t>(
    text: &'t str,
    skipped: usize,
    nth: usize,
    line: &Range<usize>,
    shown: Range<usize>,
    remarks: &'t [Placed],
) -> Row<'t> {
    let shown = boundary(text, shown.start)..boundary(text, shown.end);
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let mut pieces = Vec::new();
    let mut at = shown.start;
    for (place, remark) in remarks {
        let start = boundary(text, place.start.min(shown.end));
        if start < at {
            continue;
        }
        let opens = piece(start, shown.end).starts_with(['{', '[']);
        let end = if opens {
            start + 1
        } else {
            place.end.min(shown.end)
        };
        let end = boundary(text, end.max(start));
        pieces.push((piece(at, start), None));
        pieces.push((piece(start, end), Some(remark.kind())));
        at = end;
    }
    pieces.push((piece(at, shown.end), None));
    Row {
        line: nth + 1,
        skipped,
        pieces,
        is_cut: (shown.start > line.start, shown.end < line.end),
        remarks: remarks.iter().map(|(_, remark)| remark).collect(),
    }
}

/// The start of the character at this byte.
fn boundary(text: &str, byte: usize) -> usize {
    let mut starts = (0..=byte.min(text.len())).rev();
    starts
        .find(|start| text.is_char_boundary(*start))
        .unwrap_or_default()
}
