use alloc::vec::Vec;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::report::catalogue::CatalogueRule;
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
