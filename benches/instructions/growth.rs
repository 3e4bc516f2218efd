//! Texts that are meant to cost much, and longer and longer ones of them.

use std::hint::black_box;
use std::ops::RangeInclusive;

use salesive_schema::{Options, microbase, salesive};
use serde::de::IgnoredAny;

pub(crate) use crate::hostile::HOSTILE;
use crate::hostile::Reads;

/// Bytes of a text, each twice as many as the ones before.
pub(crate) const SIZES: [usize; 4] = [1 << 17, 1 << 18, 1 << 19, 1 << 20];

/// Twice the text takes so many times the instructions. Lists that grow make steps; a text that
/// takes less is not read to its end.
pub(crate) const LINEAR: RangeInclusive<f64> = 1.7..=2.1;

/// Reads a text under `measured`, here or, for comparison, with serde_json, which keeps nothing.
pub(crate) fn run(
    input: usize,
    size: usize,
    ours: bool,
    measured: impl Fn(&dyn Fn() -> bool) -> bool,
) {
    let input = &HOSTILE[input];
    let text = input.of_bytes(SIZES[size]);
    let text = black_box(&*text);
    if ours {
        let passes = measured(&|| read(input.reads, text));
        assert_eq!(passes, input.passes, "{}", input.name);
    } else {
        measured(&|| serde_json::from_slice::<IgnoredAny>(text).is_ok());
    }
}

/// Whether the text is accepted, or the place of every finding is found.
fn read(reads: Reads, text: &[u8]) -> bool {
    match reads {
        Reads::SalesiveUpdate => salesive::CustomerUpdate::from_json(text).is_ok(),
        Reads::MicrobaseUpdate => microbase::CustomerUpdate::from_json(text).is_ok(),
        Reads::MicrobaseUpdateWithPlaces => {
            let options = Options::new().max_findings(usize::MAX);
            let checked = microbase::CustomerUpdate::check(text, &options).unwrap();
            checked
                .report()
                .locate(text)
                .all(|(_, place)| place.is_some())
        }
        Reads::SalesiveReply => {
            let reply = salesive::Reply::decode(200, text);
            matches!(reply.outcome(), salesive::Outcome::Updated(_))
        }
        Reads::MicrobaseReply => {
            let reply = microbase::Reply::decode(200, text);
            matches!(reply.outcome(), microbase::Outcome::Updated(_))
        }
    }
}
