use std::ops::Range;
use std::sync::Arc;

use salesive_schema::Service;
use salesive_schema::preflight::csv::{Converted, Delimiter, Table};
use salesive_schema::preflight::{Judge, Judged, Line};

use crate::failure::BadFile;
use crate::start::BYTE_ORDER_MARK;

/// Some lines in a row: what threads pass on to each other.
pub(crate) struct Block<S: Service> {
    /// What turns the lines into records, if they are rows of CSV.
    table: Option<Arc<Table<S>>>,
    /// The header of the CSV that begins with this block, with its line end.
    header: Option<Vec<u8>>,
    text: Vec<u8>,
    lines: Vec<Cut>,
    /// In the order of the lines; those that are `None` are judged when they are taken.
    judged: std::vec::IntoIter<Option<JudgedLine<S>>>,
    /// Why the file ends with this block before its end.
    broken_off: Option<BadFile>,
}

/// What comes out for a line, and the member whose cell alone makes it malformed; nothing comes out
/// of a blank one.
type JudgedLine<S> = (Option<Judged<S>>, Option<&'static str>);

/// A line on its way out.
pub(crate) struct Taken<'t, S: Service> {
    pub(crate) line: Line<'t>,
    /// The bytes with the line end, unless there are too many.
    pub(crate) raw: Option<&'t [u8]>,
    pub(crate) judged: Option<Judged<S>>,
    /// The member whose cell alone makes the record malformed.
    pub(crate) member: Option<&'static str>,
    /// Whether it is a row of nothing but delimiters.
    pub(crate) is_hollow: bool,
}

struct Cut {
    number: u64,
    range: Range<u64>,
    /// Where the line stands in the block with its end, and which part of that is its text; of a line
    /// that is too long, nothing is kept.
    kept: Option<(Range<usize>, Range<usize>)>,
    /// Why it is no record, if that was seen when it was cut.
    refused: Option<String>,
}

/// So much of a text is passed on at once, in at most so many lines: what comes out for a line is
/// larger than a short line.
const SIZE: usize = 1 << 16;
const LINES: usize = 512;

/// About so many findings wait in a block. Lines beyond them are judged when they are taken, and so
/// is a line that is longer than this, because judging takes a multiple of it.
const FINDINGS: usize = 1 << 11;
const LONG: usize = 1 << 14;

impl<S: Service> Block<S> {
    pub(crate) fn new(table: Option<Arc<Table<S>>>) -> Self {
        Self {
            table,
            header: None,
            // With room for what makes it full.
            text: Vec::with_capacity(SIZE + SIZE / 8),
            lines: Vec::with_capacity(LINES + LINES / 8),
            judged: Vec::new().into_iter(),
            broken_off: None,
        }
    }

    /// Adds a line, before whose file so many lines and bytes stand.
    pub(crate) fn push(&mut self, line: &Line<'_>, (lines, bytes): (u64, u64)) {
        let kept = line.text().map(|text| {
            let start = self.text.len();
            self.text.extend_from_slice(text);
            self.text.extend_from_slice(end_of(line, text));
            // At the start of a file it is no part of a record; the header of CSV is cut off before.
            let is_marked = line.range().start == 0 && text.starts_with(BYTE_ORDER_MARK);
            let mark = if is_marked { BYTE_ORDER_MARK.len() } else { 0 };
            (start..self.text.len(), mark..text.len())
        });
        self.lines.push(Cut {
            number: lines + line.number(),
            range: bytes + line.range().start..bytes + line.range().end,
            kept,
            refused: None,
        });
    }

    /// The last line is no record, however long it is.
    pub(crate) fn refuse_last(&mut self, reason: String) {
        if let Some(last) = self.lines.last_mut() {
            last.refused = Some(reason);
        }
    }

    /// Nothing more of the file can be read.
    pub(crate) fn break_off(&mut self, bad: BadFile) {
        self.broken_off = Some(bad);
    }

    pub(crate) fn take_broken_off(&mut self) -> Option<BadFile> {
        self.broken_off.take()
    }

    /// How many lines there are.
    pub(crate) const fn len(&self) -> usize {
        self.lines.len()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.text.len() >= SIZE || self.lines.len() >= LINES
    }

