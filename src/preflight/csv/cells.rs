#[cfg(test)]
mod tests;

use alloc::borrow::Cow;

use memchr::{memchr, memchr3};

/// The cells of a row without its line end, or why it can be read in two ways. A quote begins a cell,
/// is doubled inside, or ends the cell; anywhere else nobody can tell what it means. Of a carriage
/// return alone nobody can tell whether it ends the row, and a line feed outside quotes ends it.
pub(super) struct Cells<'r> {
    rest: Option<&'r str>,
    delimiter: u8,
    is_plain: bool,
}

const RETURN: &str = "A carriage return outside quotes has no line feed.";
const FEED: &str = "A line feed stands outside quotes.";
const STRAY: &str = "A quote is neither around a cell nor doubled in a quoted one.";
const OPEN: &str = "A quoted cell has no end.";

impl<'r> Cells<'r> {
    #[inline]
    pub(super) fn new(row: &'r str, delimiter: u8) -> Self {
        Self {
            rest: (!row.is_empty()).then_some(row),
            delimiter,
            is_plain: is_plain_but(row.as_bytes(), delimiter),
        }
    }

    /// Whether no cell is quoted, nor needs escapes in JSON.
    pub(super) const fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// Ends a cell where `rest` begins.
    fn end(&mut self, rest: &'r str) -> Result<(), &'static str> {
        self.rest = match rest.as_bytes().first() {
            None => None,
            Some(byte) if *byte == self.delimiter => rest.get(1..),
            Some(b'\r') => return Err(RETURN),
            Some(b'\n') => return Err(FEED),
            Some(_) => return Err(STRAY),
        };
        Ok(())
    }

    /// The cell that begins with `text`.
    fn any(&mut self, text: &'r str) -> Result<Cow<'r, str>, &'static str> {
        if let Some(text) = text.strip_prefix('"') {
            return self.quoted(text);
        }
        let end = memchr3(self.delimiter, b'"', b'\r', text.as_bytes());
        let (cell, rest) = text.split_at(end.unwrap_or(text.len()));
        if cell.contains('\n') {
            return Err(FEED);
        }
        self.end(rest)?;
        Ok(Cow::Borrowed(cell))
    }

    /// The cell that begins with `text` in quotes.
    fn quoted(&mut self, mut text: &'r str) -> Result<Cow<'r, str>, &'static str> {
        let mut cell = Cow::Borrowed("");
        loop {
            let quote = memchr(b'"', text.as_bytes()).ok_or(OPEN)?;
            let (part, rest) = text.split_at(quote);
            let rest = rest.get(1..).unwrap_or_default();
            cell += part;
            let Some(doubled) = rest.strip_prefix('"') else {
                self.end(rest)?;
                return Ok(cell);
            };
            cell += "\"";
            text = doubled;
        }
    }
}

impl<'r> Iterator for Cells<'r> {
    type Item = Result<Cow<'r, str>, &'static str>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let text = self.rest.take()?;
        if !self.is_plain {
            return Some(self.any(text));
        }
        let end = memchr(self.delimiter, text.as_bytes()).unwrap_or(text.len());
        let (cell, rest) = text.split_at(end);
        self.rest = rest.get(1..);
        Some(Ok(Cow::Borrowed(cell)))
    }
}

/// Whether a JSON string can hold the text as it is, but for one sign.
pub(super) fn is_plain_but(text: &[u8], but: u8) -> bool {
    let is_plain =
        |byte: &u8| ((*byte >= 0x20) | (*byte == but)) & (*byte != b'"') & (*byte != b'\\');
    // All bytes of a block are looked at, so that many are at a time.
    let are_plain = |block: &[u8; 32]| block.iter().fold(true, |all, byte| all & is_plain(byte));
    match text.last_chunk() {
        // Which overlaps the block before.
        Some(last) => text.as_chunks().0.iter().all(are_plain) && are_plain(last),
        None => text.iter().all(is_plain),
    }
}
