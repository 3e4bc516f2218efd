use std::collections::BTreeSet;

use proptest::prelude::*;
use salesive_schema::preflight::{Cause, Rule};
use salesive_schema::salesive;

use super::{DRAWN, MOST, Strip};

type Causes = BTreeSet<Cause<salesive::Rule>>;

const TAKEN: Cause<salesive::Rule> = Cause::File(Rule::EmailTaken);

fn strip(stopped: &[bool]) -> Strip<salesive::Rule> {
    let mut strip = Strip::new();
    for (line, is_stopped) in (1..).zip(stopped) {
        let causes: Causes = is_stopped.then_some(TAKEN).into_iter().collect();
        strip.add(line, *is_stopped, &causes);
    }
    strip
}

#[test]
fn every_record_is_in_one_part_and_the_parts_are_of_about_one_size() {
    for records in [
        0, 1, 7, 99, 100, 101, 1_599, 1_600, 1_601, 3_201, 20_000, 65_537,
    ] {
        let strip = strip(&vec![false; records]);
        let parts = strip.drawn();
        assert_eq!(parts.len(), records.min(DRAWN));
        assert!(strip.parts.len() <= MOST);
        let mut next = 1;
        for part in &parts {
            assert_eq!(part.first_line, next);
            assert_eq!(part.last_line + 1 - part.first_line, part.records);
            next = part.last_line + 1;
        }
        assert_eq!(next, records as u64 + 1);
        let sizes = || parts.iter().rev().skip(1).map(|part| part.records);
        let (least, most) = (sizes().min().unwrap_or(1), sizes().max().unwrap_or(1));
        assert!(most <= least * 9 / 8 + 1, "{records}: {least} to {most}");
    }
}

proptest! {
    #[test]
    fn a_part_has_what_its_lines_have(
        stopped in prop::collection::vec(prop::bool::weighted(0.1), 0..5_000),
    ) {
        let strip = strip(&stopped);
        let parts = strip.drawn();
        let counts = strip.of(TAKEN);
        prop_assert_eq!(counts.len(), parts.len());
        for (part, count) in parts.iter().zip(counts) {
            let lines = stopped.iter().take(part.last_line as usize);
            let lines = lines.skip(part.first_line as usize - 1);
            let expected = lines.filter(|is_stopped| **is_stopped).count() as u64;
            prop_assert_eq!((part.stopped, count), (expected, expected));
        }
    }
}
