#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use salesive_schema::preflight::Cause;

/// Where in the files records are stopped, and by what: counted in parts of equally many records,
/// which double whenever there are too many parts.
pub(super) struct Strip<R> {
    /// How many records a part takes.
    size: u64,
    parts: Vec<Part>,
    /// How many records of each part have a cause.
    causes: BTreeMap<Cause<R>, Vec<u64>>,
}

/// Records in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) first_line: u64,
    /// The line on which the last record begins.
    pub(super) last_line: u64,
    pub(super) records: u64,
    pub(super) stopped: u64,
}

/// So many parts are counted, many times more than are drawn, so that those are of about one size.
const MOST: usize = 1600;

/// So many parts are drawn, unless there are fewer records.
const DRAWN: usize = 100;

impl<R: Copy + Ord> Strip<R> {
    pub(super) const fn new() -> Self {
        Self {
            size: 1,
            parts: Vec::new(),
            causes: BTreeMap::new(),
        }
    }

    /// Counts the next record.
    pub(super) fn add(&mut self, line: u64, is_stopped: bool, causes: &BTreeSet<Cause<R>>) {
        let is_full = self
            .parts
            .last()
            .is_none_or(|last| last.records == self.size);
        if is_full && self.parts.len() == MOST {
            self.fold();
        }
        if is_full {
            self.parts.push(Part {
                first_line: line,
                last_line: line,
                records: 0,
                stopped: 0,
            });
        }
        let at = self.parts.len() - 1;
        if let Some(part) = self.parts.last_mut() {
            part.last_line = line;
            part.records += 1;
            part.stopped += u64::from(is_stopped);
        }
        for cause in causes {
            let counts = self.causes.entry(*cause).or_default();
            counts.resize(at + 1, 0);
            if let Some(count) = counts.last_mut() {
                *count += 1;
            }
        }
    }

    /// Makes one part of every two.
    fn fold(&mut self) {
        self.size *= 2;
        self.parts = self.parts.chunks(2).filter_map(Part::of).collect();
        for counts in self.causes.values_mut() {
            *counts = counts.chunks(2).map(|two| two.iter().sum()).collect();
        }
    }

    /// The parts to be drawn.
    pub(super) fn drawn(&self) -> Vec<Part> {
        let parts = self.ranges().map(|range| self.parts.get(range));
        parts.filter_map(|parts| Part::of(parts?)).collect()
    }

    /// How many records of each of these parts have a cause.
    pub(super) fn of(&self, cause: Cause<R>) -> Vec<u64> {
        let counts = self.causes.get(&cause).map_or(&[][..], |counts| counts);
        let within = |range: Range<usize>| counts.iter().take(range.end).skip(range.start).sum();
        self.ranges().map(within).collect()
    }

    fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let counted = self.parts.len();
        let drawn = counted.min(DRAWN);
        (0..drawn).map(move |nth| nth * counted / drawn..(nth + 1) * counted / drawn)
    }
}

impl Part {
    /// All of these parts as one, if there are any.
    fn of(parts: &[Self]) -> Option<Self> {
        Some(Self {
            first_line: parts.first()?.first_line,
            last_line: parts.last()?.last_line,
            records: parts.iter().map(|part| part.records).sum(),
            stopped: parts.iter().map(|part| part.stopped).sum(),
        })
    }
}
