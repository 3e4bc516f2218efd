use alloc::collections::BTreeSet;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::index::Customer;
use super::mark::Mark;

/// Which customers have a mark: almost always one at most, so that the others stand apart.
pub(super) struct Holders {
    mark: fn(&Customer) -> Option<Mark>,
    /// The first holder of each mark.
    first: HashTable<First>,
    further: BTreeSet<(Mark, u32)>,
}

/// A holder, with so much of the mark that the table can grow, and pass over almost all others,
/// without a look at customers all over the memory.
struct First {
    holder: u32,
    hash: u32,
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
        let first = self
            .first
            .find(spread(hash(mark)), self.holds(mark, customers))?;
        Some(first.holder)
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
        let hash = hash(mark);
        let holds = self.holds(mark, customers);
        match self
            .first
            .entry(spread(hash), holds, |first| spread(first.hash))
        {
            Entry::Occupied(mut first) => {
                let first = &mut first.get_mut().holder;
                let later = holder.max(*first);
                *first = holder.min(*first);
                self.further.insert((mark, later));
            }
            Entry::Vacant(free) => {
                free.insert(First { holder, hash });
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
        let is_own = |first: &First| first.holder == holder;
        if let Ok(mut entry) = self.first.find_entry(spread(hash(mark)), is_own) {
            match second {
                Some(second) => entry.get_mut().holder = second,
                None => drop(entry.remove()),
            }
        }
    }

    /// The bytes that are allocated.
    pub(super) fn allocated(&self) -> usize {
        // A node of a B-tree has room for eleven entries of 16 bytes and holds at least five, which
        // with its pointers makes 42 bytes each.
        self.first.allocation_size() + self.further.len() * 42
    }

    fn second(&self, mark: Mark) -> Option<u32> {
        let range = (mark, 0)..=(mark, u32::MAX);
        self.further.range(range).next().map(|&(_, second)| second)
    }

    fn mark_of(&self, holder: u32, customers: &[Customer]) -> Option<Mark> {
        customers.get(holder as usize).and_then(self.mark)
    }

    fn holds<'c>(
        &self,
        mark: Mark,
        customers: &'c [Customer],
    ) -> impl Fn(&First) -> bool + use<'c> {
        let of = self.mark;
        move |first| {
            first.hash == hash(mark)
                && customers.get(first.holder as usize).and_then(of) == Some(mark)
        }
    }
}

const fn hash(mark: Mark) -> u32 {
    mark.get() as u32
}

/// The table takes its places from the lower bits and what it compares first from the upper ones.
const fn spread(hash: u32) -> u64 {
    (hash as u64) << 32 | hash as u64
}
