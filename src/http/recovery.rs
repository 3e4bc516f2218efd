use alloc::vec::Vec;

use crate::http::intermediary::IntermediaryProblem;
use crate::http::retry_after::RetryAfter;
use crate::report::pointer::Pointer;
use crate::value::named::named;

/// What a careful client does after a reply that is no success, or after none.
///
/// It is advice: nothing here carries it out. Unknown is not failed: where the update can have been
/// made, the action is [`Action::ReadAgain`], whatever else the reply says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Recovery<R> {
    /// What to do next.
    pub action: Action<R>,
    /// What that rests on.
    pub source: Source,
    /// Whether the action can be mistaken, because it is read out of words that no document gives a
    /// meaning: of the service, or of a server in between. Show them to a person first.
    pub is_inferred: bool,
    /// Whether the update was made: [`Written::No`] or [`Written::Unknown`].
    pub written: Written,
}

named! {
    /// Whether an update was made, as far as a client can know. There will be no fourth answer, so a
    /// `match` can name all.
    pub enum Written {
        /// It was made.
        ///
        /// - Salesive: HTTP status 200 with `{"status":200,"success":true,…}`
        /// - MicroBase: `{"ok":true,"customer":{…}}`
        Yes = "yes",
        /// It was not: whatever says something says so.
        ///
        /// - Salesive: HTTP status 404 with `{"status":404,"success":false,…}`, or 200 with that body
        /// - MicroBase: `{"ok":false,"error":"duplicate_key",…}`
        /// - HTTP status 429 or 503 with a page of HTML, 307 with nothing
        /// - no reply, because nobody listens
        ///
        /// HTTP status 503 is taken at its word, that the request was not handled (RFC 9110, section
        /// 15.6.4). A server in between that says it of a connection it lost while the service was
        /// at work is not seen through.
        No = "no",
        /// It can have been made, or another client's came between.
        ///
        /// - Salesive: HTTP status 200 with `{"status":200,"success":false,…}`, 404 with
        ///   `{"status":404,"success":true,…}`
        /// - Salesive: a body whose status is 500, whatever the HTTP status
        /// - MicroBase: `{"ok":true,"error":"duplicate_key"}`; under HTTP status 200 `{"ok":false}`, and
        ///   a code that no document has
        /// - HTTP status 500, 502 or 504, whatever comes with it; 200 with a page of HTML
        /// - no reply in time, or half of one
        Unknown = "unknown",
    }
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action<R> {
    /// Send the same request again, later: nothing was written, so it is as if sent first.
    /// [`Backoff`](crate::http::Backoff) says when.
    Retry {
        /// How long to wait, if the reply says so; otherwise longer each time.
        after: Option<RetryAfter>,
    },
    /// Get a new token, and send the same request with it: refresh it, log in, or have the app
    /// installed again.
    RenewToken,
    /// Have this OAuth scope granted, for which the merchant installs the app again.
    RequestScope(&'static str),
    /// Change what the update says, and send that.
    FixFields(
        /// The fields, if the reply names any: at most 100.
        Vec<FieldProblem<R>>,
    ),
    /// Update another customer: there is none with this id.
    ChooseCustomer,
    /// Set another email address: another customer has this one.
    ChooseEmail,
    /// Send less: the body is too large.
    ShrinkBody,
    /// Look at the base URL: what answers there is not the service, or not at this path.
    CheckBaseUrl,
    /// Read the customer before anything is sent: whether the update was made is unknown, or
    /// somebody else has changed the customer. Sending it again could undo what others wrote since.
    ReadAgain,
    /// Tell those who run the service, or who wrote the client: nothing was written, and neither
    /// time nor another update helps.
    ReportBug,
}

impl<R> Action<R> {
    /// The action in one word: `retry`, `renew_token`, `request_scope`, `fix_fields`,
    /// `choose_customer`, `choose_email`, `shrink_body`, `check_base_url`, `read_again` or
    /// `report_bug`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Retry { .. } => "retry",
            Self::RenewToken => "renew_token",
            Self::RequestScope(_) => "request_scope",
            Self::FixFields(_) => "fix_fields",
            Self::ChooseCustomer => "choose_customer",
            Self::ChooseEmail => "choose_email",
            Self::ShrinkBody => "shrink_body",
            Self::CheckBaseUrl => "check_base_url",
            Self::ReadAgain => "read_again",
            Self::ReportBug => "report_bug",
        }
    }
}

/// No more fields are named, however long the reply.
pub(crate) const FIELDS_MAX: usize = 100;