    /// Takes the lines from now on for rows below this header, which ends with its line end.
    pub(crate) fn set_header(&mut self, header: Vec<u8>, table: Arc<Table<S>>) {
        self.header = Some(header);
        self.table = Some(table);
    }

    /// What turns the lines into records, if they are rows of CSV.
    pub(crate) fn table(&self) -> Option<Arc<Table<S>>> {
        self.table.clone()
    }

    /// The header of CSV, if it is the next to come, and what stands between its cells.
    pub(crate) fn take_header(&mut self) -> Option<(Vec<u8>, Delimiter)> {
        let header = self.header.take()?;
        Some((header, self.table.as_ref()?.delimiter()))
    }

    /// Judges each line on its own, as long as what comes out takes little room.
    pub(crate) fn judge(&mut self, judge: &Judge<S>) {
        let table = self.table.as_deref();
        let mut findings = 0;
        let mut record = Converted::default();
        let judge = |cut: &Cut| {
            let is_long = cut.range.end - cut.range.start > LONG as u64;
            if is_long || findings > FINDINGS {
                return None;
            }
            let judged = judge_line(judge, table, cut, &self.text, &mut record);
            findings += judged.0.as_ref().map_or(0, findings_of);
            Some(judged)
        };
        let judged: Vec<_> = self.lines.iter().map(judge).collect();
        self.judged = judged.into_iter();
    }

    /// Each line and what comes out.
    pub(crate) fn take_lines<'t>(
        &'t mut self,
        judge: &'t Judge<S>,
    ) -> impl Iterator<Item = Taken<'t, S>> {
        let text = &self.text;
        let table = self.table.as_deref();
        self.lines
            .iter()
            .zip(&mut self.judged)
            .map(move |(cut, judged)| {
                let (line, raw) = cut.line(text);
                let (judged, member) = judged.unwrap_or_else(|| {
                    judge_line(judge, table, cut, text, &mut Converted::default())
                });
                let row = table.zip(line.text());
                Taken {
                    is_hollow: row.is_some_and(|(table, row)| table.is_hollow(row)),
                    line,
                    raw,
                    judged,
                    member,
                }
            })
    }
}

fn judge_line<S: Service>(
    judge: &Judge<S>,
    table: Option<&Table<S>>,
    cut: &Cut,
    text: &[u8],
    record: &mut Converted,
) -> JudgedLine<S> {
    if let Some(reason) = &cut.refused {
        return (Some(Judged::unconverted(reason.clone())), None);
    }
    let (line, _) = cut.line(text);
    let Some((table, row)) = table.zip(line.text()) else {
        return (judge.judge(&line), None);
    };
    // A tab can stand between cells.
    if row.is_empty() {
        return (None, None);
    }
    match table.record_into(row, record) {
        Ok(()) => {
            let line = Line::new(0, 0..0, Some(&record.json));
            let mut judged = judge.judge(&line);
            if let Some(judged) = &mut judged {
                judge.doubt(judged, &record.nulls);
            }
            (judged, None)
        }
        Err(unreadable) => {
            let judged = Judged::unconverted(unreadable.sentence);
            (Some(judged), unreadable.member)
        }
    }
}

fn findings_of<S: Service>(judged: &Judged<S>) -> usize {
    let listed = judged.report().map_or(0, |report| report.findings().len());
    listed + judged.problems().len()
}

impl Cut {
    fn line<'t>(&self, text: &'t [u8]) -> (Line<'t>, Option<&'t [u8]>) {
        let kept = self.kept.as_ref();
        let raw = kept.and_then(|(range, _)| text.get(range.clone()));
        let line = raw
            .zip(kept)
            .and_then(|(raw, (_, text))| raw.get(text.clone()));
        (Line::new(self.number, self.range.clone(), line), raw)
    }
}

/// The line end that is no part of the text of a line.
pub(super) const fn end_of(line: &Line<'_>, text: &[u8]) -> &'static [u8] {
    match line.range().end - line.range().start - text.len() as u64 {
        0 => b"",
        1 => b"\n",
        _ => b"\r\n",
    }
}
