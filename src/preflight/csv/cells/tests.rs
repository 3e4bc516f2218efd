use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use csv_core::{ReadFieldResult, ReaderBuilder};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Cells, FEED, OPEN, RETURN, STRAY};

fn read(row: &str) -> Result<Vec<String>, &'static str> {
    let cells = Cells::new(row, b';');
    cells.map(|cell| cell.map(Cow::into_owned)).collect()
}

/// Whatever stands in the row.
fn by_library(row: &str) -> Vec<String> {
    let mut reader = ReaderBuilder::new().delimiter(b';').build();
    let (mut rest, mut cells) = (row.as_bytes(), Vec::new());
    loop {
        let mut cell = [0; 1 << 8];
        let (result, read, written) = reader.read_field(rest, &mut cell);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            ReadFieldResult::InputEmpty => {
                // The end of the input ends the cell.
                let (result, ..) = reader.read_field(b"", &mut []);
                assert!(matches!(result, ReadFieldResult::Field { .. }));
            }
            ReadFieldResult::Field { .. } => {}
            _ => return cells,
        }
        let cell = cell.get(..written).unwrap_or_default();
        cells.push(String::from_utf8_lossy(cell).into_owned());
    }
}

/// Why a row can be read in two ways, byte by byte.
fn unclear(row: &str) -> Option<&'static str> {
    let (mut is_start, mut is_quoted, mut is_closed) = (true, false, false);
    for byte in row.bytes() {
        match byte {
            b'"' if is_quoted => (is_quoted, is_closed) = (false, true),
            _ if is_quoted => {}
            b'"' if is_start || is_closed => {
                (is_start, is_quoted, is_closed) = (false, true, false)
            }
            b'\r' => return Some(RETURN),
            b'\n' => return Some(FEED),
            b';' => (is_start, is_closed) = (true, false),
            b'"' => return Some(STRAY),
            _ if is_closed => return Some(STRAY),
            _ => is_start = false,
        }
    }
    is_quoted.then_some(OPEN)
}

fn row() -> impl Strategy<Value = String> {
    let parts = ["\"", "\"\"", "\";\"", "\n", "\r", ";", "ab", "ä"];
    let quoted = vec(select(parts.to_vec()), 0..4)
        .prop_map(|parts| alloc::format!("\"{}\"", parts.concat().replace('"', "\"\"")));
    let cell = prop_oneof![
        4 => quoted,
        4 => select(alloc::vec!["", "ab", "ä", " "]).prop_map(String::from),
        1 => select(parts.to_vec()).prop_map(String::from),
    ];
    vec(cell, 1..5).prop_map(|cells| cells.join(";"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(5_000) })]

    #[test]
    fn cells_are_those_of_csv_core_or_the_row_is_unclear(row in row()) {
        match (read(&row), unclear(&row)) {
            (Err(found), expected) => prop_assert_eq!(Some(found), expected),
            (Ok(_), Some(expected)) => prop_assert!(false, "{}", expected),
            (Ok(cells), None) => prop_assert_eq!(cells, by_library(&row)),
        }
    }
}
