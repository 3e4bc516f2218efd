use core::fmt;

use super::Rule;
use crate::decode::{Read, Value};
use crate::finding::Finding;
use crate::json_text::{JsonText, UnlistedMembers};
use crate::members::{self, Listed, Members};
use crate::pointer::Path;
use crate::report::Findings;

/// What every reply of the service is wrapped in.
///
/// Source: the calling conventions. Only the ok flag is certain to be there: without it there is
/// no envelope.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Envelope<'a> {
    /// Whether the request succeeded, as the body says.
    pub ok: bool,
    /// The customer of a success, whatever it is.
    pub customer: Option<JsonText<'a>>,
    /// The error code of a refusal, whatever it is.
    pub error: Option<JsonText<'a>>,
    /// What the error adds, whatever it is.
    pub data: Option<JsonText<'a>>,
    /// The members that the document does not list.
    pub unlisted: UnlistedMembers<'a>,
}

const LISTED: Listed = &[
    ("ok", Read::Scalar),
    ("customer", Read::Text),
    ("error", Read::Text),
    ("data", Read::Text),
];

/// The members of a reply body; `None` if it is not a JSON object with one ok flag.
pub(super) fn open(body: &[u8]) -> Option<(bool, Members<'_>)> {
    let members = members::read(body, LISTED)?;
    let ok = members::flag(members.named("ok"))?;
    Some((ok, members))
}

impl<'a> Envelope<'a> {
    /// Makes an envelope of its members.
    pub(super) fn read(ok: bool, members: Members<'a>, findings: &mut Findings<Rule>) -> Self {
        for member in members.repeated() {
            let at = Path::ROOT.member(member.name, member.ordinal);
            findings.add(Rule::ReplyMemberDuplicate, |rule| Finding::new(rule, &at));
        }
        let (listed, unlisted) = members.into_parts();
        let mut envelope = Self {
            ok,
            customer: None,
            error: None,
            data: None,
            unlisted,
        };
        for member in listed {
            let Value::Text(text) = member.value else {
                continue;
            };
            let text = Some(JsonText::new(text));
            match member.name {
                "customer" => envelope.customer = text,
                "error" => envelope.error = text,
                _ => envelope.data = text,
            }
        }
        envelope
    }

    /// The same envelope, no longer borrowed.
    pub fn into_owned(self) -> Envelope<'static> {
        Envelope {
            ok: self.ok,
            customer: self.customer.map(JsonText::into_owned),
            error: self.error.map(JsonText::into_owned),
            data: self.data.map(JsonText::into_owned),
            unlisted: self.unlisted.into_owned(),
        }
    }
}

/// The flag; the rest is shown only as being there.
impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("ok", &self.ok)
            .field("customer", &self.customer)
            .field("error", &self.error)
            .field("data", &self.data)
            .field("unlisted", &self.unlisted)
            .finish()
    }
}
