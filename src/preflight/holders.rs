use super::index::Customer;
use super::sharers::Sharers;
use super::slots::Slots;
use crate::value::mark::Mark;

/// Which customers have a mark: almost always one at most, so that the others stand apart.
pub(super) struct Holders {
    mark: fn(&Customer) -> Option<Mark>,
    /// The first holder of each mark.
    first: Slots,
    further: Sharers,
}

impl Holders {
    pub(super) const fn new(mark: fn(&Customer) -> Option<Mark>) -> Self {
        Self {
            mark,
            first: Slots::new(),
            further: Sharers::new(),
        }
    }

    /// The holder with the lowest number.
    pub(super) fn first(&self, mark: Mark, customers: &[Customer]) -> Option<u32> {
        self.first.find(hash(mark), self.has(mark, customers))
    }

    /// The first holder but `own`.
    pub(super) fn other(&self, mark: Mark, own: u32, customers: &[Customer]) -> Option<u32> {
        let first = self.first(mark, customers)?;
        if first != own {
            return Some(first);
        }
        self.further.of(mark).next()
    }

    /// Adds a customer, whose mark is set already. Returns the one that is not the first now, if
    /// another had the mark.
    pub(super) fn add(&mut self, holder: u32, customers: &[Customer]) -> Option<u32> {
        let mark = self.mark_of(holder, customers)?;
        let has = self.has(mark, customers);
        let Some(first) = self.first.find_mut(hash(mark), has) else {
            self.first.insert(hash(mark), holder);
            return None;
        };
        let later = holder.max(*first);
        *first = holder.min(*first);
        self.further.insert(mark, later);
        Some(later)
    }

    /// Removes a customer, whose mark is set still.
    pub(super) fn remove(&mut self, holder: u32, customers: &[Customer]) {
        let Some(mark) = self.mark_of(holder, customers) else {
            return;
        };
        if self.further.remove(mark, holder) {
            return;
        }
        let Some(second) = self.further.of(mark).next() else {
            return self.first.remove(hash(mark), holder);
        };
        self.further.remove(mark, second);
        let is_own = |first| first == holder;
        if let Some(first) = self.first.find_mut(hash(mark), is_own) {
            *first = second;
        }
    }

    /// The bytes that are allocated.
    pub(super) fn allocated(&self) -> usize {
        self.first.allocated() + self.further.allocated()
    }

    fn mark_of(&self, holder: u32, customers: &[Customer]) -> Option<Mark> {
        customers.get(holder as usize).and_then(self.mark)
    }

    fn has<'c>(&self, mark: Mark, customers: &'c [Customer]) -> impl Fn(u32) -> bool + use<'c> {
        let of = self.mark;
        move |holder| customers.get(holder as usize).and_then(of) == Some(mark)
    }
}

const fn hash(mark: Mark) -> u32 {
    mark.get() as u32
}
