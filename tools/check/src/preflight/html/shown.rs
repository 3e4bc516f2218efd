use maud::{Markup, Render, html};
use salesive_terminal::printable_character;

use crate::preflight::files::{Files, Place};

/// A text from outside, so short that no file decides how long the page is: the start and the end of a
/// longer one.
pub(super) struct Short<'t>(pub(super) &'t str);

const MOST: usize = 64;

impl Short<'_> {
    pub(super) fn text(&self) -> String {
        bounded(self.0, MOST)
    }
}

impl Render for Short<'_> {
    fn render(&self) -> Markup {
        self.text().render()
    }
}

/// A sentence, which can name a file.
pub(super) fn sentence(text: &str) -> String {
    bounded(text, 4 * MOST)
}

fn bounded(text: &str, most: usize) -> String {
    let characters = text.chars().map(printable_character);
    if text.len() <= most || text.chars().nth(most).is_none() {
        return characters.collect();
    }
    // What tells names apart is rather at their end.
    let (start, end) = (most / 3, most - most / 3 - 1);
    let length = text.chars().count();
    let start = characters.clone().take(start);
    let end = characters.skip(length - end);
    start.chain(['…']).chain(end).collect()
}

/// `12,345`
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 record`, `12,345 records`
pub(super) fn records(number: u64) -> String {
    let noun = if number == 1 { "record" } else { "records" };
    format!("{} {noun}", grouped(number))
}

/// What a rule says, with what it quotes as code.
pub(super) fn quoted(sentence: &str) -> Markup {
    html! {
        @for (nth, part) in sentence.split('`').enumerate() {
            @if nth % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// `updates.ndjson:3`
pub(super) fn place(place: &Place<'_>) -> String {
    format!("{}:{}", Short(place.file).text(), place.line)
}

/// The same as far as it says something: `line 3` of a single file.
pub(super) fn short_place(at: &Place<'_>, files: &Files) -> String {
    if files.are_many() {
        place(at)
    } else {
        format!("line {}", at.line)
    }
}

/// Where `part` of `whole` ends on a scale that ends with `scale`; what is not nothing can be seen.
pub(super) fn scaled(part: u64, whole: u64, scale: u64) -> u64 {
    let exact = u128::from(part) * u128::from(scale);
    let scaled = exact.div_ceil(u128::from(whole.max(1)));
    u64::try_from(scaled).unwrap_or(scale)
}
