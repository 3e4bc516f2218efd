use alloc::borrow::Cow;
use core::fmt;

use super::Envelope;
use crate::http::retry_after::RetryAfter;
use crate::json::text::JsonText;
use crate::value::secret::Redacted;

/// A reply that says no.
///
/// Source: responses `Unauthorized`, `Forbidden` and `CustomerNotFound`; the document knows no
/// error codes, so the kind follows from the status.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Refusal<'a> {
    kind: RefusalKind,
    http_status: u16,
    pub(super) retry_after: Option<RetryAfter>,
    body_status: Option<u16>,
    message: Option<Cow<'a, str>>,
    data: Option<JsonText<'a>>,
}

/// Why the service refuses, as far as the document tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RefusalKind {
    /// 401: "Missing or invalid app access token."
    Unauthorized,
    /// 403: "The app token is missing the OAuth scope required for this operation."
    Forbidden,
    /// 404: "The customer does not exist or is not in the installation's store."
    CustomerNotFound,
    /// Any other status: the document is silent, the status and the message are all there is.
    Other,
}

impl RefusalKind {
    /// The kind in one word: `unauthorized`, `forbidden`, `customer_not_found` or `other`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::CustomerNotFound => "customer_not_found",
            Self::Other => "other",
        }
    }

    const fn from_status(status: u16) -> Self {
        match status {
            401 => Self::Unauthorized,
            403 => Self::Forbidden,
            404 => Self::CustomerNotFound,
            _ => Self::Other,
        }
    }
}

impl fmt::Display for RefusalKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl<'a> Refusal<'a> {
    pub(super) fn new(http_status: u16, envelope: &Envelope<'a>) -> Self {
        Self {
            kind: RefusalKind::from_status(decisive_status(http_status, envelope.status)),
            http_status,
            retry_after: None,
            body_status: envelope.status,
            message: envelope.message.clone(),
            data: envelope.data.clone(),
        }
    }

    pub(super) const fn decisive_status(&self) -> u16 {
        decisive_status(self.http_status, self.body_status)
    }

    /// Why the service refuses, as far as the document tells.
    pub const fn kind(&self) -> RefusalKind {
        self.kind
    }

    /// The HTTP status.
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The status in the body.
    pub const fn body_status(&self) -> Option<u16> {
        self.body_status
    }

    /// The service's message, to be shown to people and never matched on.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The payload of the refusal, whatever its shape.
    pub const fn data(&self) -> Option<&JsonText<'a>> {
        self.data.as_ref()
    }

    /// The same refusal, no longer borrowed.
    pub fn into_owned(self) -> Refusal<'static> {
        Refusal {
            kind: self.kind,
            http_status: self.http_status,
            retry_after: self.retry_after,
            body_status: self.body_status,
            message: self.message.map(|message| Cow::Owned(message.into_owned())),
            data: self.data.map(JsonText::into_owned),
        }
    }
}

/// A refusal inside HTTP 2xx leaves only the body's own status to go by.
const fn decisive_status(http_status: u16, body_status: Option<u16>) -> u16 {
    match (http_status, body_status) {
        (200..=299, Some(status @ 400..=599)) => status,
        _ => http_status,
    }
}

/// The kind and the statuses; the service's words and data are not shown.
impl fmt::Debug for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("kind", &self.kind)
            .field("http_status", &self.http_status)
            .field("body_status", &self.body_status)
            .field("message", &self.message.as_ref().map(|_| Redacted))
            .field("data", &self.data)
            .finish()
    }
}
