#[cfg(test)]
mod tests;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::mem;
use core::ops::Range;

use memchr::memchr2_iter;

use super::delimiter::separator;
use super::{BYTE_ORDER_MARK, CsvOptions};
use crate::preflight::Line;

/// Cuts CSV that comes in chunks into rows: a line end inside quotes ends none. A first row such as
/// `sep=;` is a row, and says where the cells of the others end. As of lines, one that is too long is
/// not held.
///
/// The rows that come out are the same however the text is cut into chunks.
pub struct Rows {
    max: usize,
    delimiter: u8,
    state: State,
    /// What can still come of a byte order mark.
    mark: &'static [u8],
    /// The line on which the row begins, and the one that is read.
    number: u64,
    line: u64,
    is_mid_line: bool,
    /// The line on which the last quoted cell begins.
    quoted: u64,
    range: Range<u64>,
    held: Vec<u8>,
}

/// Where in a row a byte stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    /// Before a cell.
    Start,
    Quoted,
    /// After a quote in a quoted cell.
    Closed,
    /// Where a quote means nothing.
    Other,
}

impl State {
    const fn after_quote(self) -> Self {
        match self {
            Self::Start | Self::Closed => Self::Quoted,
            Self::Quoted => Self::Closed,
            Self::Other => Self::Other,
        }
    }

    /// Bytes that are no quotes, nor end the row.
    fn after(self, bytes: &[u8], delimiter: u8) -> Self {
        match (self, bytes) {
            (_, []) | (Self::Quoted, _) => self,
            (_, [.., last]) if *last == delimiter => Self::Start,
            (Self::Closed, _) if bytes.iter().all(|byte| *byte == b'\r') => Self::Closed,
            _ => Self::Other,
        }
    }
}

impl Rows {
    /// Rows of up to `max` bytes, without the line end.
    pub fn new(max: usize, options: &CsvOptions) -> Self {
        Self {
            max,
            delimiter: options.first_delimiter().get(),
            state: State::Start,
            mark: BYTE_ORDER_MARK,
            number: 1,
            line: 1,
            is_mid_line: false,
            quoted: 1,
            range: 0..0,
            held: Vec::new(),
        }
    }

    /// How many lines were read.
    pub const fn lines(&self) -> u64 {
        self.line - 1
    }

    /// At the end of the file: why the last row is none, if a quote in it is open.
    pub fn open_quote(&self) -> Option<String> {
        let lines = self.line + u64::from(self.is_mid_line) - self.quoted;
        let swallowed = match lines {
            0 | 1 => String::new(),
            _ => format!(
                ": the {lines} lines from there to the end of the file are in it, so they were \
                 not judged as rows"
            ),
        };
        (self.state == State::Quoted).then(|| {
            let line = self.quoted;
            format!("The quoted cell that begins on line {line} has no end{swallowed}.")
        })
    }

    /// Takes the next bytes of the text, and hands out each row that ends in them: its number is that of
    /// the line on which it begins, its range includes the line end.
    pub fn feed(&mut self, chunk: &[u8], mut each: impl FnMut(Line<'_>)) {
        let mut start = 0;
        let mut passed = self.pass_mark(chunk);
        for at in memchr2_iter(b'"', b'\n', chunk) {
            if chunk.get(at) == Some(&b'"') {
                self.pass(chunk.get(passed..at).unwrap_or_default());
                if self.state == State::Start {
                    self.quoted = self.line;
                }
                self.state = self.state.after_quote();
                passed = at + 1;
                continue;
            }
            self.line += 1;
            // Whatever else the row holds, it ends here.
            if self.state != State::Quoted {
                let part = chunk.get(start..=at).unwrap_or_default();
                if self.range.is_empty() {
                    self.range.end += part.len() as u64;
                    self.end(part, &mut each);
                } else {
                    self.hold(part);
                    self.end_held(&mut each);
                }
                start = at + 1;
                passed = start;
            }
        }
        self.pass(chunk.get(passed..).unwrap_or_default());
        self.hold(chunk.get(start..).unwrap_or_default());
        if let Some(last) = chunk.last() {
            self.is_mid_line = *last != b'\n';
        }
    }

    /// Passes over what belongs to a byte order mark at the start; says how much that is.
    fn pass_mark(&mut self, chunk: &[u8]) -> usize {
        let common = self
            .mark
            .iter()
            .zip(chunk)
            .take_while(|(one, other)| one == other);
        let common = common.count();
        let rest = self.mark.get(common..).unwrap_or_default();
        self.mark = rest;
        if common < chunk.len() && !rest.is_empty() {
            // It is none, and what looked like its start is part of a cell.
            if rest.len() < BYTE_ORDER_MARK.len() {
                self.state = State::Other;
            }
            self.mark = b"";
        }
        common
    }

    fn pass(&mut self, bytes: &[u8]) {
        self.state = self.state.after(bytes, self.delimiter);
    }

    /// Ends the text: the last row comes out, if it has no end.
    pub fn finish(&mut self, mut each: impl FnMut(Line<'_>)) {
        if !self.range.is_empty() {
            self.line += u64::from(self.is_mid_line);
            self.end_held(&mut each);
        }
    }

    fn hold(&mut self, part: &[u8]) {
        self.range.end += part.len() as u64;
        // Room for `\r\n`.
        if self.range.end - self.range.start <= (self.max as u64).saturating_add(2) {
            self.held.extend_from_slice(part);
        } else {
            self.held = Vec::new();
        }
    }

    fn end_held(&mut self, each: &mut impl FnMut(Line<'_>)) {
        let mut held = mem::take(&mut self.held);
        self.end(&held, each);
        held.clear();
        self.held = held;
    }

    /// `raw` is the whole row, unless it is too long.
    fn end(&mut self, raw: &[u8], each: &mut impl FnMut(Line<'_>)) {
        let row = match raw.strip_suffix(b"\n") {
            Some(row) => row.strip_suffix(b"\r").unwrap_or(row),
            None => raw,
        };
        // From the next row on.
        if self.range.start == 0
            && let Some(Some(delimiter)) = separator(row)
        {
            self.delimiter = delimiter.get();
        }
        let is_whole = raw.len() as u64 == self.range.end - self.range.start;
        let kept = (is_whole && row.len() <= self.max).then_some(row);
        each(Line::new(self.number, self.range.clone(), kept));
        self.number = self.line;
        self.range = self.range.end..self.range.end;
        self.state = State::Start;
    }
}

/// No text is shown.
impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("max", &self.max)
            .field("number", &self.number)
            .field("range", &self.range)
            .finish_non_exhaustive()
    }
}
