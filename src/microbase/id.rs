use alloc::borrow::Cow;
use core::fmt;

use serde::{Serialize, Serializer};

use crate::value::secret::Redacted;

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

impl fmt::Debug for CustomerId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CustomerId").field(&Redacted).finish()
    }
}

impl Serialize for CustomerId<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
