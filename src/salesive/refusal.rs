use alloc::borrow::Cow;
use core::fmt::DebugStruct;

use super::Envelope;
use crate::service::{Refusal, Salesive, owned_text};
use crate::value::named::named;
use crate::value::secret::Redacted;

named! {
    /// Why the service refuses, as far as the document tells.
    #[non_exhaustive]
    pub enum RefusalKind {
        /// 401: "Missing or invalid app access token."
        Unauthorized = "unauthorized",
        /// 403: "The app token is missing the OAuth scope required for this operation."
        Forbidden = "forbidden",
        /// 404: "The customer does not exist or is not in the installation's store."
        CustomerNotFound = "customer_not_found",
        /// Any other status: the document is silent, the status and the message are all there is.
        Other = "other",
    }
}

impl RefusalKind {
    const fn from_status(status: u16) -> Self {
        match status {
            401 => Self::Unauthorized,
            403 => Self::Forbidden,
            404 => Self::CustomerNotFound,
            _ => Self::Other,
        }
    }
}

/// What only this service says about a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RefusalDetails<'a> {
    pub(super) status: Option<u16>,
    pub(super) message: Option<Cow<'a, str>>,
}

impl RefusalDetails<'_> {
    pub(super) fn into_owned<'o>(self) -> RefusalDetails<'o> {
        RefusalDetails {
            status: self.status,
            message: self.message.map(owned_text),
        }
    }

    pub(super) fn show(&self, debug: &mut DebugStruct<'_, '_>) {
        debug
            .field("body_status", &self.status)
            .field("message", &self.message.as_ref().map(|_| Redacted));
    }
}

impl<'a> Refusal<'a, Salesive> {
    #[inline]
    pub(super) fn new(http_status: u16, envelope: &Envelope<'a>) -> Self {
        Self {
            kind: RefusalKind::from_status(decisive_status(http_status, envelope.status)),
            http_status,
            says_success: envelope.success,
            retry_after: None,
            details: RefusalDetails {
                status: envelope.status,
                message: envelope.message.clone(),
            },
            data: envelope.data.clone(),
        }
    }

    pub(super) const fn decisive_status(&self) -> u16 {
        decisive_status(self.http_status, self.details.status)
    }

    /// The status in the body.
    pub const fn body_status(&self) -> Option<u16> {
        self.details.status
    }

    /// The service's message, to be shown to people and never matched on.
    pub fn message(&self) -> Option<&str> {
        self.details.message.as_deref()
    }
}

/// Of a refusal inside HTTP 2xx, only the body's own status says why.
const fn decisive_status(http_status: u16, body_status: Option<u16>) -> u16 {
    match (http_status, body_status) {
        (200..=299, Some(status @ 400..=599)) => status,
        _ => http_status,
    }
}
