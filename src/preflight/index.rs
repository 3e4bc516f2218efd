use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::num::NonZeroU32;

use super::addresses::Addresses;
use super::holders::Holders;
use super::ids::Ids;
use super::judge::{Judged, Verdict};
use super::{FileOptions, Other, RecordProblem, Rule};
use crate::service::Service;
use crate::service::trace::Traces;
use crate::value::invalid::invalid;
use crate::value::mark::{Cased, Mark, Marker};

/// What must be kept in mind across records: which customers there are and which email address
/// each has, as the accepted records leave them, in the order of the file.
///
/// It holds 64-bit keyed hashes and line numbers, no text. From a thousand customers on, each takes
/// 160 bytes at most, a known one 291, while no two share an id, a user or an address in any case; 305
/// and 480 if they share all. While one of its tables grows, the old one is there as well.
pub struct Index<S: Service> {
    service: PhantomData<S>,
    options: FileOptions,
    marker: Marker,
    customers: Vec<Customer>,
    /// More of the known customers, which come first.
    known: Option<Vec<Known>>,
    ids: Ids,
    emails: Addresses,
    users: Holders,
    unjudged_from: Option<u64>,
}

struct Customer {
    /// Of a known one, where it came from.
    known_line: u32,
    /// Where the email address came from, if a record set it.
    email_line: Option<NonZeroU32>,
    updated: Option<Updated>,
}

struct Known {
    user: Option<Mark>,
    fields: [Option<Mark>; 4],
}

#[derive(Clone, Copy)]
struct Updated {
    line: NonZeroU32,
    by_user_id: bool,
}

invalid! {
    /// Why a customer cannot be made known.
    pub enum InvalidKnown {
        /// No update could name it.
        NoId = "the customer has no id, which Salesive calls `_id` and MicroBase `id`",
        /// There are more than [`FileOptions::max_customers`], or the line is beyond 4,294,967,295.
        TooMany = "there are more customers than the index may hold",
        /// A record was accepted before, when no customer was known.
        TooLate = "customers must be known before the first record",
    }
}

impl<S: Service> Index<S> {
    /// An index for a file of which nothing else is known: each id counts as a customer of its own,
    /// and only what the file itself says is judged.
    pub fn new(options: &FileOptions) -> Self {
        Self {
            service: PhantomData,
            options: options.clone(),
            marker: Marker::new(&options.key),
            customers: Vec::new(),
            known: None,
            ids: Ids::new(),
            emails: Addresses::new(),
            users: Holders::new(),
            unjudged_from: None,
        }
    }

    /// An index for a file that updates known customers: no others exist than those that
    /// [`know`](Self::know) is told of.
    pub fn of_known(options: &FileOptions) -> Self {
        Self {
            known: Some(Vec::new()),
            ..Self::new(options)
        }
    }

    /// Makes a customer known, as the service replies it, or replaces the one with the same id. `line`
    /// is what problems with it will name. An index that was [new](Self::new) becomes one
    /// [of known customers](Self::of_known).
    ///
    /// ```
    /// use salesive_schema::preflight::{FileOptions, Index};
    /// use salesive_schema::{MicroBase, microbase};
    ///
    /// let key = [7; 16]; // to be drawn at random, see `FileOptions::new`
    /// let mut index = Index::<MicroBase>::of_known(&FileOptions::new(key));
    /// let customer = microbase::Customer::from_json(br#"{"id": "HkhhuXESl", "tags": []}"#)?;
    /// index.know(1, &customer)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// - [`InvalidKnown::NoId`] — Salesive `{"id": "1"}`, MicroBase `{}`
    /// - [`InvalidKnown::TooMany`] — the second of two, where one is the limit
    /// - [`InvalidKnown::TooLate`] — the first customer after an accepted record
    pub fn know(&mut self, line: u64, customer: &S::Customer<'_>) -> Result<(), InvalidKnown> {
        if self.known.is_none() && !self.customers.is_empty() {
            return Err(InvalidKnown::TooLate);
        }
        let traces = S::trace_customer(customer, &self.marker).ok_or(InvalidKnown::NoId)?;
        let line = u32::try_from(line).map_err(|_| InvalidKnown::TooMany)?;
        let own = match self.ids.find(traces.customer) {
            Some(own) => own,
            None => self.insert(traces.customer).ok_or(InvalidKnown::TooMany)?,
        };
        self.emails.set(own, &traces);
        if let Some(customer) = self.customers.get_mut(own as usize) {
            customer.known_line = line;
            customer.email_line = None;
        }
        let fields = traces.fields;
        let all = self.known.get_or_insert_default();
        match all.get_mut(own as usize) {
            Some(known) => known.fields = fields,
            None => all.push(Known { user: None, fields }),
        }
        self.set_user(own, traces.user.flatten());
        Ok(())
    }

