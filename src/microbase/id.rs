use alloc::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::value::secret::redacted;

/// The id of a customer, sent in the body.
///
/// Source: argument `id`, "Customer identifier", String. Any text is one; the empty one names no
/// customer, so an update with it gets an advisory.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerId<'a>(Cow<'a, str>);

impl<'a> CustomerId<'a> {
    /// Takes an id.
    pub fn new(id: impl Into<Cow<'a, str>>) -> Self {
        Self(id.into())
    }

    /// The id itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The same id, no longer borrowed.
    pub fn into_owned(self) -> CustomerId<'static> {
        CustomerId(Cow::Owned(self.0.into_owned()))
    }
}

redacted!(CustomerId<'_>);

impl Serialize for CustomerId<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
