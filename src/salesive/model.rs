//! The service as a pure state machine: one store's customers in memory, and one step that answers
//! an update as the document says. No clock, no randomness, no IO.
//!
//! Where the document is silent, [`Answers`] holds what evidence suggests, and can be changed. On
//! request a [`Fault`] comes between the client and the store.
//!
//! ```
//! use salesive_schema::salesive::model::{Store, UpdateRequest};
//! use salesive_schema::salesive::{Customer, Outcome, Reply, SCOPE};
//!
//! let mut customer = Customer::default();
//! customer.id = Some("665a1f2c9b1e4a0012ab34cd".into());
//! let mut store = Store::new();
//! store.insert(customer);
//! store.grant("app_example", &[SCOPE]);
//!
//! let (http_status, reply) = store.update(&UpdateRequest {
//!     token: Some("app_example"),
//!     id: "665a1f2c9b1e4a0012ab34cd",
//!     body: br#"{"name": "Ada Obi", "phone": null}"#,
//!     at: "2026-06-28T08:10:00.000Z",
//! });
//! let reply = Reply::decode(http_status, &reply);
//! let Outcome::Updated(customer) = reply.outcome() else { panic!("{reply:?}") };
//! assert!(customer.phone.is_null());
//! ```

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{Customer, CustomerUpdate, Rule, SCOPE, UserProfile};
use crate::report::checked::Rejection;
use crate::value::secret::Secret;
use crate::value::timestamp::Timestamp;

mod answer;
mod fault;

use answer::Sent;

use crate::model::model;

pub use crate::model::{Consequence, Expected, Model};
pub use answer::{Answer, Answers};
pub use fault::Fault;

/// The customers of one store, the users that can be linked to them, and the tokens of its apps.
#[derive(Clone, Debug, Default)]
pub struct Store {
    customers: Vec<Customer<'static>>,
    users: Vec<UserProfile<'static>>,
    tokens: Vec<(Secret<String>, Vec<String>)>,
    answers: Answers,
}

/// An update as the service gets it.
#[derive(Clone, Copy)]
pub struct UpdateRequest<'a> {
    /// What follows `Bearer ` in the header `Authorization`, if there is one.
    pub token: Option<&'a str>,
    /// The id in the path, decoded: of a customer record, or of its linked user.
    pub id: &'a str,
    /// The bytes of the body.
    pub body: &'a [u8],
    /// The time of the update, RFC 3339; it becomes `updatedAt`.
    pub at: &'a str,
}

/// No value of the request is shown.
impl fmt::Debug for UpdateRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpdateRequest").finish_non_exhaustive()
    }
}

impl Store {
    /// A store without customers, users and apps.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same store, answering otherwise where the document is silent.
    #[must_use]
    pub fn with_answers(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    /// Adds a customer, or replaces the one with the same record id.
    pub fn insert(&mut self, customer: Customer<'static>) {
        let id = customer.id.clone();
        put(
            &mut self.customers,
            |other| id.is_some() && other.id == id,
            customer,
        );
    }

    /// Makes a user known, or replaces the one with the same id, so that a customer it is linked
    /// to shows its profile.
    pub fn insert_user(&mut self, user: UserProfile<'static>) {
        let id = user.id.clone();
        put(
            &mut self.users,
            |other| id.is_some() && other.id == id,
            user,
        );
    }

    /// Installs an app: its token, and all OAuth scopes that are granted from now on.
    pub fn grant(&mut self, token: &str, scopes: &[&str]) {
        let scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
        let is_same = |(known, _): &(Secret<String>, _)| known.expose() == token;
        put(
            &mut self.tokens,
            is_same,
            (Secret::new(token.to_owned()), scopes),
        );
    }

    /// The customer with this record id, or linked to the user with this id.
    pub fn customer(&self, id: &str) -> Option<&Customer<'static>> {
        self.position(id)
            .and_then(|position| self.customers.get(position))
    }

    /// All customers, in the order in which they came.
    pub fn customers(&self) -> &[Customer<'static>] {
        &self.customers
    }

