use alloc::borrow::Cow;
use core::fmt::DebugStruct;

use super::Envelope;
use crate::json;
use crate::json::text::JsonText;
use crate::report::finding::JsonType;
use crate::service::{MicroBase, Refusal, owned_text};
use crate::value::named::named;
use crate::value::secret::Redacted;

named! {
    /// Why the service refuses, as far as the document tells.
    #[non_exhaustive]
    pub enum RefusalKind {
        /// `duplicate_key`: "Email is unique"
        DuplicateKey = "duplicate_key",
        /// `validation_error`: "Some validation error"
        ValidationError = "validation_error",
        /// `customer_not_found`: "Customer not found"
        CustomerNotFound = "customer_not_found",
        /// `customer_invalid_email`: "Email has an invalid format"
        CustomerInvalidEmail = "customer_invalid_email",
        /// Any other code, kept in [`Refusal::code`], or none.
        Other = "other",
    }
}

/// What only this service says about a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RefusalDetails<'a> {
    pub(super) code: Option<Cow<'a, str>>,
    pub(super) error: Option<JsonText<'a>>,
}

impl RefusalDetails<'_> {
    pub(super) fn into_owned<'o>(self) -> RefusalDetails<'o> {
        RefusalDetails {
            code: self.code.map(owned_text),
            error: self.error.map(JsonText::into_owned),
        }
    }

    pub(super) fn show(&self, debug: &mut DebugStruct<'_, '_>) {
        debug
            .field("code", &self.code.as_ref().map(|_| Redacted))
            .field("error", &self.error);
    }
}

impl<'a> Refusal<'a, MicroBase> {
    pub(super) fn new(http_status: u16, envelope: &Envelope<'a>) -> Self {
        let code = envelope
            .error
            .as_ref()
            .filter(|error| error.json_type() == JsonType::String)
            .and_then(|error| json::string(error.as_borrowed()?));
        Self {
            kind: code
                .as_deref()
                .and_then(RefusalKind::from_name)
                .unwrap_or(RefusalKind::Other),
            http_status,
            says_success: envelope.ok,
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