    /// Judges the record on `line` against those before it, also one that breaks a rule by itself,
    /// and if it is accepted, keeps in mind what it does. Records must come in the order of the
    /// file, each once, from a [`Judge`](super::Judge) with the same options.
    pub fn admit(&mut self, line: u64, judged: &mut Judged<S>) {
        if self.unjudged_from.is_some() {
            return;
        }
        let Some(traces) = &judged.traces else {
            return;
        };
        // The id of a record comes before that of a linked user.
        let by_id = self.ids.find(traces.customer);
        let own = by_id.or_else(|| self.users.first(traces.customer.itself));
        let by_user_id = own != by_id;
        let is_whole = judged
            .report()
            .is_some_and(|report| !report.has_violations());
        let problems = match own {
            Some(own) => self.problems(own, by_user_id, traces, is_whole),
            None if self.known.is_some() => {
                Vec::from([RecordProblem::new(Rule::CustomerUnknown, "id")])
            }
            None => self.email_problems(u32::MAX, traces).into_iter().collect(),
        };
        if self.known.is_some() {
            let known = own.and_then(|own| self.customer(own));
            judged.known = known.map(|known| known.known_line);
        }
        judged.problems.extend(self.id_problem(traces.customer));
        judged.problems.extend(problems);
        judged.decide(self.options.strict);
        if judged.verdict != Verdict::Accepted {
            return;
        }
        let traces = judged.traces.as_ref();
        let applied = traces.zip(line_number(line)).and_then(|(traces, line)| {
            let own = own.or_else(|| self.insert(traces.customer))?;
            self.apply(own, traces, Updated { line, by_user_id });
            Some(())
        });
        if applied.is_none() {
            self.unjudged_from = Some(line);
        }
    }

    pub(super) const fn options(&self) -> &FileOptions {
        &self.options
    }

    /// The line of the first accepted record that could not be kept in mind, because the index was
    /// full or the line is beyond 4,294,967,295. Nothing after it was judged across records.
    pub const fn unjudged_from(&self) -> Option<u64> {
        self.unjudged_from
    }

    /// How many customers are kept in mind.
    pub const fn customers(&self) -> usize {
        self.customers.len()
    }

    /// The bytes that are allocated; where customers share something, the most that can be.
    pub fn allocated(&self) -> usize {
        let known = self.known.as_ref().map_or(0, Vec::capacity);
        self.customers.capacity() * size_of::<Customer>()
            + known * size_of::<Known>()
            + self.ids.allocated()
            + self.emails.allocated()
            + self.users.allocated()
    }

    fn problems(
        &self,
        own: u32,
        by_user_id: bool,
        traces: &Traces,
        is_whole: bool,
    ) -> Vec<RecordProblem> {
        let mut problems = Vec::new();
        let Some(customer) = self.customer(own) else {
            return problems;
        };
        if let Some(updated) = customer.updated {
            let rule = if updated.by_user_id == by_user_id {
                Rule::CustomerRepeated
            } else {
                Rule::CustomerAlias
            };
            let other = record(updated.line);
            problems.push(RecordProblem::new(rule, "id").with(Some(other)));
        }
        problems.extend(self.email_problems(own, traces));
        if is_whole && self.changes_nothing(own, traces) {
            let other = customer.last();
            problems.push(RecordProblem::of_body(Rule::UpdateNoChange).with(Some(other)));
        }
        problems
    }

