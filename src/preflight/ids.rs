use alloc::vec::Vec;

use super::holders::Holders;
use super::sharers::Sharers;
use crate::value::mark::{Cased, Mark};

/// The ids of the customers, by number. They are found in any case, and told apart where several are
/// equal but for case.
pub(super) struct Ids {
    rows: Vec<Mark>,
    in_any_case: Holders,
    /// The id itself of those that came when another had it in any case.
    further: Sharers,
}

impl Ids {
    pub(super) const fn new() -> Self {
        Self {
            rows: Vec::new(),
            in_any_case: Holders::new(),
            further: Sharers::new(),
        }
    }

    /// The customer with the id.
    pub(super) fn find(&self, id: Cased) -> Option<u32> {
        let first = self.in_any_case.first(id.in_any_case)?;
        if self.is_of(first, id) {
            return Some(first);
        }
        self.further.of(id.itself).next()
    }

    /// A customer with the id in another case.
    pub(super) fn in_another_case(&self, id: Cased) -> Option<u32> {
        let first = self.in_any_case.first(id.in_any_case)?;
        if self.is_of(first, id) {
            return self.in_any_case.other(id.in_any_case, first);
        }
        Some(first)
    }

    /// Gives the next customer its id, which no other has.
    pub(super) fn add(&mut self, id: Cased, number: u32) {
        self.rows.push(id.itself);
        if self.in_any_case.add(id.in_any_case, number).is_some() {
            self.further.insert(id.itself, number);
        }
    }

    fn is_of(&self, number: u32, id: Cased) -> bool {
        self.rows.get(number as usize) == Some(&id.itself)
    }

    /// The bytes that are allocated.
    pub(super) fn allocated(&self) -> usize {
        self.rows.capacity() * size_of::<Mark>()
            + self.in_any_case.allocated()
            + self.further.allocated()
    }
}
