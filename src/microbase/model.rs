//! The service as a pure state machine: customers in memory, and one step that answers an update
//! as the service was observed to. No clock, no randomness, no IO. On request a [`Fault`] comes
//! between the client and the store.
//!
//! ```
//! use salesive_schema::microbase::model::{Store, UpdateRequest};
//! use salesive_schema::microbase::{Customer, Outcome, Reply};
//!
//! let mut customer = Customer::default();
//! customer.id = Some("HkhhuXESl".into());
//! let mut store = Store::new();
//! store.insert(customer);
//! store.allow_token("example");
//!
//! let body = br#"{"id": "HkhhuXESl", "firstName": "John", "lastName": ""}"#;
//! let (http_status, reply) = store.update(&UpdateRequest { token: Some("example"), body });
//! let reply = Reply::decode(http_status, &reply);
//! let Outcome::Updated(customer) = reply.outcome() else { panic!("{reply:?}") };
//! assert_eq!(customer.first_name.as_deref(), Some("John"));
//! ```

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{Customer, Status, StatusText};
use crate::value::email::is_mailbox;
use crate::value::secret::Secret;

mod answer;
mod fault;
mod payload;

use answer::Sent;
use payload::{Payload, Unfit};

use crate::model::model;

pub use crate::model::{Consequence, Expected, Model};
pub use answer::BODY_LIMIT;
pub use fault::Fault;

/// The customers of a service, and the tokens that it takes.
#[derive(Clone, Debug, Default)]
pub struct Store {
    customers: Vec<Customer<'static>>,
    tokens: Vec<Secret<String>>,
}

/// An update as the service gets it.
#[derive(Clone, Copy)]
pub struct UpdateRequest<'a> {
    /// What follows `Bearer ` in the header `authorization`, if there is one.
    pub token: Option<&'a str>,
    /// The bytes of the body.
    pub body: &'a [u8],
}

/// Neither the token nor the body is shown.
impl fmt::Debug for UpdateRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpdateRequest").finish_non_exhaustive()
    }
}

impl Store {
    /// A service without customers that takes no token.
    pub const fn new() -> Self {
        Self {
            customers: Vec::new(),
            tokens: Vec::new(),
        }
    }

    /// Adds a customer, or replaces the one with the same id. The tags and addresses that it lacks
    /// become empty, as they are in every reply of the service.
    pub fn insert(&mut self, mut customer: Customer<'static>) {
        customer.tags.get_or_insert_default();
        customer.addresses.get_or_insert_default();
        match self
            .customers
            .iter_mut()
            .find(|other| other.id.is_some() && other.id == customer.id)
        {
            Some(other) => *other = customer,
            None => self.customers.push(customer),
        }
    }

    /// Takes requests with this token from now on.
    pub fn allow_token(&mut self, token: &str) {
        self.tokens.push(Secret::new(token.to_owned()));
    }

    /// The customer with this id.
    pub fn customer(&self, id: &str) -> Option<&Customer<'static>> {
        self.customers
            .iter()
            .find(|customer| customer.id.as_deref() == Some(id))
    }

    /// All customers, in the order in which they came.
    pub fn customers(&self) -> &[Customer<'static>] {
        &self.customers
    }

    /// Answers one update: the HTTP status and the bytes of the reply. A refusal changes nothing.
    ///
    /// The first check that fails answers, in the order in which the service was observed to
    /// check: size, JSON, token, shape, customer, email address, status, uniqueness.
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
        // The service decodes as JavaScript does: a byte order mark goes, bad UTF-8 is replaced.
        let text = String::from_utf8_lossy(request.body);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        if fault == Some(Fault::ErrorObject) {
            return answer::malformed(text);
        }
        let (position, payload) = match self.judge(request, text) {
            Ok(made) => made,
            Err(refusal) => return refusal,
        };
        if fault == Some(Fault::LostRace) {
            return answer::lost_race(&payload.id);
        }
        let Some(customer) = self.customers.get_mut(position) else {
            return answer::customer_not_found(&payload.id);
        };
        apply(customer, payload);
        answer::updated(customer)
    }

    /// The position of the customer to be updated, and the update.
    fn judge<'t>(
        &self,
        request: &UpdateRequest<'_>,
        text: &'t str,
    ) -> Result<(usize, Payload<'t>), Sent> {
        if request.body.len() > BODY_LIMIT {
            return Err(answer::too_large(request.body.len()));
        }
        let payload = payload::read(text);
        if let Err(Unfit::NotJson) = payload {
            return Err(answer::malformed(text));
        }
        if !self
            .tokens
            .iter()
            .any(|token| Some(token.expose().as_str()) == request.token)
        {
            return Err(answer::invalid_token());
        }
        let payload = payload.map_err(|unfit| match unfit {
            Unfit::Shape(problem) => answer::invalid_shape(&problem),
            Unfit::NotJson => answer::malformed(text),
        })?;
        let holds = |customer: &Customer<'_>| customer.id.as_deref() == Some(&*payload.id);
        let Some(position) = self.customers.iter().position(holds) else {
            return Err(answer::customer_not_found(&payload.id));
        };
        if let Some(email) = payload.email.as_deref().filter(|email| !is_mailbox(email)) {
            return Err(answer::invalid_email(email));
        }
        if let Some(status) = payload
            .status
            .as_deref()
            .filter(|name| Status::from_name(name).is_none())
        {
            return Err(answer::invalid_status(status));
        }
        if let Some(email) = &payload.email
            && self
                .customers
                .iter()
                .any(|other| !holds(other) && other.email.as_ref() == Some(email))
        {
            return Err(answer::duplicate_email(email));
        }
        Ok((position, payload))
    }
}

fn apply(customer: &mut Customer<'static>, payload: Payload<'_>) {
    let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
    replace(&mut customer.email, payload.email.map(owned));
    replace(&mut customer.first_name, payload.first_name.map(owned));
    replace(&mut customer.last_name, payload.last_name.map(owned));
    replace(
        &mut customer.status,
        payload
            .status
            .map(|status| StatusText::new(status.into_owned())),
    );
    replace(
        &mut customer.tags,
        payload
            .tags
            .map(|tags| tags.into_iter().map(owned).collect()),
    );
}

fn replace<T>(field: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *field = value;
    }
}

model!(MicroBase);
