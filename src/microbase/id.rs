use alloc::borrow::Cow;

use crate::value::text::text;

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
}

text!(CustomerId);
