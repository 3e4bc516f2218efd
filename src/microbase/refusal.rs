use alloc::borrow::Cow;
use core::fmt;

use super::Envelope;
use crate::json::text::JsonText;
use crate::json::{self, Surrogates};
use crate::report::finding::JsonType;
use crate::service::{MicroBase, Refusal};

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

/// What only this service tells of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RefusalDetails<'a> {
    pub(super) code: Option<Cow<'a, str>>,
    pub(super) error: Option<JsonText<'a>>,
}

impl<'a> Refusal<'a, MicroBase> {
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
            details: RefusalDetails {
                code,
                error: envelope.error.clone(),
            },
            data: envelope.data.clone(),
        }
    }

    /// The error code, documented or not, if `error` is a string.
    pub fn code(&self) -> Option<&str> {
        self.details.code.as_deref()
    }

    /// The member `error`, whatever its shape; an object can echo the request.
    pub const fn error(&self) -> Option<&JsonText<'a>> {
        self.details.error.as_ref()
    }
}
