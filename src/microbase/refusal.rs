use alloc::borrow::Cow;
use core::fmt;

use super::Envelope;
use crate::http::retry_after::RetryAfter;
use crate::json::text::JsonText;
use crate::json::{self, Surrogates};
use crate::report::finding::JsonType;
use crate::value::secret::Redacted;

/// A reply that says no.
///
/// Source: the table of errors. The HTTP status says little: most refusals come with 200.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Refusal<'a> {
    kind: RefusalKind,
    http_status: u16,
    pub(super) retry_after: Option<RetryAfter>,
    code: Option<Cow<'a, str>>,
    error: Option<JsonText<'a>>,
    data: Option<JsonText<'a>>,
}

/// Why the service refuses, as far as the document tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RefusalKind {
    /// `duplicate_key`: "Email is unique"
    DuplicateKey,
    /// `validation_error`: "Some validation error"
    ValidationError,
    /// `customer_not_found`: "Customer not found"
    CustomerNotFound,
    /// `customer_invalid_email`: "Email has an invalid format"
    CustomerInvalidEmail,
    /// Any other code, kept in [`Refusal::code`], or none.
    Other,
}

impl RefusalKind {
    /// The documented code, or `other`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DuplicateKey => "duplicate_key",
            Self::ValidationError => "validation_error",
            Self::CustomerNotFound => "customer_not_found",
            Self::CustomerInvalidEmail => "customer_invalid_email",
            Self::Other => "other",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "duplicate_key" => Self::DuplicateKey,
            "validation_error" => Self::ValidationError,
            "customer_not_found" => Self::CustomerNotFound,
            "customer_invalid_email" => Self::CustomerInvalidEmail,
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
        let code = envelope
            .error
            .as_ref()
            .filter(|error| error.json_type() == JsonType::String)
            .and_then(|error| json::string(error.as_borrowed()?, Surrogates::Replace).ok());
        Self {
            kind: code
                .as_deref()
                .map_or(RefusalKind::Other, RefusalKind::from_code),
            http_status,
            retry_after: None,
            code,
            error: envelope.error.clone(),
            data: envelope.data.clone(),
        }
    }

    /// Why the service refuses, as far as the document tells.
    pub const fn kind(&self) -> RefusalKind {
        self.kind
    }

    /// The HTTP status.
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The error code, documented or not, if `error` is a string.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The member `error`, whatever its shape; an object can echo the request.
    pub const fn error(&self) -> Option<&JsonText<'a>> {
        self.error.as_ref()
    }

    /// What the error adds, whatever its shape; it can echo the request.
    pub const fn data(&self) -> Option<&JsonText<'a>> {
        self.data.as_ref()
    }

    /// The same refusal, no longer borrowed.
    pub fn into_owned(self) -> Refusal<'static> {
        Refusal {
            kind: self.kind,
            http_status: self.http_status,
            retry_after: self.retry_after,
            code: self.code.map(|code| Cow::Owned(code.into_owned())),
            error: self.error.map(JsonText::into_owned),
            data: self.data.map(JsonText::into_owned),
        }
    }
}

/// The kind and the status; the service's words and data are not shown.
impl fmt::Debug for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("kind", &self.kind)
            .field("http_status", &self.http_status)
            .field("code", &self.code.as_ref().map(|_| Redacted))
            .field("error", &self.error)
            .field("data", &self.data)
            .finish()
    }
}
