use alloc::vec::Vec;
use core::fmt;
use core::mem;
use core::ops::Range;

use memchr::memchr;

use crate::value::secret::Redacted;

/// Cuts text that comes in chunks into lines. A line is held only while it is incomplete, and never
/// one that is longer than the limit.
///
/// A line ends at `\n` or `\r\n`, the last one also where the text ends. The lines that come out
/// are the same however the text is cut into chunks.
pub struct Lines {
    max: usize,
    number: u64,
    start: u64,
    /// How much of the current line has come.
    length: u64,
    /// What has come of the current line, unless it is too long.
    held: Vec<u8>,
}

/// One line of a text.
#[derive(Clone, PartialEq, Eq)]
pub struct Line<'t> {
    number: u64,
    range: Range<u64>,
    text: Option<&'t [u8]>,
}

impl Lines {
    /// Lines of up to `max` bytes, without the line end.
    pub const fn new(max: usize) -> Self {
        Self {
            max,
            number: 1,
            start: 0,
            length: 0,
            held: Vec::new(),
        }
    }

    /// Takes the next bytes of the text, and hands out each line that ends in them.
    pub fn feed(&mut self, chunk: &[u8], mut each: impl FnMut(Line<'_>)) {
        let mut rest = chunk;
        while let Some(end) = memchr(b'\n', rest) {
            let (line, after) = rest.split_at(end + 1);
            rest = after;
            if self.length == 0 {
                self.length = line.len() as u64;
                self.end(line, &mut each);
            } else {
                self.hold(line);
                let held = mem::take(&mut self.held);
                self.end(&held, &mut each);
                // A long line does not keep its memory for ever.
                if held.capacity() <= 1 << 16 {
                    self.held = held;
                    self.held.clear();
                }
            }
        }
        self.hold(rest);
    }

    /// Ends the text: the last line comes out, if it has no end. What is fed afterwards begins
    /// another line, the numbers of lines and bytes going on.
    pub fn finish(&mut self, mut each: impl FnMut(Line<'_>)) {
        if self.length > 0 {
            let held = mem::take(&mut self.held);
            self.end(&held, &mut each);
        }
    }

    /// The bytes that are allocated: about twice the limit at most.
    pub const fn allocated(&self) -> usize {
        self.held.capacity()
    }

    fn hold(&mut self, part: &[u8]) {
        self.length += part.len() as u64;
        // Room for `\r\n`.
        if self.length <= (self.max as u64).saturating_add(2) {
            self.held.extend_from_slice(part);
        } else {
            self.held = Vec::new();
        }
    }

    /// `line` is the whole line, unless it is too long.
    fn end(&mut self, line: &[u8], each: &mut impl FnMut(Line<'_>)) {
        let end = self.start + self.length;
        let is_whole = line.len() as u64 == self.length;
        let text = match line.strip_suffix(b"\n") {
            Some(text) => text.strip_suffix(b"\r").unwrap_or(text),
            None => line,
        };
        each(Line {
            number: self.number,
            range: self.start..end,
            text: (is_whole && text.len() <= self.max).then_some(text),
        });
        self.number += 1;
        self.start = end;
        self.length = 0;
    }
}

/// No text is shown.
impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines")
            .field("max", &self.max)
            .field("number", &self.number)
            .field("start", &self.start)
            .finish_non_exhaustive()
    }
}

impl<'t> Line<'t> {
    /// A line that was cut out elsewhere. `number` counts from 1, `range` includes the line end,
    /// `text` does not; it is `None` for a line that is too long to be looked at.
    pub const fn new(number: u64, range: Range<u64>, text: Option<&'t [u8]>) -> Self {
        Self {
            number,
            range,
            text,
        }
    }

    /// The number of the line, from 1.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The bytes of the line and its end, in the whole text: the ranges of all lines cover it
    /// without a gap.
    pub const fn range(&self) -> &Range<u64> {
        &self.range
    }

    /// The bytes of the line without its end; `None` if there are too many.
    pub const fn text(&self) -> Option<&'t [u8]> {
        self.text
    }

    /// Whether there is nothing on the line but spaces, tabs and carriage returns.
    pub fn is_blank(&self) -> bool {
        self.text
            .is_some_and(|text| text.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')))
    }
}

/// No text is shown.
impl fmt::Debug for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line")
            .field("number", &self.number)
            .field("range", &self.range)
            .field("text", &self.text.map(|_| Redacted))
            .finish()
    }
}
