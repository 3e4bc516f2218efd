use alloc::boxed::Box;
use core::time::Duration;

/// The header `Retry-After` of a reply (RFC 9110, section 10.2.3).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryAfter {
    /// This many seconds after the reply was received. [`u64::MAX`] stands for any longer time, too.
    Seconds(u64),
    /// A date in one of the three forms of HTTP, as it came. How long that is from now is
    /// [`wait`](Self::wait).
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

    /// How long that is from `now`, the time since the Unix epoch: nothing if the date has come.
    /// `None` if it [says nothing](Self::Unreadable).
    ///
    /// ```
    /// use core::time::Duration;
    /// use salesive_schema::http::RetryAfter;
    ///
    /// let now = Duration::from_secs(1_782_634_200); // 28 June 2026, 08:10:00
    /// let date = RetryAfter::new("Sun, 28 Jun 2026 08:12:00 GMT");
    /// assert_eq!(date.wait(now), Some(Duration::from_secs(120)));
    /// assert_eq!(RetryAfter::new("30").wait(now), Some(Duration::from_secs(30)));
    /// assert_eq!(RetryAfter::new("soon").wait(now), None);
    /// ```
    pub fn wait(&self, now: Duration) -> Option<Duration> {
        match self {
            Self::Seconds(seconds) => Some(Duration::from_secs(*seconds)),
            Self::Date(date) => Some(since_epoch(date)?.saturating_sub(now)),
            Self::Unreadable => None,
        }
    }
}

fn since_epoch(date: &str) -> Option<Duration> {
    let epoch = httpdate::parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT").ok()?;
    let date = httpdate::parse_http_date(date).ok()?;
    date.duration_since(epoch).ok()
}