    fn id_problem(&self, id: Cased) -> Option<RecordProblem> {
        let other = self.ids.in_another_case(id)?;
        let other = self.customer(other)?.last();
        Some(RecordProblem::new(Rule::IdCase, "id").with(Some(other)))
    }

    fn customer(&self, number: u32) -> Option<&Customer> {
        self.customers.get(number as usize)
    }

    fn email_problems(&self, own: u32, traces: &Traces) -> Option<RecordProblem> {
        let (rule, holder) = self.emails.other(traces, own)?;
        let holder = self.customer(holder)?;
        Some(RecordProblem::new(rule, "email").with(Some(holder.email_from())))
    }

    fn changes_nothing(&self, own: u32, traces: &Traces) -> bool {
        let all = self.known.as_ref();
        let Some(known) = all.and_then(|all| all.get(own as usize)) else {
            return false;
        };
        let supplied = traces.fields.iter().any(Option::is_some) || traces.email.is_some();
        let same = |(new, old): (&Option<Mark>, &Option<Mark>)| new.is_none() || new == old;
        let email = traces.email.map(|email| email.itself);
        supplied
            && same((&email, &self.emails.of(own)))
            && traces.fields.iter().zip(&known.fields).all(same)
    }

    fn apply(&mut self, own: u32, traces: &Traces, updated: Updated) {
        if traces.email.is_some() {
            self.emails.set(own, traces);
        }
        if let Some(known) = self.known_mut(own) {
            for (field, new) in known.fields.iter_mut().zip(traces.fields) {
                *field = new.or(*field);
            }
        }
        if let Some(user) = traces.user {
            self.set_user(own, user);
        }
        if let Some(customer) = self.customers.get_mut(own as usize) {
            if traces.email.is_some() {
                customer.email_line = Some(updated.line);
            }
            customer.updated = Some(updated);
        }
    }

    fn insert(&mut self, id: Cased) -> Option<u32> {
        let own = u32::try_from(self.customers.len()).ok()?;
        // The last number stands for no customer.
        if self.customers.len() >= self.options.max_customers || own == u32::MAX {
            return None;
        }
        self.customers.push(Customer {
            known_line: 0,
            email_line: None,
            updated: None,
        });
        self.ids.add(id, own);
        Some(own)
    }

    fn set_user(&mut self, own: u32, user: Option<Mark>) {
        let Some(known) = self.known_mut(own) else {
            return;
        };
        if let Some(old) = core::mem::replace(&mut known.user, user) {
            self.users.remove(old, own);
        }
        if let Some(new) = user {
            self.users.add(new, own);
        }
    }

    fn known_mut(&mut self, own: u32) -> Option<&mut Known> {
        self.known.as_mut()?.get_mut(own as usize)
    }
}

impl Customer {
    /// What was last said of it.
    fn last(&self) -> Other {
        self.updated
            .map_or_else(|| self.email_from(), |updated| record(updated.line))
    }

    /// What the email address came from; of a known customer without one, the customer.
    fn email_from(&self) -> Other {
        let line = u64::from(self.known_line);
        self.email_line.map_or(Other::Known { line }, record)
    }
}

fn record(line: NonZeroU32) -> Other {
    let line = u64::from(line.get());
    Other::Record { line }
}

/// The number of a line, if it is not too large to be kept.
fn line_number(line: u64) -> Option<NonZeroU32> {
    NonZeroU32::new(u32::try_from(line).ok()?)
}

/// How much it holds; no mark is shown.
impl<S: Service> fmt::Debug for Index<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index")
            .field("customers", &self.customers.len())
            .field("known", &self.known.as_ref().map(Vec::len))
            .field("unjudged_from", &self.unjudged_from)
            .finish_non_exhaustive()
    }
}
