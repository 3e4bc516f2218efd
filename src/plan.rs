//! What an update does to a customer. Here lives what the services' `plan` functions give back.

use alloc::vec::Vec;

use crate::service::Service;

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

/// The effect of giving a field that holds `before` the value `after`.
pub(crate) fn effect<T: PartialEq, R>(before: Option<T>, after: T) -> Effect<R> {
    if before == Some(after) {
        Effect::NoChange
    } else {
        Effect::Set
    }
}
