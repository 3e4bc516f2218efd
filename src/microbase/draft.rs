use alloc::borrow::Cow;
use core::mem;

use super::rules::{self, Rule, TagList};
use super::{CustomerId, CustomerUpdate, Status};
use crate::json::{self, Object, Typed, Unread, Value, expect};
use crate::report::checked::Checked;
use crate::report::finding::{Finding, JsonType};
use crate::report::options::Options;
use crate::report::pointer::Path;
use crate::report::suggest::near_miss;
use crate::report::{Report, ReportBuilder};
use crate::value::email::Email;
use crate::value::named::named;

/// An update while its members come in, each judged as it comes.
pub(super) struct UpdateDraft<'a> {
    findings: ReportBuilder<Rule>,
    supplied: [bool; UpdateMember::NAMES.len()],
    has_effect: bool,
    pub(super) id: Option<CustomerId<'a>>,
    pub(super) email: Option<Option<Email<'a>>>,
    pub(super) first_name: Option<Cow<'a, str>>,
    pub(super) last_name: Option<Cow<'a, str>>,
    pub(super) status: Option<Status>,
    pub(super) tags: Option<TagList<'a>>,
}

named! {
    /// A documented argument.
    pub(super) enum UpdateMember {
        Id = "id",
        Email = "email",
        FirstName = "firstName",
        LastName = "lastName",
        Status = "status",
        Tags = "tags",
    }
}

const NOT_UPDATABLE: &[&str] = &["addresses", "password"];

impl<'a> UpdateDraft<'a> {
    pub(super) const fn new(options: &Options) -> Self {
        Self {
            findings: ReportBuilder::by(options),
            supplied: [false; UpdateMember::NAMES.len()],
            has_effect: false,
            id: None,
            email: None,
            first_name: None,
            last_name: None,
            status: None,
            tags: None,
        }
    }

    #[inline(always)]
    pub(super) fn set(&mut self, member: UpdateMember, ordinal: usize, value: Value<'a>) {
        let at = Path::ROOT.member(member.name(), ordinal);
        let findings = &mut self.findings;
        let is_empty = matches!(&value, Value::String(text) if text.is_empty());
        self.has_effect |= member != UpdateMember::Id && !is_empty;
        match member {
            UpdateMember::Id => self.id = rules::id(value, at, findings),
            UpdateMember::Email => self.email = rules::email(value, at, findings),
            UpdateMember::FirstName => {
                self.first_name = rules::name(value, Rule::FirstNameType, at, findings)
            }
            UpdateMember::LastName => {
                self.last_name = rules::name(value, Rule::LastNameType, at, findings)
            }
            UpdateMember::Status => self.status = rules::status(value, at, findings),
            UpdateMember::Tags => {
                self.tags = rules::tags(Typed::Mismatch(value.json_type()), at, findings)
            }
        }
        self.supplied(member, at);
    }

    pub(super) fn set_tags(&mut self, ordinal: usize, tags: Typed<TagList<'a>>) {
        let at = Path::ROOT.member(UpdateMember::Tags.name(), ordinal);
        self.has_effect = true;
        self.tags = rules::tags(tags, at, &mut self.findings);
        self.supplied(UpdateMember::Tags, at);
    }

    fn supplied(&mut self, member: UpdateMember, at: Path<'_>) {
        if let Some(supplied) = self.supplied.get_mut(member as usize)
            && mem::replace(supplied, true)
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
        let findings = mem::replace(&mut self.findings, ReportBuilder::new(0));
        Checked::new(findings, options, || self.into_update())
    }

    /// The update alone, or what rejects it.
    pub(super) fn accept(mut self, found: JsonType) -> Result<CustomerUpdate<'a>, Report<Rule>> {
        self.judge_body(found);
        let findings = mem::replace(&mut self.findings, ReportBuilder::new(0));
        self.into_update()
            .filter(|_| !findings.rejects())
            .ok_or_else(|| findings.finish())
    }

    fn judge_body(&mut self, found: JsonType) {
        if found != JsonType::Object {
            self.findings
                .report_found(Rule::BodyType, Path::ROOT, found);
            return;
        }
        let [has_id, ..] = self.supplied;
        if !has_id {
            self.findings
                .report_found(Rule::IdRequired, Path::ROOT, JsonType::Absent);
        }
        if !self.has_effect {
            self.findings.report(Rule::BodyNoEffect, Path::ROOT);
        }
    }

    fn into_update(self) -> Option<CustomerUpdate<'a>> {
        Some(CustomerUpdate {
            id: self.id?,
            email: self.email,
            first_name: self.first_name,
            last_name: self.last_name,
            status: self.status,
            tags: self.tags,
        })
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
        if member == UpdateMember::Tags {
            let at = Path::ROOT.member(member.name(), ordinal);
            let findings = &mut self.findings;
            let tags = expect::elements(value, Rule::TagsItemType, at, findings, |value, _, _| {
                value.string()
            })?;
            self.set_tags(ordinal, tags);
        } else {
            self.set(member, ordinal, value.scalar()?);
        }
        Ok(())
    }

    fn unlisted(
        &mut self,
        name: Cow<'a, str>,
        ordinal: usize,
        value: Unread<'_, 'a>,
    ) -> json::Result<()> {
        if let Some(name) = NOT_UPDATABLE.iter().find(|listed| **listed == name) {
            let at = Path::ROOT.member(name, ordinal);
            self.findings.report(Rule::MemberNotUpdatable, at);
        } else {
            self.findings.add(Rule::MemberUnknown, |rule| {
                Finding::unnamed(rule, Path::ROOT, ordinal)
                    .suggest(near_miss(&name, UpdateMember::NAMES))
            });
        }
        value.skip()
    }
}
