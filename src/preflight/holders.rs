use alloc::collections::BTreeSet;
use hashbrown::HashTable;

use super::index::Customer;
use super::mark::Mark;

/// Which customers have a mark: almost always one at most, so that the others stand apart.
pub(super) struct Holders {
    mark: fn(&Customer) -> Option<Mark>,
    /// The first holder of each mark.
    first: HashTable<u32>,
    further: BTreeSet<(Mark, u32)>,
}

impl Holders {
    pub(super) const fn new(mark: fn(&Customer) -> Option<Mark>) -> Self {
        Self {
            mark,
            first: HashTable::new(),
            further: BTreeSet::new(),
        }
    }

    /// The holder that came first.
    pub(super) fn first(&self, mark: Mark, customers: &[Customer]) -> Option<u32> {
        self.first
            .find(mark.get(), self.holds(mark, customers))
            .copied()
    }

    /// The first holder but `own`.
    pub(super) fn other(&self, mark: Mark, own: u32, customers: &[Customer]) -> Option<u32> {
        let first = self.first(mark, customers)?;
        if first != own {
            return Some(first);
        }
        self.second(mark)
    }

    /// Adds a customer, whose mark is set already.
    pub(super) fn add(&mut self, holder: u32, customers: &[Customer]) {
        let Some(mark) = self.mark_of(holder, customers) else {
            return;
        };
        let holds = self.holds(mark, customers);
        match self.first.find_mut(mark.get(), holds) {
            Some(first) => {
                let later = holder.max(*first);
                *first = holder.min(*first);
                self.further.insert((mark, later));
            }
            None => {
                let of = self.mark;
                self.first.insert_unique(mark.get(), holder, |&other| {
                    hash(customers.get(other as usize).and_then(of))
                });
            }
        }
    }

    /// Removes a customer, whose mark is set still.
    pub(super) fn remove(&mut self, holder: u32, customers: &[Customer]) {
        let Some(mark) = self.mark_of(holder, customers) else {
            return;
        };
        if self.further.remove(&(mark, holder)) {
            return;
        }
        let second = self.second(mark);
        if let Some(second) = second {
            self.further.remove(&(mark, second));
        }
        if let Ok(entry) = self.first.find_entry(mark.get(), |&other| other == holder) {
            match second {
                Some(second) => *entry.into_mut() = second,
                None => drop(entry.remove()),
            }
        }
    }

    /// The bytes that are allocated.
    pub(super) fn allocated(&self) -> usize {
        // A node of a B-tree is at least half full.
        self.first.allocation_size() + self.further.len() * 2 * size_of::<(Mark, u32)>()
    }

    fn second(&self, mark: Mark) -> Option<u32> {
        let range = (mark, 0)..=(mark, u32::MAX);
        self.further.range(range).next().map(|&(_, second)| second)
    }

    fn mark_of(&self, holder: u32, customers: &[Customer]) -> Option<Mark> {
        customers.get(holder as usize).and_then(self.mark)
    }

    fn holds<'c>(&self, mark: Mark, customers: &'c [Customer]) -> impl Fn(&u32) -> bool + use<'c> {
        let of = self.mark;
        move |&holder| customers.get(holder as usize).and_then(of) == Some(mark)
    }
}

fn hash(mark: Option<Mark>) -> u64 {
    mark.map_or(0, Mark::get)
}
