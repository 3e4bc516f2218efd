use std::ops::Range;

use salesive_terminal::printable_character;

/// The part of one line around a place, fit to be shown.
pub(crate) struct Snippet {
    pub(crate) text: String,
    /// The bytes of `text` that hold the place, as far as they are shown.
    pub(crate) span: Range<usize>,
}

/// How many characters are shown of a line, and how many of them from the place on if both sides
/// have more.
const WIDTH: usize = 120;
const FROM: usize = 70;

/// So many bytes hold more than `WIDTH` characters.
const NEAR: usize = 4 * (WIDTH + 1);

const ELLIPSIS: &str = "…";

impl Snippet {
    /// The line of `text` that holds the start of `span`. Takes time for what it shows only,
    /// however long the line is.
    pub(crate) fn new(text: &[u8], span: &Range<usize>) -> Self {
        let (before, from) = text.split_at(span.start.min(text.len()));
        let near = before.len().saturating_sub(NEAR);
        let before = before.get(near..).unwrap_or_default();
        let before = before.rsplit(|byte| *byte == b'\n').next();
        let from = from.get(..NEAR).unwrap_or(from);
        let from = from.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let from = from.strip_suffix(b"\r").unwrap_or(from);
        let (marked, after) = from.split_at(span.len().min(from.len()));

        let [before, marked, after] = [before.unwrap_or_default(), marked, after].map(characters);
        let from = marked.len() + after.len();
        let shown_from = from.min(FROM.max(WIDTH.saturating_sub(before.len())));
        let skipped = before.len().saturating_sub(WIDTH - shown_from);

        let mut text = String::new();
        if skipped > 0 {
            text.push_str(ELLIPSIS);
        }
        text.extend(before.iter().skip(skipped));
        let start = text.len();
        text.extend(marked.iter().take(shown_from));
        let span = start..text.len();
        text.extend(after.iter().take(shown_from.saturating_sub(marked.len())));
        if shown_from < from {
            text.push_str(ELLIPSIS);
        }
        Self { text, span }
    }
}

fn characters(bytes: &[u8]) -> Vec<char> {
    let text = String::from_utf8_lossy(bytes);
    text.chars().map(printable_character).collect()
}

#[cfg(test)]
mod tests;
