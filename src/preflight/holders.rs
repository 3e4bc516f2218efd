use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::sharers::Sharers;
use crate::value::mark::Mark;

/// Which customers have a mark: almost always one at most, so that the others stand apart.
pub(super) struct Holders {
    first: HashTable<First>,
    further: Sharers,
}

/// The first holder of a mark; packed, because the tables are most of what an index takes.
#[repr(Rust, packed(4))]
struct First {
    mark: Mark,
    holder: u32,
}

impl Holders {
    pub(super) const fn new() -> Self {
        Self {
            first: HashTable::new(),
            further: Sharers::new(),
        }
    }

    /// The holder with the lowest number.
    pub(super) fn first(&self, mark: Mark) -> Option<u32> {
        let first = self.first.find(mark.get(), |first| first.mark() == mark)?;
        Some(first.holder)
    }

    /// The first holder but `own`.
    pub(super) fn other(&self, mark: Mark, own: u32) -> Option<u32> {
        let first = self.first(mark)?;
        if first != own {
            return Some(first);
        }
        self.further.of(mark).next()
    }

    /// Adds a holder. Returns the one that is not the first now, if another had the mark.
    pub(super) fn add(&mut self, mark: Mark, holder: u32) -> Option<u32> {
        let is_same = |first: &First| first.mark() == mark;
        let hash = |first: &First| first.mark().get();
        match self.first.entry(mark.get(), is_same, hash) {
            Entry::Vacant(free) => {
                free.insert(First { mark, holder });
                None
            }
            Entry::Occupied(mut taken) => {
                let first = taken.get_mut();
                let later = holder.max(first.holder);
                first.holder = holder.min(first.holder);
                self.further.insert(mark, later);
                Some(later)
            }
        }
    }

    pub(super) fn remove(&mut self, mark: Mark, holder: u32) {
        if self.further.remove(mark, holder) {
            return;
        }
        let is_own = |first: &First| first.holder == holder;
        let Ok(mut own) = self.first.find_entry(mark.get(), is_own) else {
            return;
        };
        let Some(second) = self.further.of(mark).next() else {
            own.remove();
            return;
        };
        self.further.remove(mark, second);
        own.get_mut().holder = second;
    }

    /// The bytes that are allocated.
    pub(super) fn allocated(&self) -> usize {
        self.first.allocation_size() + self.further.allocated()
    }
}

impl First {
    const fn mark(&self) -> Mark {
        self.mark
    }
}