/// A field that the service refuses.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct FieldProblem<R> {
    /// The field, as a JSON Pointer into the request body.
    pub pointer: Pointer,
    /// The rule that the service seems to have in mind, if it is one of ours.
    pub rule: Option<R>,
}

/// What a piece of advice rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Source {
    /// A place in the service's document.
    Document(&'static str),
    /// What the service was observed to do, or what its vendor says in another place.
    Evidence(&'static str),
    /// The HTTP standards.
    Http(&'static str),
    /// What a server in between says of itself, by the HTTP standards; see [`IntermediaryProblem`].
    Intermediary(&'static str),
}

impl<R> Recovery<R> {
    /// What to do where nothing was written.
    pub(crate) const fn new(action: Action<R>, source: Source) -> Self {
        Self {
            action,
            source,
            is_inferred: false,
            written: Written::No,
        }
    }

    /// What to do where the update can have been made.
    pub(crate) const fn unknown(source: Source) -> Self {
        Self {
            action: Action::ReadAgain,
            source,
            is_inferred: false,
            written: Written::Unknown,
        }
    }

    const fn is_retry(&self) -> bool {
        matches!(self.action, Action::Retry { .. })
    }

    pub(crate) fn inferred(mut self) -> Self {
        self.is_inferred = true;
        self
    }

    /// What a reply without an envelope says.
    pub(crate) fn by_intermediary(
        http_status: u16,
        problem: Option<&IntermediaryProblem<'_>>,
        retry_after: Option<&RetryAfter>,
    ) -> Self {
        let by_http = Self::by_status(http_status, retry_after);
        let Some(problem) = problem else {
            return by_http;
        };
        let is_error = |status: &u16| matches!(status, 400..=599);
        // Where the update can have been made, nothing that somebody in between says takes it back.
        let is_certain = is_error(&http_status) && by_http.written == Written::No;
        let named = problem.status().filter(is_error).filter(|_| is_certain);
        let advice = match named.map(|status| Self::by_status(status, retry_after)) {
            // What HTTP refuses is not sent again because the text says something milder.
            Some(named) if !named.is_retry() || by_http.is_retry() => named,
            _ => by_http,
        };
        Self {
            source: match advice.source {
                Source::Http(place) => Source::Intermediary(place),
                other => other,
            },
            ..advice.inferred()
        }
    }

    /// What the HTTP status alone says. A server error leaves the update unknown unless its meaning is
    /// that the request was not taken.
    pub(crate) fn by_status(http_status: u16, retry_after: Option<&RetryAfter>) -> Self {
        let retry = || Action::Retry {
            after: retry_after.cloned(),
        };
        let (action, section) = match http_status {
            200..=299 => return Self::unknown(Source::Http("RFC 9110, section 15.3")),
            303 => return Self::unknown(Source::Http("RFC 9110, section 15.4.4")),
            300..=399 => (Action::CheckBaseUrl, "RFC 9110, section 15.4"),
            400 => (Action::FixFields(Vec::new()), "RFC 9110, section 15.5.1"),
            401 => (Action::RenewToken, "RFC 9110, section 15.5.2"),
            403 => (Action::RenewToken, "RFC 9110, section 15.5.4"),
            404 => (Action::CheckBaseUrl, "RFC 9110, section 15.5.5"),
            405 => (Action::CheckBaseUrl, "RFC 9110, section 15.5.6"),
            408 => (retry(), "RFC 9110, section 15.5.9"),
            409 => (Action::ReadAgain, "RFC 9110, section 15.5.10"),
            410 => (Action::CheckBaseUrl, "RFC 9110, section 15.5.11"),
            413 => (Action::ShrinkBody, "RFC 9110, section 15.5.14"),
            421 => (Action::CheckBaseUrl, "RFC 9110, section 15.5.20"),
            422 => (Action::FixFields(Vec::new()), "RFC 9110, section 15.5.21"),
            425 => (retry(), "RFC 8470, section 5.2"),
            429 => (retry(), "RFC 6585, section 4"),
            402..=499 => (Action::ReportBug, "RFC 9110, section 15.5"),
            501 => (Action::ReportBug, "RFC 9110, section 15.6.2"),
            503 => (retry(), "RFC 9110, section 15.6.4"),
            505 => (Action::ReportBug, "RFC 9110, section 15.6.6"),
            511 => (Action::ReportBug, "RFC 6585, section 6"),
            500 | 502..=599 => return Self::unknown(Source::Http("RFC 9110, section 15.6")),
            _ => return Self::unknown(Source::Http("RFC 9110, section 15")),
        };
        Self::new(action, Source::Http(section))
    }
}