    /// Answers one update: the HTTP status and the bytes of the reply. A refusal changes nothing.
    ///
    /// The first check that fails answers: token, scope, body, customer, uniqueness of the email
    /// address. The document leaves their order open.
    pub fn update(&mut self, request: &UpdateRequest<'_>) -> (u16, Vec<u8>) {
        self.step(request, None).written()
    }

    /// As [`update`](Self::update), but something goes wrong on the way. What a client must make
    /// of the reply, and whether the update stands, is [`Fault::consequence`].
    pub fn update_with_fault(
        &mut self,
        request: &UpdateRequest<'_>,
        fault: Fault,
    ) -> (u16, Vec<u8>) {
        fault.strike(self.step(request, Some(fault)))
    }

    fn step(&mut self, request: &UpdateRequest<'_>, fault: Option<Fault>) -> Sent {
        let (position, update) = match self.judge(request) {
            Ok(made) => made,
            Err(refusal) => return refusal,
        };
        let Some(customer) = self.customers.get_mut(position) else {
            return answer::CUSTOMER_NOT_FOUND.with_data("null");
        };
        if fault != Some(Fault::LostRace) {
            apply(customer, &update, &self.users);
        }
        customer.updated_at = Some(Timestamp::new(request.at.to_owned()));
        Sent::updated(customer)
    }

    /// The position of the customer to be updated, and the update.
    fn judge<'r>(&self, request: &UpdateRequest<'r>) -> Result<(usize, CustomerUpdate<'r>), Sent> {
        let granted = request.token.and_then(|token| {
            self.tokens
                .iter()
                .find(|(known, _)| known.expose() == token)
        });
        let Some((_, scopes)) = granted else {
            return Err(answer::UNAUTHORIZED.with_data("null"));
        };
        if !scopes.iter().any(|scope| scope == SCOPE) {
            return Err(answer::FORBIDDEN.with_data("null"));
        }
        let update = CustomerUpdate::from_json(request.body)
            .map_err(|rejection| self.answers.to(&rejection).with_data("{}"))?;
        let Some(position) = self.position(request.id) else {
            return Err(answer::CUSTOMER_NOT_FOUND.with_data("null"));
        };
        let email = update.email();
        let is_taken = self.customers.iter().enumerate().any(|(other, customer)| {
            other != position && email.is_some() && customer.email.as_deref() == email
        });
        if is_taken {
            return Err(self.answers.email_taken.with_data("{}"));
        }
        Ok((position, update))
    }

    fn position(&self, id: &str) -> Option<usize> {
        let by_record = |customer: &Customer<'_>| customer.id.as_deref() == Some(id);
        let by_user = |customer: &Customer<'_>| {
            customer
                .user
                .as_ref()
                .value()
                .and_then(|user| user.id.as_deref())
                == Some(id)
        };
        self.customers
            .iter()
            .position(by_record)
            .or_else(|| self.customers.iter().position(by_user))
    }
}

/// Absent members stay; `lastActive` moves only when the customer does something, so it stays too.
fn apply(
    customer: &mut Customer<'static>,
    update: &CustomerUpdate<'_>,
    users: &[UserProfile<'static>],
) {
    let owned = |text: &str| Cow::Owned(text.to_owned());
    if let Some(name) = update.name() {
        customer.name = Some(owned(name));
    }
    if let Some(email) = update.email() {
        customer.email = Some(owned(email));
    }
    if !update.phone().is_absent() {
        customer.phone = update.phone().map(owned);
    }
    if !update.user().is_absent() {
        customer.user = update.user().map(|id| profile(id, users));
    }
    if let Some(active) = update.active() {
        customer.active = Some(active);
    }
}

/// The user's profile; of a user that the store does not know, the id.
fn profile(id: &str, users: &[UserProfile<'static>]) -> UserProfile<'static> {
    users
        .iter()
        .find(|user| user.id.as_deref() == Some(id))
        .cloned()
        .unwrap_or_else(|| UserProfile {
            id: Some(Cow::Owned(id.to_owned())),
            ..UserProfile::default()
        })
}

fn put<T>(list: &mut Vec<T>, is_same: impl Fn(&T) -> bool, item: T) {
    match list.iter_mut().find(|other| is_same(other)) {
        Some(other) => *other = item,
        None => list.push(item),
    }
}

model!(Salesive);
