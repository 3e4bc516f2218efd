use alloc::borrow::Cow;

use crate::value::text::text;

mod rfc3339;

use rfc3339::is_rfc3339;

/// A date and time of a reply, as the text it came in.
///
/// Source: `format: date-time`, which is RFC 3339. A text that is not of that form is kept all the
/// same; the reply's discrepancies say so.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp<'a>(Cow<'a, str>);

impl<'a> Timestamp<'a> {
    /// Takes any text.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into())
    }

    /// Whether the text is an RFC 3339 date and time.
    pub fn is_rfc3339(&self) -> bool {
        is_rfc3339(&self.0)
    }
}

text!(Timestamp);
