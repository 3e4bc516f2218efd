#[cfg(test)]
mod tests;

use std::marker::PhantomData;
use std::ops::Range;

use salesive_schema::Service;
use salesive_schema::preflight::csv::Delimiter;

use super::is_reason;
use crate::args::REASONS;
use crate::start::BYTE_ORDER_MARK;

/// The last column of the rejected rows, which says why they are. One that the file came with is
/// replaced.
pub(in crate::preflight) struct Column<S> {
    delimiter: u8,
    /// How many cells the header came with.
    cells: usize,
    /// Whether the last of them is a column of reasons.
    has_old: bool,
    service: PhantomData<S>,
}

impl<S: Service> Column<S> {
    /// The column below a header, which can have a row such as `sep=;` before it, and the header with
    /// the column; none if the file has a column of that name that is not its last.
    pub(in crate::preflight) fn of(header: &[u8], delimiter: Delimiter) -> Option<(Self, Vec<u8>)> {
        let (text, end) = without_end(header);
        let before = text.len() - last_row(text).len();
        let (before, names) = text.split_at(before);
        let mark = if names.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK
        } else {
            b""
        };
        let names = names.get(mark.len()..).unwrap_or_default();
        let mut column = Self {
            delimiter: delimiter.get(),
            cells: 0,
            has_old: false,
            service: PhantomData,
        };
        let cells = column.cells(names);
        let is_old =
            |cell: &Range<usize>| names.get(cell.clone()).map(unquoted) == Some(REASONS.as_bytes());
        let (last, others) = cells.split_last()?;
        if others.iter().any(is_old) {
            return None;
        }
        column.cells = cells.len();
        column.has_old = is_old(last);
        let mut header = [before, mark, column.without_old(names)].concat();
        header.push(column.delimiter);
        header.extend_from_slice(REASONS.as_bytes());
        header.extend_from_slice(end);
        Some((column, header))
    }

    /// A row of which the columns are clear, with its reasons.
    pub(in crate::preflight) fn row(&self, row: &[u8], reasons: &str) -> Vec<u8> {
        let (text, end) = without_end(row);
        self.with(self.without_old(text).to_vec(), reasons, end)
    }

    /// The same of a row, or the end of one, of which they are not. As it cannot be read, it must not
    /// become one that can.
    pub(in crate::preflight) fn unclear_row(&self, row: &[u8], reasons: &str) -> Vec<u8> {
        let (text, end) = without_end(row);
        if !self.has_old {
            return self.with(text.to_vec(), reasons, end);
        }
        if let Some(text) = self.without_reason(text) {
            return self.with(text.to_vec(), reasons, end);
        }
        let mut text = text.to_vec();
        if self.cells(&text).len() == self.cells - 1 {
            text.push(self.delimiter);
        }
        self.with(text, reasons, end)
    }

    fn with(&self, mut row: Vec<u8>, reasons: &str, end: &[u8]) -> Vec<u8> {
        row.push(self.delimiter);
        // Without a quote inside, the cell is found again in whatever stands before it.
        row.extend_from_slice(format!("\"{}\"", reasons.replace('"', "'")).as_bytes());
        row.extend_from_slice(end);
        row
    }

    /// The row without the reasons that it came with.
    fn without_old<'r>(&self, row: &'r [u8]) -> &'r [u8] {
        let old = self.cells(row).pop().filter(|_| self.has_old);
        let before = old.and_then(|cell| row.get(..cell.start.saturating_sub(1)));
        before.unwrap_or(row)
    }

    /// The row before a last cell that begins as a reason does, with quotes around it or without.
    fn without_reason<'r>(&self, row: &'r [u8]) -> Option<&'r [u8]> {
        let (before, cell) = match row.strip_suffix(b"\"") {
            Some(row) => {
                let quote = row.iter().rposition(|byte| *byte == b'"')?;
                let before = row.get(..quote)?.strip_suffix(&[self.delimiter])?;
                (before, row.get(quote + 1..)?)
            }
            None => {
                let delimiter = row.iter().rposition(|byte| *byte == self.delimiter)?;
                (row.get(..delimiter)?, row.get(delimiter + 1..)?)
            }
        };
        let cell = str::from_utf8(cell).ok()?;
        is_reason::<S>(cell).then_some(before)
    }

    /// Where the cells of a row are, with their quotes.
    fn cells(&self, row: &[u8]) -> Vec<Range<usize>> {
        let mut cells = Vec::new();
        let (mut start, mut is_quoted) = (0, false);
        for (at, byte) in row.iter().enumerate() {
            is_quoted ^= *byte == b'"';
            if *byte == self.delimiter && !is_quoted {
                cells.push(start..at);
                start = at + 1;
            }
        }
        cells.push(start..row.len());
        cells
    }
}

/// A row, and its line end.
fn without_end(row: &[u8]) -> (&[u8], &[u8]) {
    let text = match row.strip_suffix(b"\n") {
        Some(text) => text.strip_suffix(b"\r").unwrap_or(text),
        None => row,
    };
    row.split_at(text.len())
}

/// What begins after the last line end outside quotes.
fn last_row(text: &[u8]) -> &[u8] {
    let mut is_quoted = false;
    let ends = text.iter().enumerate().filter(|(_, byte)| {
        is_quoted ^= **byte == b'"';
        **byte == b'\n' && !is_quoted
    });
    let start = ends.last().map_or(0, |(at, _)| at + 1);
    text.get(start..).unwrap_or_default()
}

fn unquoted(cell: &[u8]) -> &[u8] {
    let quoted = cell
        .strip_prefix(b"\"")
        .and_then(|cell| cell.strip_suffix(b"\""));
    quoted.unwrap_or(cell)
}
