use alloc::boxed::Box;

/// The header `Retry-After` of a reply (RFC 9110, section 10.2.3).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryAfter {
    /// This many seconds after the reply was received. [`u64::MAX`] stands for any longer time, too.
    Seconds(u64),
    /// A date in one of the three forms of HTTP, as it came. This crate has no clock, so how long that is
    /// from now is the caller's to say.
    Date(Box<str>),
    /// Neither digits nor a date, such as `-5`, `1.5` or nothing: it says nothing.
    Unreadable,
}

impl RetryAfter {
    /// Reads the value of the header.
    ///
    /// ```
    /// use salesive_schema::http::RetryAfter;
    ///
    /// assert_eq!(RetryAfter::new("120"), RetryAfter::Seconds(120));
    /// let date = "Sun, 28 Jun 2026 08:10:00 GMT";
    /// assert_eq!(RetryAfter::new(date), RetryAfter::Date(date.into()));
    /// assert_eq!(RetryAfter::new("soon"), RetryAfter::Unreadable);
    /// ```
    pub fn new(value: &str) -> Self {
        let value = value.trim_matches([' ', '\t']);
        if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::Seconds(value.parse().unwrap_or(u64::MAX))
        } else if httpdate::parse_http_date(value).is_ok() {
            Self::Date(value.into())
        } else {
            Self::Unreadable
        }
    }
}
