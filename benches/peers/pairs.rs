//! One contender beside another one, in turns so short that what slows the machine down for a
//! while slows both of them down.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::{Contender, Input};

/// So many bytes are read in a turn, in some tenths of a millisecond.
const TURN: usize = 1 << 17;

/// Reads all texts so many times with `one`, and as often with `other`; how long the first took,
/// and of each pair of turns how many times as long it took as the second.
pub(crate) fn measure(
    input: &Input,
    one: &Contender,
    other: &Contender,
    times: u64,
) -> (Duration, Vec<f64>) {
    let bodies = &input.bodies;
    let bytes: usize = bodies.iter().map(|body| body.text.len()).sum();
    let turn = (TURN * bodies.len() / bytes).max(1);
    let (mut total, mut ratios) = (Duration::ZERO, Vec::new());
    let (mut at, mut left) = (0, bodies.len() as u64 * times);
    while left > 0 {
        let length = left.min(turn as u64);
        let read = |contender: &Contender| {
            let start = Instant::now();
            for body in bodies.iter().cycle().skip(at).take(length as usize) {
                black_box((contender.accepts)(black_box(&body.text)));
            }
            start.elapsed()
        };
        // Who comes second finds the texts in the cache.
        let (first, second) = if ratios.len() % 2 == 0 {
            let first = read(one);
            (first, read(other))
        } else {
            let second = read(other);
            (read(one), second)
        };
        total += first;
        ratios.push(first.as_secs_f64() / second.as_secs_f64());
        at = (at + length as usize) % bodies.len();
        left -= length;
    }
    (total, ratios)
}

pub(crate) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}
