//! However a file comes, its report is the same.

use proptest::collection::vec;
use proptest::prelude::*;
use salesive_schema::Salesive;
use salesive_schema::preflight::Lines;

use super::draw::{self, Filed};
use super::{check, options};
use crate::both::for_both_services;

for_both_services! {
    any_chunks_of_a_file_give_the_same_report
}

/// `file` cut at places that are drawn, some of them equal.
fn cut<'f>(file: &'f [u8], places: &[prop::sample::Index]) -> Vec<&'f [u8]> {
    let mut places: Vec<_> = places
        .iter()
        .map(|place| place.index(file.len() + 1))
        .collect();
    places.sort_unstable();
    let mut chunks = Vec::new();
    let mut start = 0;
    for end in places {
        chunks.push(&file[start..end]);
        start = end;
    }
    chunks.push(&file[start..]);
    chunks
}

fn any_chunks_of_a_file_give_the_same_report<S: Filed>() {
    let places = vec(any::<prop::sample::Index>(), 0..40);
    proptest!(|(file in draw::file::<S>(), places in places)| {
        let options = options().max_record(200);
        let whole = check::<S>([&file[..]], None, &options);
        let chunks = check::<S>(cut(&file, &places), None, &options);
        prop_assert_eq!(&chunks, &whole);
        let bytes = check::<S>(file.chunks(1), None, &options);
        prop_assert_eq!(&bytes, &whole);
    });
}

proptest! {
    #[test]
    fn lines_are_what_stands_between_line_feeds(
        file in draw::file::<Salesive>(),
        places in vec(any::<prop::sample::Index>(), 0..40),
    ) {
        let mut expected: Vec<_> = file.split(|byte| *byte == b'\n').collect();
        // Nothing stands behind the last line feed.
        expected.pop_if(|last| last.is_empty());

        let mut found = Vec::new();
        let mut covered = 0;
        let mut lines = Lines::new(200);
        let mut each = |line: salesive_schema::preflight::Line<'_>| {
            assert_eq!(line.range().start, covered);
            covered = line.range().end;
            assert_eq!(line.number(), found.len() as u64 + 1);
            found.push(line.text().map(<[u8]>::to_vec));
        };
        for chunk in cut(&file, &places) {
            lines.feed(chunk, &mut each);
        }
        lines.finish(&mut each);
        prop_assert_eq!(covered, file.len() as u64);

        let last = expected.len();
        for (nth, (found, line)) in found.iter().zip(&expected).enumerate() {
            let ended = nth + 1 < last || file.ends_with(b"\n");
            let text = line.strip_suffix(b"\r").filter(|_| ended).unwrap_or(line);
            prop_assert_eq!(found.as_deref(), (text.len() <= 200).then_some(text));
        }
        prop_assert_eq!(found.len(), last);
    }
}
