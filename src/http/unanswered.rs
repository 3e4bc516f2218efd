use crate::http::recovery::{Action, Recovery, Source};

/// Why there is no reply, or no whole one.
///
/// A client knows from its transport. If it cannot tell whether the request was sent, it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unanswered {
    /// Nothing of the request was sent: the name has no address, nobody listens there, no connection
    /// in time, or no TLS.
    NotSent,
    /// The request was sent, in part at least, and no reply began in time.
    TimedOut,
    /// The request was sent, in part at least, and the connection ended or was reset before a reply
    /// began.
    ConnectionLost,
    /// A reply began and its end did not come, or was not read. Nothing in it says what became of
    /// the update, were it HTTP status 200 with a whole customer.
    CutOff,
}

impl<R> Recovery<R> {
    /// What a careful client does where no whole reply came.
    ///
    /// ```
    /// use salesive_schema::http::{Action, Recovery, Unanswered, Written};
    /// use salesive_schema::salesive::Rule;
    ///
    /// let recovery = Recovery::<Rule>::of_unanswered(Unanswered::NotSent);
    /// assert_eq!(recovery.action, Action::Retry { after: None });
    /// assert_eq!(recovery.written, Written::No);
    ///
    /// let recovery = Recovery::<Rule>::of_unanswered(Unanswered::TimedOut);
    /// assert_eq!(recovery.action, Action::ReadAgain);
    /// assert_eq!(recovery.written, Written::Unknown);
    /// ```
    pub const fn of_unanswered(cause: Unanswered) -> Self {
        match cause {
            Unanswered::NotSent => Self::new(
                Action::Retry { after: None },
                Source::Http("RFC 9110, section 9.2.2"),
            ),
            Unanswered::TimedOut => Self::unknown(Source::Http("RFC 9112, section 9.5")),
            Unanswered::ConnectionLost => Self::unknown(Source::Http("RFC 9112, section 9.3.1")),
            Unanswered::CutOff => Self::unknown(Source::Http("RFC 9112, section 8")),
        }
    }
}
