use alloc::borrow::Cow;

use super::CustomerUpdate;
use super::rules::{self, Rule};
use crate::json::{self, Object, ScanError, Unread, Value};
use crate::report::checked::Checked;
use crate::report::finding::{Finding, JsonType};
use crate::report::options::Options;
use crate::report::pointer::Path;
use crate::report::suggest::near_miss;
use crate::report::{Report, ReportBuilder};
use crate::value::member::Member;
use crate::value::named::named;

/// An update while its members come in, each judged as it comes.
pub(super) struct UpdateDraft<'a> {
    findings: ReportBuilder<Rule>,
    supplied: [bool; UpdateMember::NAMES.len()],
    /// What is right so far.
    pub(super) update: CustomerUpdate<'a>,
}

named! {
    /// A documented member.
    pub(super) enum UpdateMember {
        Name = "name",
        Email = "email",
        Phone = "phone",
        User = "user",
        Active = "active",
    }
}

const SHOP: &[&str] = &["shop", "shopId", "shop_id"];
const READ_ONLY: &[&str] = &[
    "_id",
    "id",
    "avatar",
    "online",
    "lastActive",
    "createdAt",
    "updatedAt",
];

impl<'a> UpdateDraft<'a> {
    pub(super) const fn new(options: &Options) -> Self {
        Self {
            findings: ReportBuilder::by(options),
            supplied: [false; UpdateMember::NAMES.len()],
            update: CustomerUpdate {
                name: None,
                email: None,
                phone: Member::Absent,
                user: Member::Absent,
                active: None,
            },
        }
    }

    #[inline(always)]
    pub(super) fn set(&mut self, member: UpdateMember, ordinal: usize, value: Value<'a>) {
        let at = Path::ROOT.member(member.name(), ordinal);
        let (update, findings) = (&mut self.update, &mut self.findings);
        match member {
            UpdateMember::Name => update.name = rules::name(value, at, findings),
            UpdateMember::Email => update.email = rules::email(value, at, findings),
            UpdateMember::Phone => update.phone = rules::phone(value, at, findings),
            UpdateMember::User => update.user = rules::user(value, at, findings),
            UpdateMember::Active => update.active = rules::active(value, at, findings),
        }
        if let Some(supplied) = self.supplied.get_mut(member as usize)
            && core::mem::replace(supplied, true)
        {
            self.findings.report(Rule::MemberDuplicate, at);
        }
    }

    /// `found` is what the body turned out to be.
    pub(super) fn finish(
        mut self,
        found: JsonType,
        options: &Options,
    ) -> Checked<CustomerUpdate<'a>, Rule> {
        self.judge_body(found);
        Checked::new(self.findings, options, || Some(self.update))
    }

    /// The update alone, or what rejects it.
    pub(super) fn accept(mut self, found: JsonType) -> Result<CustomerUpdate<'a>, Report<Rule>> {
        self.judge_body(found);
        if self.findings.rejects() {
            return Err(self.findings.finish());
        }
        Ok(self.update)
    }

    fn judge_body(&mut self, found: JsonType) {
        if found != JsonType::Object {
            self.findings
                .report_found(Rule::BodyType, Path::ROOT, found);
        } else if self.supplied == [false; UpdateMember::NAMES.len()] {
            self.findings.report(Rule::BodyEmpty, Path::ROOT);
        }
    }
}

impl<'a> Object<'a> for UpdateDraft<'a> {
    type Slot = UpdateMember;

    #[inline]
    fn listed(
        &mut self,
        member: UpdateMember,
        ordinal: usize,
        value: Unread<'_, 'a>,
    ) -> json::Result<()> {
        self.set(member, ordinal, value.scalar()?);
        Ok(())
    }

    fn unlisted(
        &mut self,
        name: Cow<'a, str>,
        ordinal: usize,
        value: Unread<'_, 'a>,
    ) -> json::Result<()> {
        if self.findings.is_to_be_made_again() {
            return Err(ScanError::JudgedAgain);
        }
        let listed = |names: &'static [&'static str]| names.iter().find(|listed| **listed == name);
        if let Some(name) = listed(SHOP) {
            let at = Path::ROOT.member(name, ordinal);
            self.findings.report(Rule::ShopForbidden, at);
        } else if let Some(name) = listed(READ_ONLY) {
            let at = Path::ROOT.member(name, ordinal);
            self.findings.report(Rule::MemberReadOnly, at);
        } else {
            self.findings.add(Rule::MemberUnknown, |rule| {
                Finding::unnamed(rule, Path::ROOT, ordinal)
                    .suggest(near_miss(&name, UpdateMember::NAMES))
            });
        }
        value.skip()
    }
}
