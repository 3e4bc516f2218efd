extern crate std;

use std::collections::BTreeMap;
use std::vec::Vec;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::Slots;

#[derive(Clone, Debug)]
enum Step {
    Insert { hash: u32 },
    Remove { nth: Index },
    Replace { nth: Index },
}

/// Hashes that crowd: at both ends, so that they run over the end of the table, and on few values.
fn hash() -> impl Strategy<Value = u32> {
    let end = u32::MAX - 3;
    prop_oneof![any::<u32>(), 0..4_u32, end..=u32::MAX, Just(1 << 31)]
}

fn step() -> impl Strategy<Value = Step> {
    let nth = any::<Index>;
    prop_oneof![
        4 => hash().prop_map(|hash| Step::Insert { hash }),
        2 => nth().prop_map(|nth| Step::Remove { nth }),
        1 => nth().prop_map(|nth| Step::Replace { nth }),
    ]
}

/// Takes the steps in a table and in a map of numbers to hashes.
fn both(steps: Vec<Step>) -> (Slots, BTreeMap<u32, u32>) {
    let (mut slots, mut map) = (Slots::new(), BTreeMap::new());
    for (step, next) in steps.into_iter().zip(0..) {
        let pick = |nth: Index| {
            let all: Vec<(u32, u32)> = map.iter().map(|(number, hash)| (*number, *hash)).collect();
            (!all.is_empty()).then(|| *nth.get(&all))
        };
        match step {
            Step::Insert { hash } => {
                slots.insert(hash, next);
                map.insert(next, hash);
            }
            Step::Remove { nth } => {
                if let Some((number, hash)) = pick(nth) {
                    slots.remove(hash, number);
                    slots.remove(hash, number);
                    map.remove(&number);
                }
            }
            Step::Replace { nth } => {
                if let Some((number, hash)) = pick(nth) {
                    if let Some(found) = slots.find_mut(hash, |found| found == number) {
                        *found = next;
                    }
                    map.remove(&number);
                    map.insert(next, hash);
                }
            }
        }
    }
    (slots, map)
}

proptest! {
    #[test]
    fn it_finds_what_a_map_finds(steps in vec(step(), 1..200)) {
        let numbers = 0..steps.len() as u32;
        let (slots, map) = both(steps);
        for number in numbers {
            let hash = map.get(&number);
            for other in hash.into_iter().chain(&[0, 1, 1 << 31, u32::MAX]) {
                let found = slots.find(*other, |found| found == number);
                prop_assert_eq!(found, hash.filter(|hash| *hash == other).map(|_| number));
            }
        }
        let taken = slots.slots.iter().filter(|slot| slot.is_taken()).count();
        prop_assert_eq!((taken, slots.taken), (map.len(), map.len()));
        // Of four, one is always free.
        prop_assert!(taken * 4 < slots.slots.len() * 3 + 4);
        prop_assert_eq!(slots.allocated(), slots.slots.len() * 8);
    }
}

#[test]
fn an_empty_table_holds_nothing_and_takes_nothing() {
    let mut slots = Slots::new();
    slots.remove(5, 5);
    assert_eq!(slots.find(5, |_| true), None);
    assert_eq!(slots.find_mut(5, |_| true), None);
    assert_eq!(slots.allocated(), 0);
}

#[test]
fn equal_hashes_without_end_are_told_apart() {
    let mut slots = Slots::new();
    for number in 0..1000 {
        slots.insert(7, number);
    }
    for number in (0..1000).rev() {
        assert_eq!(slots.find(7, |found| found == number), Some(number));
        slots.remove(7, number);
        assert_eq!(slots.find(7, |found| found == number), None);
    }
    assert_eq!(slots.taken, 0);
}
