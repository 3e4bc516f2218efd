use alloc::boxed::Box;
use core::fmt;

use crate::value::secret::Redacted;

/// The header `Retry-After` of a reply (RFC 9110, section 10.2.3).
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryAfter {
    /// This many seconds after the reply was received; any longer time is [`u64::MAX`].
    Seconds(u64),
    /// A date as it came, or whatever else the header held. This crate has no clock, so it is the
    /// caller's to read.
    Text(Box<str>),
}

impl RetryAfter {
    /// Reads the value of the header.
    ///
    /// ```
    /// use salesive_schema::http::RetryAfter;
    ///
    /// assert_eq!(RetryAfter::new("120"), RetryAfter::Seconds(120));
    /// let date = "Sun, 28 Jun 2026 08:10:00 GMT";
    /// assert_eq!(RetryAfter::new(date), RetryAfter::Text(date.into()));
    /// ```
    pub fn new(value: &str) -> Self {
        let value = value.trim_matches([' ', '\t']);
        if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::Text(value.into())
        } else {
            Self::Seconds(value.parse().unwrap_or(u64::MAX))
        }
    }
}

/// A text is not shown.
impl fmt::Debug for RetryAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Seconds(seconds) => f.debug_tuple("Seconds").field(seconds).finish(),
            Self::Text(_) => f.debug_tuple("Text").field(&Redacted).finish(),
        }
    }
}
