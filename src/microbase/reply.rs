use alloc::borrow::Cow;
use core::{fmt, mem};

use super::envelope::{Draft, Envelope, Field};
use super::refusal::Refusal;
use super::{Customer, Rule};
use crate::http::retry_after::ReplyHeaders;
use crate::json::text::JsonText;
use crate::report::finding::{Finding, JsonType};
use crate::report::pointer::Path;
use crate::report::{Findings, Report};
use crate::value::secret::Redacted;

/// A reply of `customer.update`, decoded: every pair of HTTP status and bytes is one.
///
/// Source: "Returns a customer object" and the table of errors. Strings borrow from the body
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
pub enum Outcome<'a> {
    /// The update was made, and this is the customer now.
    Updated(Customer<'a>),
    /// The service says that the update was made, but no readable customer came back. The write
    /// happened all the same.
    Accepted,
    /// The service refused, or one of its signals says so.
    Refused(Refusal<'a>),
    /// No envelope: no JSON object with one boolean ok flag. Whether a write happened is
    /// unknown; [`Reply::body`] holds what came.
    Unreadable,
}

impl<'a> Reply<'a> {
    /// Decodes a reply. Never fails: the outcome says how much could be read.
    ///
    /// A reply is a success only if no signal says otherwise: `"ok": false` under HTTP status 200
    /// is refused, and so is `"ok": true` beside an `error` or under HTTP status 500.
    ///
    /// ```
    /// use salesive_schema::microbase::{Outcome, RefusalKind, Reply};
    ///
    /// let body = br#"{"ok":false,"error":"customer_not_found","data":{"id":"x"}}"#;
    /// let reply = Reply::decode(200, body);
    /// match reply.outcome() {
    ///     Outcome::Updated(customer) => println!("updated, tags: {}", customer.tags.is_some()),
    ///     Outcome::Accepted => println!("updated"),
    ///     Outcome::Refused(refusal) => assert_eq!(refusal.kind(), RefusalKind::CustomerNotFound),
    ///     Outcome::Unreadable => println!("HTTP status {}", reply.http_status()),
    /// }
    /// ```
    pub fn decode(http_status: u16, body: &'a [u8]) -> Self {
        let mut draft = Draft::new();
        let (envelope, outcome, findings) = if draft.read(body).is_some() {
            let is_whole = is_customer(&mut draft);
            let outcome = if is_refused(http_status, &mut draft) {
                Outcome::Refused(Refusal::new(http_status, &draft.envelope))
            } else if is_whole {
                Outcome::Updated(draft.held.customer)
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

/// Holds the flag against the error and the HTTP status; whether one of them says failure.
fn is_refused(http_status: u16, draft: &mut Draft<'_>) -> bool {
    let [at_ok, at_error] = [Field::Ok, Field::Error].map(|field| draft.path(field));
    let findings = &mut draft.findings;
    let ok = draft.envelope.ok;
    let error = draft.envelope.error.as_ref();
    let error = error.map_or(JsonType::Absent, JsonText::json_type);
    match error {
        JsonType::String => {}
        JsonType::Absent if ok => {}
        JsonType::Absent => {
            findings.add(Rule::ReplyErrorMissing, |rule| {
                Finding::new(rule, &Path::ROOT).found(error)
            });
        }
        _ => findings.add(Rule::ReplyErrorType, |rule| {
            Finding::new(rule, &at_error).found(error)
        }),
    }
    let failed = draft.has_error || !matches!(http_status, 200..=299);
    if ok && failed {
        findings.add(Rule::ReplyOkContradiction, |rule| {
            Finding::new(rule, &at_ok)
        });
    }
    !ok || failed
}

/// Whether a success carries a readable customer.
fn is_customer(draft: &mut Draft<'_>) -> bool {
    if !draft.envelope.ok {
        return false;
    }
    let at = draft.path(Field::Customer);
    let findings = &mut draft.findings;
    let Some(read) = draft.held.read else {
        findings.add(Rule::ReplyCustomerMissing, |rule| {
            Finding::new(rule, &Path::ROOT).found(JsonType::Absent)
        });
        return false;
    };
    findings.append(mem::replace(&mut draft.held.findings, Findings::new(0)));
    read.map_err(|amiss| amiss.report(Rule::ReplyCustomerType, &at, findings))
        .is_ok()
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
