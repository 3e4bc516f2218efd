use alloc::string::String;
use alloc::vec::Vec;
use core::iter::{once, repeat};
use core::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{BYTE_ORDER_MARK, CsvOptions, Line, Rows};

/// Number, range and, if it is not too long, text without the line end.
type Row = (u64, Range<u64>, Option<Vec<u8>>);

const MAX: usize = 12;

fn cut<'c>(chunks: impl IntoIterator<Item = &'c [u8]>) -> (Vec<Row>, u64, Option<String>) {
    let mut rows = Vec::new();
    let mut cutter = Rows::new(
        MAX,
        &CsvOptions::new().delimiter(";".parse().expect("a delimiter")),
    );
    let mut each = |line: Line<'_>| {
        let text = line.text().map(<[u8]>::to_vec);
        rows.push((line.number(), line.range().clone(), text));
    };
    for chunk in chunks {
        cutter.feed(chunk, &mut each);
    }
    let open = cutter.open_quote();
    cutter.finish(&mut each);
    (rows, cutter.lines(), open)
}

/// Where in a row a byte stands.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Start,
    Plain,
    Quoted,
    Closed,
    Stray,
}

const fn next(state: State, byte: u8) -> State {
    match (state, byte) {
        (State::Quoted, b'"') => State::Closed,
        (State::Quoted, _) => State::Quoted,
        (State::Start | State::Closed, b'"') => State::Quoted,
        (_, b'\n' | b';') => State::Start,
        (State::Closed, b'\r') => State::Closed,
        (State::Closed, _) | (State::Plain, b'"') | (State::Stray, _) => State::Stray,
        (State::Start | State::Plain, _) => State::Plain,
    }
}

/// The same, byte by byte.
fn expected(text: &[u8]) -> Vec<Row> {
    let mut rows = Vec::new();
    let marked = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let (mut state, mut start, mut number, mut line) = (State::Start, 0, 1, 1);
    for (at, byte) in text.iter().enumerate().skip(text.len() - marked.len()) {
        state = next(state, *byte);
        line += u64::from(*byte == b'\n');
        let is_end = *byte == b'\n' && state != State::Quoted;
        if is_end || at + 1 == text.len() {
            let whole = text.get(start..=at).unwrap_or_default();
            let row = whole
                .strip_suffix(b"\n")
                .map_or(whole, |row| row.strip_suffix(b"\r").unwrap_or(row));
            let kept = (row.len() <= MAX).then(|| row.to_vec());
            rows.push((number, start as u64..at as u64 + 1, kept));
            (state, start, number) = (State::Start, at + 1, line);
        }
    }
    rows
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    let parts: [&[u8]; 9] = [
        b"\"",
        b"\"\"",
        b"\n",
        b"\r\n",
        b"\r",
        b";",
        b"ab",
        b"\xEF\xBB",
        b"\xBF",
    ];
    vec(select(parts.to_vec()), 1..30).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5_000) })]

    #[test]
    fn rows_are_cut_where_a_line_ends_outside_quotes_whatever_the_chunks(
        text in text(),
        size in 1..10_usize,
        empty in any::<Vec<bool>>(),
    ) {
        let whole = cut([&text[..]]);
        prop_assert_eq!(&cut(text.chunks(size)), &whole);
        prop_assert_eq!(&cut(text.chunks(1)), &whole);
        let empty = empty.into_iter().chain(repeat(true));
        let with_empty = text.chunks(size).zip(empty).flat_map(|(chunk, is_followed)| {
            once(chunk).chain(is_followed.then_some(&b""[..]))
        });
        prop_assert_eq!(&cut(with_empty), &whole);
        // With a mark and nothing else, there is a row of nothing.
        if text != BYTE_ORDER_MARK {
            prop_assert_eq!(whole.0, expected(&text));
        }
    }
}
