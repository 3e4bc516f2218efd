//! What came back. Here lives a reply of either service, decoded, and what it says about the update.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use core::fmt;

use crate::http::intermediary::IntermediaryProblem;
use crate::http::recovery::{Recovery, Written};
use crate::http::retry_after::RetryAfter;
use crate::report::Report;
pub use crate::service::Outcome;
use crate::service::confirmation::Confirmation;
use crate::service::{Decoded, Service};
use crate::value::secret::Redacted;

/// A decoded reply of a service: any HTTP status with any bytes is one.
///
/// Strings borrow from the body where it has no escapes.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply<'a, S: Service> {
    http_status: u16,
    content_type: Option<String>,
    retry_after: Option<RetryAfter>,
    body: Cow<'a, [u8]>,
    decoded: Decoded<'a, S>,
}

impl<'a, S: Service> Reply<'a, S> {
    /// Decodes a reply. Never fails: the outcome says how much could be read.
    ///
    /// A reply is a success only if no signal says otherwise: HTTP status 200 with a flag that says
    /// failure is refused, and so is a flag that says success under HTTP status 500 or, with
    /// MicroBase, beside an `error`.
    ///
    /// ```
    /// use salesive_schema::salesive::{Outcome, RefusalKind, Reply};
    ///
    /// let body = br#"{"status":404,"success":false,"message":"Customer not found","data":null}"#;
    /// let reply = Reply::decode(404, body);
    /// match reply.outcome() {
    ///     Outcome::Updated(customer) => println!("updated, active: {:?}", customer.active),
    ///     Outcome::Accepted => println!("updated"),
    ///     Outcome::Refused(refusal) => assert_eq!(refusal.kind(), RefusalKind::CustomerNotFound),
    ///     Outcome::Unreadable => println!("HTTP status {}", reply.http_status()),
    /// }
    /// ```
    pub fn decode(http_status: u16, body: &'a [u8]) -> Self {
        Self {
            http_status,
            content_type: None,
            retry_after: None,
            body: Cow::Borrowed(body),
            decoded: S::decode(http_status, body),
        }
    }

    /// Decodes a response: its status and body, with the headers `Content-Type` and `Retry-After`
    /// (the first of each; a `Content-Type` only if it is ASCII).
    ///
    /// ```
    /// use salesive_schema::http::RetryAfter;
    /// use salesive_schema::salesive::Reply;
    ///
    /// let response = http::Response::builder().status(503).header("retry-after", "120").body("<html>")?;
    /// let reply = Reply::from_http(&response);
    /// assert_eq!(reply.retry_after(), Some(&RetryAfter::Seconds(120)));
    /// # Ok::<(), http::Error>(())
    /// ```
    #[cfg(feature = "http-1x")]
    #[cfg_attr(docsrs, doc(cfg(feature = "http-1x")))]
    pub fn from_http<B: AsRef<[u8]>>(response: &'a http::Response<B>) -> Self {
        let mut reply = Self::decode(response.status().as_u16(), response.body().as_ref());
        let text = |name| response.headers().get(name)?.to_str().ok();
        if let Some(content_type) = text(http::header::CONTENT_TYPE) {
            reply = reply.with_content_type(content_type);
        }
        if let Some(retry_after) = response.headers().get(http::header::RETRY_AFTER) {
            let text = retry_after.to_str().unwrap_or_default();
            reply = reply.with_retry_after(RetryAfter::new(text));
        }
        reply
    }

    /// The same reply with what its header `Retry-After` said.
    #[must_use]
    pub fn with_retry_after(mut self, retry_after: RetryAfter) -> Self {
        if let Outcome::Refused(refusal) = &mut self.decoded.outcome {
            refusal.retry_after = Some(retry_after.clone());
        }
        self.retry_after = Some(retry_after);
        self
    }

    /// The same reply with what its header `Content-Type` said. It decides nothing.
    #[must_use]
    pub fn with_content_type(mut self, content_type: &str) -> Self {
        self.content_type = Some(content_type.to_owned());
        self
    }

