//! What an update does to a customer. Here lives what the services' `plan` functions and
//! [`Reply::confirms`](crate::Reply::confirms) give back.
//!
//! Four functions relate a customer and an update. Each is in both services' modules, and in
//! [`Service`] for code that is written once for both.
//!
//! | you have | you want | use |
//! |---|---|---|
//! | a customer, and an update from elsewhere | what it would do, and the part of it that is worth sending | [`plan`](Service::plan) |
//! | a customer, and the customer it is to become | the update that does it | [`between`](Service::between) |
//! | a customer, and an update that was made | the customer afterwards, without reading it again | [`apply`](Service::apply) |
//! | an update that was sent, and the reply | whether the write is there | [`Reply::confirms`](crate::Reply::confirms) |
//! | an update that was sent, and a customer that was read afterwards | what of it is missing | [`plan`](Service::plan) again |
//!
//! They go by the document alone: `apply` and `plan` compare values as they are, while `confirms`
//! names where the service may have spelt one in another way.
//!
//! ```
//! use salesive_schema::plan::{Confirmed, Match};
//! use salesive_schema::salesive::{Customer, CustomerUpdate, Reply, apply, plan};
//!
//! let customer = Customer::from_json(br#"{"_id": "1", "name": "Ada", "phone": "0803"}"#)?;
//! let update = CustomerUpdate::from_json(br#"{"name": "Ada", "email": "Ada@example.com", "phone": null}"#)?;
//!
//! // Only what differs is worth sending.
//! let smallest = plan(&customer, &update).into_smallest().unwrap();
//! assert_eq!(smallest.to_json(), r#"{"email":"Ada@example.com","phone":null}"#);
//!
//! // What the customer is to be then, and the way from the one to the other.
//! let after = apply(&customer, &smallest);
//! assert!(after.phone.is_null());
//! assert_eq!(CustomerUpdate::between(&customer, &after)?.as_ref(), Some(&smallest));
//! assert!(plan(&after, &update).smallest().is_none());
//!
//! // The customer that came back still has its phone number: the write was lost.
//! let body = br#"{"status": 200, "success": true, "message": "Customer updated successfully",
//!     "data": {"_id": "1", "name": "Ada", "email": "Ada@example.com", "phone": "0803"}}"#;
//! let confirmation = Reply::decode(200, body).confirms(&smallest);
//! assert_eq!(confirmation.confirmed(), Confirmed::No);
//! assert_eq!(confirmation.members(), [("email", Match::Same), ("phone", Match::Differs)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use alloc::vec::Vec;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::report::catalogue::CatalogueRule;
use crate::service::Service;

mod confirmation;

pub(crate) use confirmation::Matches;
pub use confirmation::{Confirmation, Confirmed, Match, Normalisation};

/// What an update does to one field of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Effect<R> {
    /// The field gets another value.
    Set,
    /// The field loses its value.
    Clear,
    /// The field has this value already.
    NoChange,
    /// The service accepts the member and does nothing with it; the rule says why.
    IgnoredByService(R),
}

/// What an update does to a customer, field by field, and the smallest update that does the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan<'a, S: Service> {
    effects: Effects<S>,
    smallest: Option<S::CustomerUpdate<'a>>,
}

pub(crate) type Effects<S> = Vec<(&'static str, Effect<<S as Service>::Rule>)>;

impl<'a, S: Service> Plan<'a, S> {
    pub(crate) const fn new(effects: Effects<S>, smallest: Option<S::CustomerUpdate<'a>>) -> Self {
        Self { effects, smallest }
    }

    /// The members that the update holds, in the order of the document, each with its effect.
    pub fn effects(&self) -> &[(&'static str, Effect<S::Rule>)] {
        &self.effects
    }

    /// The smallest update with the same effect; `None` if the update changes nothing.
    pub const fn smallest(&self) -> Option<&S::CustomerUpdate<'a>> {
        self.smallest.as_ref()
    }

    /// The smallest update with the same effect, by value.
    pub fn into_smallest(self) -> Option<S::CustomerUpdate<'a>> {
        self.smallest
    }
}

impl<R: CatalogueRule> Effect<R> {
    /// The effect in one word: `set`, `clear`, `no_change` or `ignored_by_service`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Clear => "clear",
            Self::NoChange => "no_change",
            Self::IgnoredByService(_) => "ignored_by_service",
        }
    }
}

/// As `effects`, an object of the members with the [name](Effect::name) of each one's effect, and
/// `smallest`, the body of the smallest update or `null`. That body holds the values themselves.
impl<S: Service> Serialize for Plan<'_, S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let mut object = serializer.serialize_struct("Plan", 2)?;
        object.serialize_field("effects", &ByMember(&self.effects))?;
        object.serialize_field("smallest", &self.smallest)?;
        object.end()
    }
}

struct ByMember<'e, R>(&'e [(&'static str, Effect<R>)]);

impl<R: CatalogueRule> Serialize for ByMember<'_, R> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        let effects = self.0.iter();
        serializer.collect_map(effects.map(|(member, effect)| (member, effect.name())))
    }
}

/// The effect of giving a field that holds `before` the value `after`.
pub(crate) fn effect<T: PartialEq, R>(before: Option<T>, after: T) -> Effect<R> {
    if before == Some(after) {
        Effect::NoChange
    } else {
        Effect::Set
    }
}
