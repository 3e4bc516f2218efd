use alloc::borrow::Cow;
use core::fmt;

use super::{Customer, Rule};
use crate::json::flag::Flag;
use crate::json::record;
use crate::json::record::Held;
use crate::json::text::{JsonText, UnlistedMembers};
use crate::json::{self, Object, Surrogates, Unread};
use crate::report::ReportBuilder;
use crate::report::finding::JsonType;
use crate::report::options::Options;
use crate::report::pointer::Path;
use crate::value::named::named;

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

impl Envelope<'_> {
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

/// An envelope while its members come in, and what they say beside it.
pub(super) struct EnvelopeDraft<'a> {
    pub(super) findings: ReportBuilder<Rule>,
    pub(super) envelope: Envelope<'a>,
    ok: Flag,
    /// What `customer` holds, which is of interest only in a success.
    pub(super) held: Held<Customer<'a>, Rule>,
    /// Whether some `error` was not `null`. One that a later `null` covers up has been said all
    /// the same.
    pub(super) has_error: bool,
    /// Where each documented member stood last.
    ordinals: [Option<usize>; EnvelopeMember::ALL.len()],
}

named! {
    /// A documented member.
    pub(super) enum EnvelopeMember {
        Ok = "ok",
        Customer = "customer",
        Error = "error",
        Data = "data",
    }
}

impl<'a> EnvelopeDraft<'a> {
    pub(super) fn new() -> Self {
        Self {
            findings: ReportBuilder::new(Options::new().cap()),
            envelope: Envelope {
                ok: false,
                customer: None,
                error: None,
                data: None,
                unlisted: UnlistedMembers::default(),
            },
            ok: Flag::default(),
            held: Held::new(),
            has_error: false,
            ordinals: [None; EnvelopeMember::ALL.len()],
        }
    }

    /// Reads a reply body; `None` if it is not a JSON object with one ok flag.
    pub(super) fn read(&mut self, body: &'a [u8]) -> Option<()> {
        let text = json::without_mark(body);
        let Ok(JsonType::Object) = json::read(text, Surrogates::Replace, self) else {
            return None;
        };
        if text.len() < body.len() {
            self.findings.report(Rule::ReplyBodyMark, Path::ROOT);
        }
        self.envelope.ok = self.ok.value()?;
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
        let at = Path::ROOT.member(member.name(), ordinal);
        match member {
            EnvelopeMember::Ok => self.ok.take(&value.scalar()?),
            EnvelopeMember::Customer => {
                let text = self.held.take(value, at, record::read_into)?;
                self.envelope.customer = Some(JsonText::new(text));
            }
            EnvelopeMember::Error => {
                let error = JsonText::new(value.text()?);
                self.has_error |= error.json_type() != JsonType::Null;
                self.envelope.error = Some(error);
            }
            EnvelopeMember::Data => self.envelope.data = Some(JsonText::new(value.text()?)),
        }
        if let Some(last) = self.ordinals.get_mut(member as usize)
            && last.replace(ordinal).is_some()
        {
            self.findings.report(Rule::ReplyMemberDuplicate, at);
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
