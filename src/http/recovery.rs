use alloc::vec::Vec;

use crate::http::intermediary::IntermediaryProblem;
use crate::http::retry_after::RetryAfter;
use crate::report::pointer::Pointer;

/// What a careful client does after a reply that is no success.
///
/// It is advice: nothing here carries it out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Recovery<R> {
    /// What to do next.
    pub action: Action<R>,
    /// What that rests on.
    pub source: Source,
    /// Whether the action can be mistaken, because it is read out of a sentence of the service or
    /// out of a status that its document does not mention: show the service's message to a person
    /// first.
    pub is_inferred: bool,
    /// Whether the same request can be sent again.
    pub replay: Replay,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action<R> {
    /// Send the same request again, later.
    Retry {
        /// How long to wait, if the reply says so; otherwise back off, longer each time.
        after: Option<RetryAfter>,
    },
    /// Get a new token: refresh it, log in, or have the app installed again.
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
    /// Read the customer first: whether the update was made is unknown, or somebody else has
    /// changed the customer.
    ReadAgain,
    /// Tell those who run the service, or who wrote the client: neither time nor another update
    /// helps.
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

/// Whether the same request can be sent again without harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Replay {
    /// Whether sending the request twice leaves the customer as sending it once would, even if the
    /// first one was not carried out, as long as nobody else writes in between. Whether that helps is
    /// another question.
    pub is_safe: bool,
    /// What that rests on.
    pub source: Source,
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
    pub(crate) const fn new(action: Action<R>, source: Source, replay: Replay) -> Self {
        Self {
            action,
            source,
            is_inferred: false,
            replay,
        }
    }

    /// After a reply whose body was cut off on the way, whatever its status and what came of it say: the
    /// write may have happened.
    pub const fn of_cut_off() -> Self {
        let source = Source::Http("RFC 9112, section 8");
        let is_safe = false;
        Self::new(Action::ReadAgain, source, Replay { is_safe, source })
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
        replay: Replay,
    ) -> Self {
        let Some(problem) = problem else {
            return Self::by_status(http_status, retry_after, replay);
        };
        let is_error = |status: &u16| matches!(status, 400..=599);
        // After a success the write may have happened, whoever says something else.
        let named = problem.status().filter(is_error);
        let named = named.filter(|_| is_error(&http_status));
        let advice = Self::by_status(named.unwrap_or(http_status), retry_after, replay);
        Self {
            source: match advice.source {
                Source::Http(place) => Source::Intermediary(place),
                other => other,
            },
            ..advice.inferred()
        }
    }

    /// What the HTTP status alone says.
    pub(crate) fn by_status(
        http_status: u16,
        retry_after: Option<&RetryAfter>,
        replay: Replay,
    ) -> Self {
        let retry = || Action::Retry {
            after: retry_after.cloned(),
        };
        let (action, section) = match http_status {
            200..=299 => (Action::ReadAgain, "RFC 9110, section 15.3"),
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
            502 => (retry(), "RFC 9110, section 15.6.3"),
            503 => (retry(), "RFC 9110, section 15.6.4"),
            504 => (retry(), "RFC 9110, section 15.6.5"),
            _ => (Action::ReportBug, "RFC 9110, section 15"),
        };
        Self::new(action, Source::Http(section), replay)
    }
}
