use alloc::borrow::Cow;
use core::fmt;

use super::{Customer, Rule};
use crate::json::flag::Flag;
use crate::json::number::{self, Integer};
use crate::json::record::Held;
use crate::json::text::{JsonText, UnlistedMembers};
use crate::json::{self, Object, Surrogates, Typed, Unread};
use crate::report::ReportBuilder;
use crate::report::finding::{Finding, JsonType};
use crate::report::options::Options;
use crate::report::pointer::Path;
use crate::value::named::named;
use crate::value::secret::Redacted;

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

/// An envelope while its members come in, and what they say beside it.
pub(super) struct EnvelopeDraft<'a> {
    http_status: u16,
    pub(super) findings: ReportBuilder<Rule>,
    pub(super) envelope: Envelope<'a>,
    success: Flag,
    /// What `data` holds, which is of interest only in a success.
    pub(super) data: Held<Customer<'a>, Rule>,
    /// Where each documented member stood last.
    ordinals: [Option<usize>; EnvelopeMember::ALL.len()],
}

named! {
    /// A documented member.
    pub(super) enum EnvelopeMember {
        Status = "status",
        Success = "success",
        Message = "message",
        Data = "data",
    }
}

impl<'a> EnvelopeDraft<'a> {
    pub(super) fn new(http_status: u16) -> Self {
        Self {
            http_status,
            findings: ReportBuilder::new(Options::new().cap()),
            envelope: Envelope {
                status: None,
                success: false,
                message: None,
                data: None,
                unlisted: UnlistedMembers::default(),
            },
            success: Flag::default(),
            data: Held::new(),
            ordinals: [None; EnvelopeMember::ALL.len()],
        }
    }

    /// Reads a reply body; `None` if it is not a JSON object with one success flag.
    pub(super) fn read(&mut self, body: &'a [u8]) -> Option<()> {
        let text = json::without_mark(body);
        let Ok(JsonType::Object) = json::read(text, Surrogates::Replace, self) else {
            return None;
        };
        if text.len() < body.len() {
            self.findings.report(Rule::ReplyBodyMark, Path::ROOT);
        }
        self.envelope.success = self.success.value()?;
        let [status, _, message, _] = self.ordinals;
        for (member, name, rule) in [
            (status, "status", Rule::ReplyStatusType),
            (message, "message", Rule::ReplyMessageType),
        ] {
            if member.is_none() {
                let missing = |rule| Finding::missing(rule, Path::ROOT, name);
                self.findings.add(rule, missing);
            }
        }
        Some(())
    }

    /// The way to the last member of that name; to where one would stand if there is none.
    pub(super) fn path(&self, member: EnvelopeMember) -> Path<'static> {
        let ordinal = self.ordinals.get(member as usize).copied().flatten();
        Path::ROOT.member(member.name(), ordinal.unwrap_or(0))
    }
}

impl<'a> Object<'a> for EnvelopeDraft<'a> {
    type Slot = EnvelopeMember;

    #[inline]
    fn listed(
        &mut self,
        member: EnvelopeMember,
        ordinal: usize,
        value: Unread<'_, 'a>,
    ) -> json::Result<()> {
        let at = || Path::ROOT.member(member.name(), ordinal);
        let findings = &mut self.findings;
        match member {
            EnvelopeMember::Status => {
                self.envelope.status = status(value.text()?, self.http_status, at(), findings);
            }
            EnvelopeMember::Success => self.success.take(&value.scalar()?),
            EnvelopeMember::Message => {
                self.envelope.message =
                    value
                        .string()?
                        .or_report(Rule::ReplyMessageType, at(), findings);
            }
            EnvelopeMember::Data => {
                let text = self.data.take(value, at(), Customer::read)?;
                self.envelope.data = Some(JsonText::new(text));
            }
        }
        if let Some(last) = self.ordinals.get_mut(member as usize)
            && last.replace(ordinal).is_some()
        {
            self.findings.report(Rule::ReplyMemberDuplicate, at());
        }
        Ok(())
    }

    fn unlisted(
        &mut self,
        name: Cow<'a, str>,
        _: usize,
        value: Unread<'_, 'a>,
    ) -> json::Result<()> {
        self.envelope.unlisted.push(name, value)
    }
}

fn status(
    text: &str,
    http_status: u16,
    at: Path<'_>,
    findings: &mut ReportBuilder<Rule>,
) -> Option<u16> {
    let Some(integer) = number::integer(text) else {
        return Typed::Mismatch(json::json_type(text)).or_report(
            Rule::ReplyStatusType,
            at,
            findings,
        );
    };
    if integer != Integer::Small(http_status) {
        findings.report(Rule::ReplyStatusEcho, at);
    }
    match integer {
        Integer::Small(status) => Some(status),
        Integer::Other => None,
    }
}