    /// What the reply says about the update.
    pub const fn outcome(&self) -> &Outcome<'a, S> {
        &self.decoded.outcome
    }

    /// What the reply says about the update, by value.
    pub fn into_outcome(self) -> Outcome<'a, S> {
        self.decoded.outcome
    }

    /// Where the reply departs from its document. A discrepancy never fails a reply by itself.
    pub const fn discrepancies(&self) -> &Report<S::Rule> {
        &self.decoded.discrepancies
    }

    /// The envelope, unless the reply is unreadable.
    pub const fn envelope(&self) -> Option<&S::Envelope<'a>> {
        self.decoded.envelope.as_ref()
    }

    /// The HTTP status.
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The header `Retry-After`.
    pub const fn retry_after(&self) -> Option<&RetryAfter> {
        self.retry_after.as_ref()
    }

    /// The header `Content-Type`, as it came.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The bytes of the body, which can hold personal data.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// What a server between the client and the service says, if an unreadable reply is its problem
    /// details.
    ///
    /// ```
    /// use salesive_schema::http::{Action, Source};
    /// use salesive_schema::salesive::{CustomerUpdate, Reply};
    ///
    /// let body = br#"{"title": "Invalid request", "status": 422, "detail": "email is no email"}"#;
    /// let reply = Reply::decode(422, body).with_content_type("application/problem+json");
    /// let problem = reply.intermediary_problem().unwrap();
    /// assert_eq!(problem.title(), Some("Invalid request"));
    ///
    /// let update = CustomerUpdate::builder().active(false).build()?;
    /// let recovery = reply.recovery(&update).unwrap();
    /// assert!(matches!(recovery.action, Action::FixFields(_)));
    /// assert!(matches!(recovery.source, Source::Intermediary(_)) && recovery.is_inferred);
    /// # Ok::<(), salesive_schema::Report<salesive_schema::salesive::Rule>>(())
    /// ```
    pub fn intermediary_problem(&self) -> Option<IntermediaryProblem<'_>> {
        match self.decoded.outcome {
            Outcome::Unreadable => IntermediaryProblem::read(self.content_type(), &self.body),
            _ => None,
        }
    }

    /// Whether the update was made, as far as the reply tells.
    ///
    /// ```
    /// use salesive_schema::http::Written;
    /// use salesive_schema::microbase::Reply;
    ///
    /// let written = |body| Reply::decode(200, body).written();
    /// assert_eq!(written(br#"{"ok":true,"customer":{"id":"HkhhuXESl"}}"#), Written::Yes);
    /// assert_eq!(written(br#"{"ok":false,"error":"customer_not_found"}"#), Written::No);
    /// assert_eq!(written(br#"{"ok":false}"#), Written::Unknown);
    /// ```
    pub fn written(&self) -> Written {
        self.advice(None)
            .map_or(Written::Yes, |advice| advice.written)
    }

    /// What a careful client does next after sending `update`; `None` after a success.
    ///
    /// Where the refused fields are read out of texts whose form is not documented, the advice is
    /// marked as inferred. What cannot be about `update` is left out: no other address is to be chosen
    /// for an update without one.
    ///
    /// ```
    /// use salesive_schema::http::{Action, RetryAfter, Written};
    /// use salesive_schema::salesive::{CustomerUpdate, Reply, Rule};
    ///
    /// let update = CustomerUpdate::builder().phone("0").active(false).build()?;
    /// let recovery = |http_status, body| Reply::decode(http_status, body).recovery(&update).unwrap();
    ///
    /// let refused = br#"{"status":400,"success":false,"message":"\"phone\" must be a string","data":{}}"#;
    /// let fix = recovery(400, refused);
    /// let Action::FixFields(fields) = fix.action else { panic!("{fix:?}") };
    /// assert_eq!(fields[0].pointer.to_string(), "/phone");
    /// assert_eq!(fields[0].rule, Some(Rule::PhoneType));
    /// assert!(fix.is_inferred);
    ///
    /// let reply = Reply::decode(503, b"<html>").with_retry_after(RetryAfter::Seconds(120));
    /// let later = reply.recovery(&update).unwrap();
    /// assert_eq!(later.action, Action::Retry { after: Some(RetryAfter::Seconds(120)) });
    /// assert_eq!(later.written, Written::No);
    ///
    /// // The gateway gave up; the service may have written all the same.
    /// let read = recovery(502, b"<html>");
    /// assert_eq!((read.action, read.written), (Action::ReadAgain, Written::Unknown));
    /// # Ok::<(), salesive_schema::Report<Rule>>(())
    /// ```
    pub fn recovery(&self, update: &S::CustomerUpdate<'_>) -> Option<Recovery<S::Rule>> {
        self.advice(Some(update))
    }

    fn advice(&self, update: Option<&S::CustomerUpdate<'_>>) -> Option<Recovery<S::Rule>> {
        match &self.decoded.outcome {
            Outcome::Updated(_) | Outcome::Accepted => None,
            Outcome::Refused(refusal) => Some(S::recovery(refusal, update)),
            Outcome::Unreadable => Some(Recovery::by_intermediary(
                self.http_status,
                self.intermediary_problem().as_ref(),
                self.retry_after.as_ref(),
            )),
        }
    }

    /// Whether the customer that came back holds what `update` asked for, so that a lost write is
    /// seen. Where no customer came back, that is unknown, whatever the outcome.
    ///
    /// MicroBase's id is a member of the update and compared. Salesive's stands in the path, and can be
    /// that of a user, so whose customer came back is not looked at.
    ///
    /// ```
    /// use salesive_schema::plan::{Confirmed, Match, Normalisation};
    /// use salesive_schema::salesive::{CustomerUpdate, Reply};
    ///
    /// let update = CustomerUpdate::builder().email("Ada@example.com").clear_phone().build()?;
    /// let body = br#"{"status":200,"success":true,"message":"","data":{"email":"ada@example.com"}}"#;
    /// let confirmation = Reply::decode(200, body).confirms(&update);
    /// assert_eq!(confirmation.confirmed(), Confirmed::Yes);
    /// assert_eq!(
    ///     confirmation.members(),
    ///     [
    ///         ("email", Match::Normalised(Normalisation::LowerCase)),
    ///         ("phone", Match::Normalised(Normalisation::NullAsAbsent)),
    ///     ]
    /// );
    /// assert_eq!(Reply::decode(502, b"<html>").confirms(&update).confirmed(), Confirmed::Unknown);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn confirms(&self, update: &S::CustomerUpdate<'_>) -> Confirmation<S> {
        match &self.decoded.outcome {
            Outcome::Updated(customer) => Confirmation::of_customer(S::matches(customer, update)),
            Outcome::Accepted | Outcome::Refused(_) | Outcome::Unreadable => {
                Confirmation::unknown()
            }
        }
    }

    /// The same reply, no longer borrowed: for any lifetime, `'static` too.
    pub fn into_owned<'o>(self) -> Reply<'o, S> {
        Reply {
            http_status: self.http_status,
            content_type: self.content_type,
            retry_after: self.retry_after,
            body: Cow::Owned(self.body.into_owned()),
            decoded: Decoded {
                envelope: self.decoded.envelope.map(S::owned_envelope),
                outcome: self.decoded.outcome.into_owned(),
                discrepancies: self.decoded.discrepancies,
            },
        }
    }
}

impl<S: Service> Outcome<'_, S> {
    /// The same outcome, no longer borrowed: for any lifetime, `'static` too.
    pub fn into_owned<'o>(self) -> Outcome<'o, S> {
        match self {
            Self::Updated(customer) => Outcome::Updated(S::owned_customer(customer)),
            Self::Accepted => Outcome::Accepted,
            Self::Refused(refusal) => Outcome::Refused(refusal.into_owned()),
            Self::Unreadable => Outcome::Unreadable,
        }
    }
}

/// The status, the outcome and the discrepancies; no bytes of the body.
impl<S: Service> fmt::Debug for Reply<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("http_status", &self.http_status)
            .field("body", &Redacted)
            .field("envelope", &self.decoded.envelope)
            .field("outcome", &self.decoded.outcome)
            .field("discrepancies", &self.decoded.discrepancies)
            .finish()
    }
}
