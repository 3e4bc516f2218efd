use alloc::vec::Vec;

use super::Rule;
use super::holders::Holders;
use super::sharers::Sharers;
use crate::service::trace::Traces;
use crate::value::mark::Mark;

/// Which customers have an email address. They are found by the address in any case, and told apart
/// where several have it.
pub(super) struct Addresses {
    /// The address of each customer.
    rows: Vec<Option<Address>>,
    in_any_case: Holders,
    /// The address itself of those that came when another had it in any case.
    further: Sharers,
}

#[derive(Clone, Copy)]
struct Address {
    itself: Mark,
    /// Where case counts, the same.
    in_any_case: Mark,
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
        let address = Address::of(traces)?;
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
        let new = Address::of(traces);
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
        self.rows.capacity() * size_of::<Option<Address>>()
            + self.in_any_case.allocated()
            + self.further.allocated()
    }
}

impl Address {
    fn of(traces: &Traces) -> Option<Self> {
        let itself = traces.email?;
        Some(Self {
            itself,
            in_any_case: traces.email_in_any_case.unwrap_or(itself),
        })
    }
}
