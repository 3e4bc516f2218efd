use alloc::borrow::Cow;
use core::fmt::{self, Debug};

use crate::http::recovery::Recovery;
use crate::http::retry_after::RetryAfter;
use crate::json::text::JsonText;
use crate::report::{Report, ReportBuilder};
use crate::service::Service;

/// What the body of a reply says, under its HTTP status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a, S: Service> {
    pub(crate) envelope: Option<S::Envelope<'a>>,
    pub(crate) outcome: Outcome<'a, S>,
    pub(crate) discrepancies: Report<S::Rule>,
}

impl<'a, S: Service> Decoded<'a, S> {
    /// Inlined, it builds the whole where it is to stay.
    #[inline(always)]
    pub(crate) fn new(
        envelope: S::Envelope<'a>,
        outcome: Outcome<'a, S>,
        discrepancies: Report<S::Rule>,
    ) -> Self {
        Self {
            envelope: Some(envelope),
            outcome,
            discrepancies,
        }
    }

    pub(crate) fn unreadable() -> Self {
        Self {
            envelope: None,
            outcome: Outcome::Unreadable,
            discrepancies: ReportBuilder::new(0).finish(),
        }
    }
}

/// What a reply says about the update. There will be no fifth outcome, so a `match` can name all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'a, S: Service> {
    /// The update was made, and this is the customer now.
    Updated(S::Customer<'a>),
    /// The service says that the update was made, but no readable customer came back. The write
    /// happened all the same.
    ///
    /// - The member with the customer is missing, `null`, or no object: Salesive `"data": []`,
    ///   MicroBase `"customer": null`.
    /// - A documented member of the customer has an undocumented JSON type: `"active": 1`,
    ///   `"tags": "VIP"`.
    Accepted,
    /// The service refused, or one of its signals says so.
    Refused(Refusal<'a, S>),
    /// No envelope: no JSON object with one boolean success flag (Salesive `success`, MicroBase
    /// `ok`). Whether a write happened is unknown; [`Reply::body`](crate::Reply::body) holds what
    /// came.
    Unreadable,
}

/// A reply that says no. The methods that only one service has stand in its module.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Refusal<'a, S: Service> {
    pub(crate) kind: S::RefusalKind,
    pub(crate) http_status: u16,
    /// What the flag says, in spite of which the reply is a refusal.
    pub(crate) says_success: bool,
    pub(crate) retry_after: Option<RetryAfter>,
    pub(crate) details: S::RefusalDetails<'a>,
    pub(crate) data: Option<JsonText<'a>>,
}

impl<'a, S: Service> Refusal<'a, S> {
    /// Why the service refuses, as far as the document tells.
    pub const fn kind(&self) -> S::RefusalKind {
        self.kind
    }

    /// The HTTP status. MicroBase gives most refusals 200.
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// What the service adds, whatever its shape; MicroBase can echo the request in it.
    pub const fn data(&self) -> Option<&JsonText<'a>> {
        self.data.as_ref()
    }

    /// What a careful client does next, as [`Reply::recovery`](crate::Reply::recovery) says.
    pub fn recovery(&self, update: &S::CustomerUpdate<'_>) -> Recovery<S::Rule> {
        S::recovery(self, Some(update))
    }

    /// The same refusal, no longer borrowed: for any lifetime, `'static` too.
    pub fn into_owned<'o>(self) -> Refusal<'o, S> {
        Refusal {
            kind: self.kind,
            http_status: self.http_status,
            says_success: self.says_success,
            retry_after: self.retry_after,
            details: S::owned_details(self.details),
            data: self.data.map(JsonText::into_owned),
        }
    }
}

/// The kind and the status; the service's words and data are not shown.
impl<S: Service> Debug for Refusal<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Refusal");
        debug
            .field("kind", &self.kind)
            .field("http_status", &self.http_status);
        S::show_details(&self.details, &mut debug);
        debug.field("data", &self.data).finish()
    }
}

pub(crate) fn owned_text(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}
