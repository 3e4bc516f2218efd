use alloc::vec::Vec;

use super::Rule;
use super::holders::Holders;
use super::sharers::Sharers;
use crate::service::trace::Traces;
use crate::value::mark::{Cased, Mark};

/// Which customers have an email address. They are found by the address in any case, and told apart
/// where several have it.
pub(super) struct Addresses {
    /// The address of each customer.
    rows: Vec<Option<Cased>>,
    in_any_case: Holders,
    /// The address itself of those that came when another had it in any case.
    further: Sharers,
}

impl Addresses {
    pub(super) const fn new() -> Self {
        Self {
            rows: Vec::new(),
            in_any_case: Holders::new(),
            further: Sharers::new(),
        }
    }

    pub(super) fn of(&self, holder: u32) -> Option<Mark> {
        let row = self.rows.get(holder as usize)?;
        row.map(|address| address.itself)
    }

    /// The first customer but `own` that has the address; if there is none, that has it in another
    /// case.
    pub(super) fn other(&self, traces: &Traces, own: u32) -> Option<(Rule, u32)> {
        let address = traces.email?;
        let other = self.in_any_case.other(address.in_any_case, own)?;
        if self.of(other) == Some(address.itself) {
            return Some((Rule::EmailTaken, other));
        }
        let mut same = self.further.of(address.itself);
        Some(match same.find(|holder| *holder != own) {
            Some(same) => (Rule::EmailTaken, same),
            None => (Rule::EmailCase, other),
        })
    }

    /// Gives the customer the address that the traces have, if any, in place of the one it had.
    pub(super) fn set(&mut self, holder: u32, traces: &Traces) {
        let at = holder as usize;
        if self.rows.len() <= at {
            self.rows.resize(at + 1, None);
        }
        let Some(row) = self.rows.get_mut(at) else {
            return;
        };
        let new = traces.email;
        if let Some(old) = core::mem::replace(row, new) {
            self.in_any_case.remove(old.in_any_case, holder);
            self.further.remove(old.itself, holder);
        }
        if let Some(new) = new
            && let Some(later) = self.in_any_case.add(new.in_any_case, holder)
            && let Some(address) = self.of(later)
        {
            self.further.insert(address, later);
        }
    }

    /// The bytes that are allocated.
    pub(super) fn allocated(&self) -> usize {
        self.rows.capacity() * size_of::<Option<Cased>>()
            + self.in_any_case.allocated()
            + self.further.allocated()
    }
}
