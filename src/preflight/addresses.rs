use super::Rule;
use super::holders::Holders;
use super::index::Customer;
use super::sharers::Sharers;
use crate::service::trace::Traces;
use crate::value::mark::Mark;

/// Which customers have an email address. They are found by the address in any case, and told apart
/// where several have it.
pub(super) struct Addresses {
    in_any_case: Holders,
    /// The address itself of those that came when another had it in any case.
    further: Sharers,
}

impl Addresses {
    pub(super) const fn new() -> Self {
        Self {
            in_any_case: Holders::new(|it| in_any_case(it.email, it.email_in_any_case)),
            further: Sharers::new(),
        }
    }

    /// The first customer but `own` that has the address; if there is none, that has it in another
    /// case.
    pub(super) fn other(
        &self,
        traces: &Traces,
        own: u32,
        customers: &[Customer],
    ) -> Option<(Rule, u32)> {
        let email = traces.email?;
        let in_any_case = in_any_case(traces.email, traces.email_in_any_case)?;
        let other = self.in_any_case.other(in_any_case, own, customers)?;
        if email_of(other, customers) == Some(email) {
            return Some((Rule::EmailTaken, other));
        }
        Some(match self.further.of(email).find(|holder| *holder != own) {
            Some(same) => (Rule::EmailTaken, same),
            None => (Rule::EmailCase, other),
        })
    }

    pub(super) fn add(&mut self, holder: u32, customers: &[Customer]) {
        if let Some(later) = self.in_any_case.add(holder, customers)
            && let Some(email) = email_of(later, customers)
        {
            self.further.insert(email, later);
        }
    }

    pub(super) fn remove(&mut self, holder: u32, customers: &[Customer]) {
        self.in_any_case.remove(holder, customers);
        if let Some(email) = email_of(holder, customers) {
            self.further.remove(email, holder);
        }
    }

    pub(super) fn allocated(&self) -> usize {
        self.in_any_case.allocated() + self.further.allocated()
    }
}

/// Where case counts, the address is the same in any case.
fn in_any_case(email: Option<Mark>, in_any_case: Option<Mark>) -> Option<Mark> {
    in_any_case.or(email)
}

fn email_of(holder: u32, customers: &[Customer]) -> Option<Mark> {
    customers.get(holder as usize)?.email
}
