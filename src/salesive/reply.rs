use alloc::borrow::Cow;
use core::{fmt, mem};

use super::envelope::{Draft, Envelope, Field};
use super::refusal::Refusal;
use super::{Customer, Rule};
use crate::http::retry_after::ReplyHeaders;
use crate::json::expect::Amiss;
use crate::report::finding::{Finding, JsonType};
use crate::report::pointer::Path;
use crate::report::{Findings, Report};
use crate::value::secret::Redacted;

/// A reply of `PUT /customers/{id}`, decoded: every pair of HTTP status and bytes is one.
///
/// Source: "Update a customer", responses 200, 401, 403 and 404. Strings borrow from the body
/// where it has no escapes.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply<'a> {
    http_status: u16,
    pub(super) headers: ReplyHeaders,
    body: Cow<'a, [u8]>,
    envelope: Option<Envelope<'a>>,
    pub(super) outcome: Outcome<'a>,
    discrepancies: Report<Rule>,
}

/// What a reply says about the update. There will be no fifth outcome, so a `match` can name all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "the usual outcome is the large one"
)]
pub enum Outcome<'a> {
    /// The update was made, and this is the customer now.
    Updated(Customer<'a>),
    /// The service says that the update was made, but no readable customer came back. The write
    /// happened all the same.
    Accepted,
    /// The service refused, or one of its signals says so.
    Refused(Refusal<'a>),
    /// No envelope: no JSON object with one boolean success flag. Whether a write happened is
    /// unknown; [`Reply::body`] holds what came.
    Unreadable,
}

impl<'a> Reply<'a> {
    /// Decodes a reply. Never fails: the outcome says how much could be read.
    ///
    /// A reply is a success only if no signal says otherwise: HTTP status 200 with
    /// `"success": false` is refused, and so is `"success": true` under HTTP status 500.
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
        let mut draft = Draft::new(http_status);
        let (envelope, outcome, findings) = if draft.read(body).is_some() {
            compare(http_status, &mut draft);
            let is_whole = is_customer(&mut draft);
            let outcome = if !draft.envelope.success || !is_success(http_status) {
                Outcome::Refused(Refusal::new(http_status, &draft.envelope))
            } else if is_whole {
                Outcome::Updated(draft.data.customer)
            } else {
                Outcome::Accepted
            };
            (Some(draft.envelope), outcome, draft.findings)
        } else {
            (None, Outcome::Unreadable, Findings::new(0))
        };
        Self {
            http_status,
            body: Cow::Borrowed(body),
            headers: ReplyHeaders::default(),
            envelope,
            outcome,
            discrepancies: findings.finish(),
        }
    }

    /// What the reply says about the update.
    pub const fn outcome(&self) -> &Outcome<'a> {
        &self.outcome
    }

    /// What the reply says about the update, by value.
    pub fn into_outcome(self) -> Outcome<'a> {
        self.outcome
    }

    /// Where the reply departs from its document. A discrepancy never fails a reply by itself.
    pub const fn discrepancies(&self) -> &Report<Rule> {
        &self.discrepancies
    }

    /// The envelope, unless the reply is unreadable.
    pub const fn envelope(&self) -> Option<&Envelope<'a>> {
        self.envelope.as_ref()
    }

    /// The HTTP status.
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The bytes of the body, which can hold personal data.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The same reply, no longer borrowed.
    pub fn into_owned(self) -> Reply<'static> {
        Reply {
            http_status: self.http_status,
            headers: self.headers,
            body: Cow::Owned(self.body.into_owned()),
            envelope: self.envelope.map(Envelope::into_owned),
            outcome: match self.outcome {
                Outcome::Updated(customer) => Outcome::Updated(customer.into_owned()),
                Outcome::Accepted => Outcome::Accepted,
                Outcome::Refused(refusal) => Outcome::Refused(refusal.into_owned()),
                Outcome::Unreadable => Outcome::Unreadable,
            },
            discrepancies: self.discrepancies,
        }
    }
}

const fn is_success(http_status: u16) -> bool {
    matches!(http_status, 200..=299)
}

/// Holds the success flag against the HTTP status.
fn compare(http_status: u16, draft: &mut Draft<'_>) {
    let success = draft.envelope.success;
    if success != is_success(http_status) {
        let at = draft.path(Field::Success);
        draft.findings.add(Rule::ReplySuccessContradiction, |rule| {
            Finding::new(rule, &at)
        });
    } else if success && http_status != 200 {
        draft.findings.add(Rule::ReplyHttpStatusUnexpected, |rule| {
            Finding::new(rule, &Path::ROOT)
        });
    }
}

/// Whether a success carries a readable customer; what a refusal carries is only held against the
/// document.
fn is_customer(draft: &mut Draft<'_>) -> bool {
    let at = draft.path(Field::Data);
    let findings = &mut draft.findings;
    match (draft.envelope.success, draft.data.read) {
        (true, Some(read)) => {
            findings.append(mem::replace(&mut draft.data.findings, Findings::new(0)));
            read.map_err(|amiss| amiss.report(Rule::ReplyDataType, &at, findings))
                .is_ok()
        }
        (true, None) => {
            findings.add(Rule::ReplyDataMissing, |rule| {
                Finding::new(rule, &Path::ROOT).found(JsonType::Absent)
            });
            false
        }
        (false, Some(Err(Amiss::Type(JsonType::Array | JsonType::Null)))) => false,
        (false, Some(Err(amiss))) => {
            amiss.report(Rule::ReplyDataType, &at, findings);
            false
        }
        (false, Some(Ok(())) | None) => false,
    }
}

/// The status, the outcome and the discrepancies; no bytes of the body.
impl fmt::Debug for Reply<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("http_status", &self.http_status)
            .field("body", &Redacted)
            .field("envelope", &self.envelope)
            .field("outcome", &self.outcome)
            .field("discrepancies", &self.discrepancies)
            .finish()
    }
}
