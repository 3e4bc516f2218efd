use alloc::borrow::Cow;
use core::fmt;

use super::Rule;
use crate::decode::{self, Read, Value};
use crate::expect;
use crate::finding::{Finding, JsonType};
use crate::json_text::{JsonText, UnlistedMembers};
use crate::members::{self, Listed, Members};
use crate::number::{self, Integer};
use crate::pointer::Path;
use crate::report::Findings;
use crate::secret::Redacted;

/// What every reply of the service is wrapped in.
///
/// Source: schemas `EnvelopeBase` and `Envelope`. Only the success flag is certain to be there:
/// without it there is no envelope.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Envelope<'a> {
    /// The HTTP status as the body repeats it, if it is an integer from 0 to 65,535.
    pub status: Option<u16>,
    /// Whether the request succeeded, as the body says.
    pub success: bool,
    /// The result message, to be shown and never matched on.
    pub message: Option<Cow<'a, str>>,
    /// The payload, whatever it is.
    pub data: Option<JsonText<'a>>,
    /// The members that the document does not list.
    pub unlisted: UnlistedMembers<'a>,
}

impl Envelope<'_> {
    /// The same envelope, no longer borrowed.
    pub fn into_owned(self) -> Envelope<'static> {
        Envelope {
            status: self.status,
            success: self.success,
            message: self.message.map(|message| Cow::Owned(message.into_owned())),
            data: self.data.map(JsonText::into_owned),
            unlisted: self.unlisted.into_owned(),
        }
    }
}

/// The flag and the status; the rest is shown only as being there.
impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("status", &self.status)
            .field("success", &self.success)
            .field("message", &self.message.as_ref().map(|_| Redacted))
            .field("data", &self.data)
            .field("unlisted", &self.unlisted)
            .finish()
    }
}

const LISTED: Listed = &[
    ("status", Read::Text),
    ("success", Read::Scalar),
    ("message", Read::Scalar),
    ("data", Read::Text),
];

/// The members of a reply body; `None` if it is not a JSON object with one success flag.
pub(super) fn open(body: &[u8]) -> Option<(bool, Members<'_>)> {
    let members = members::read(body, LISTED)?;
    let success = members::flag(members.named("success"))?;
    Some((success, members))
}

impl<'a> Envelope<'a> {
    /// Makes an envelope of its members.
    pub(super) fn read(
        success: bool,
        members: Members<'a>,
        http_status: u16,
        findings: &mut Findings<Rule>,
    ) -> Self {
        for member in members.repeated() {
            let at = Path::ROOT.member(member.name, member.ordinal);
            findings.add(Rule::ReplyMemberDuplicate, |rule| Finding::new(rule, &at));
        }
        for (name, rule) in [
            ("status", Rule::ReplyStatusType),
            ("message", Rule::ReplyMessageType),
        ] {
            if members.ordinal(name).is_none() {
                findings.add(rule, |rule| Finding::missing(rule, &Path::ROOT, name));
            }
        }
        let (listed, unlisted) = members.into_parts();
        let mut envelope = Self {
            status: None,
            success,
            message: None,
            data: None,
            unlisted,
        };
        for member in listed {
            let at = &Path::ROOT.member(member.name, member.ordinal);
            match (member.name, member.value) {
                ("status", Value::Text(text)) => {
                    envelope.status = status(text, http_status, at, findings);
                }
                ("message", value) => {
                    envelope.message = expect::string(value, Rule::ReplyMessageType, at, findings);
                }
                ("data", Value::Text(text)) => envelope.data = Some(JsonText::new(text)),
                _ => {}
            }
        }
        envelope
    }
}

fn status(
    text: &str,
    http_status: u16,
    at: &Path<'_>,
    findings: &mut Findings<Rule>,
) -> Option<u16> {
    let found = decode::json_type(text);
    let integer = if found == JsonType::Number {
        number::integer(text)
    } else {
        None
    };
    let Some(integer) = integer else {
        return expect::wrong_type(found, Rule::ReplyStatusType, at, findings);
    };
    if integer != Integer::Small(http_status) {
        findings.add(Rule::ReplyStatusEcho, |rule| Finding::new(rule, at));
    }
    match integer {
        Integer::Small(status) => Some(status),
        Integer::Other => None,
    }
}
