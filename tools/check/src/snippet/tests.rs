#![allow(
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

use super::{Snippet, WIDTH};

fn snippet(text: &str, marked: &str) -> (String, String) {
    let start = text.find(marked).unwrap();
    let snippet = Snippet::new(text.as_bytes(), &(start..start + marked.len()));
    (snippet.text[snippet.span].to_owned(), snippet.text)
}

#[test]
fn a_line_that_fits_is_shown_whole() {
    let line = format!("{}[here]{}", "é".repeat(90), "é".repeat(24));
    let text = format!("above\n{line}\r\nbelow");
    assert_eq!(snippet(&text, "[here]"), ("[here]".into(), line));
}

#[test]
fn a_longer_line_is_cut_where_it_has_more_to_show() {
    let (left, right) = ("阿".repeat(500), "é".repeat(500));
    let (marked, shown) = snippet(&format!("{left}[here]{right}"), "[here]");
    assert_eq!(marked, "[here]");
    assert_eq!(
        shown,
        format!("…{}[here]{}…", "阿".repeat(50), "é".repeat(64))
    );

    let (_, shown) = snippet(&format!("[here]{right}"), "[here]");
    assert_eq!(shown, format!("[here]{}…", "é".repeat(114)));
    let (_, shown) = snippet(&format!("{left}[here]"), "[here]");
    assert_eq!(shown, format!("…{}[here]", "阿".repeat(114)));
}

#[test]
fn of_a_place_of_many_lines_the_first_is_shown() {
    let (marked, shown) = snippet("{\n  \"user\": {\n  }\n}", "{\n  }");
    assert_eq!((marked.as_str(), shown.as_str()), ("{", "  \"user\": {"));
}

/// The renderer panics on a span that is not between characters.
#[test]
fn every_span_of_every_bytes_gives_one_printable_line() {
    let mut text = "{\t\"né\": \"阿👩🏽\u{1b}\u{9b}\r\"}\n"
        .repeat(12)
        .into_bytes();
    text.extend(b"\xff\x80\xf0\x9f\x91 \xe9".repeat(60));
    for start in 0..=text.len() {
        for end in (start..=text.len()).step_by(7) {
            let Snippet { text, span } = Snippet::new(&text, &(start..end));
            assert!(text.get(span).is_some());
            assert!(!text.contains(char::is_control));
            assert!(text.chars().count() <= WIDTH + 2);
        }
    }
}
