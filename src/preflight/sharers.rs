use alloc::collections::BTreeSet;

use crate::value::mark::Mark;

/// Customers that have a mark in common with others.
pub(super) struct Sharers(BTreeSet<(Mark, u32)>);

impl Sharers {
    pub(super) const fn new() -> Self {
        Self(BTreeSet::new())
    }

    pub(super) fn insert(&mut self, mark: Mark, holder: u32) {
        self.0.insert((mark, holder));
    }

    /// Says whether the customer was there.
    pub(super) fn remove(&mut self, mark: Mark, holder: u32) -> bool {
        self.0.remove(&(mark, holder))
    }

    /// Those of one mark, by number.
    pub(super) fn of(&self, mark: Mark) -> impl Iterator<Item = u32> {
        let range = self.0.range((mark, 0)..=(mark, u32::MAX));
        range.map(|(_, holder)| *holder)
    }

    /// The most bytes that can be allocated: a node of a B-tree has room for eleven entries of 16
    /// bytes and holds at least five, which with its pointers makes 42 bytes each; the root can hold
    /// one alone.
    pub(super) fn allocated(&self) -> usize {
        let root = if self.0.is_empty() { 0 } else { 192 };
        root + self.0.len() * 42
    }
}
