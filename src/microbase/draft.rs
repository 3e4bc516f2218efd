use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::rules::{self, Rule};
use super::{CustomerId, CustomerUpdate, Status};
use crate::json::expect::{self, Amiss};
use crate::json::{self, Object, Unread, Value};
use crate::report::Findings;
use crate::report::checked::Checked;
use crate::report::finding::{Finding, JsonType};
use crate::report::options::Options;
use crate::report::pointer::Path;
use crate::report::suggest::near_miss;
use crate::value::email::Email;

/// An update while its members come in, each judged as it comes.
pub(super) struct Draft<'a> {
    findings: Findings<Rule>,
    supplied: [bool; Field::NAMES.len()],
    has_effect: bool,
    pub(super) id: Option<CustomerId<'a>>,
    pub(super) email: Option<Option<Email<'a>>>,
    pub(super) first_name: Option<Cow<'a, str>>,
    pub(super) last_name: Option<Cow<'a, str>>,
    pub(super) status: Option<Status>,
    pub(super) tags: Option<Vec<Cow<'a, str>>>,
}

/// A documented argument.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Field {
    Id,
    Email,
    FirstName,
    LastName,
    Status,
    Tags,
}

impl Field {
    const NAMES: [&'static str; 6] = ["id", "email", "firstName", "lastName", "status", "tags"];

    const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Email => "email",
            Self::FirstName => "firstName",
            Self::LastName => "lastName",
            Self::Status => "status",
            Self::Tags => "tags",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "id" => Self::Id,
            "email" => Self::Email,
            "firstName" => Self::FirstName,
            "lastName" => Self::LastName,
            "status" => Self::Status,
            "tags" => Self::Tags,
            _ => return None,
        })
    }
}

const NOT_UPDATABLE: &[&str] = &["addresses", "password"];

impl<'a> Draft<'a> {
    pub(super) const fn new(options: &Options) -> Self {
        Self {
            findings: Findings::new(options.cap()),
            supplied: [false; Field::NAMES.len()],
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
    pub(super) fn set(&mut self, field: Field, ordinal: usize, value: Value<'a>) {
        let at = &Path::ROOT.member(field.name(), ordinal);
        let findings = &mut self.findings;
        let is_empty = matches!(&value, Value::String(text) if text.is_empty());
        self.has_effect |= field != Field::Id && !is_empty;
        match field {
            Field::Id => self.id = rules::id(value, at, findings),
            Field::Email => self.email = rules::email(value, at, findings),
            Field::FirstName => {
                self.first_name = rules::name(value, Rule::FirstNameType, at, findings)
            }
            Field::LastName => {
                self.last_name = rules::name(value, Rule::LastNameType, at, findings)
            }
            Field::Status => self.status = rules::status(value, at, findings),
            Field::Tags => {
                self.tags = rules::tags(Err(Amiss::Type(value.json_type())), at, findings)
            }
        }
        self.supplied(field, at);
    }

    pub(super) fn set_tags(&mut self, ordinal: usize, tags: Result<Vec<Cow<'a, str>>, Amiss>) {
        let at = &Path::ROOT.member(Field::Tags.name(), ordinal);
        self.has_effect = true;
        self.tags = rules::tags(tags, at, &mut self.findings);
        self.supplied(Field::Tags, at);
    }

    fn supplied(&mut self, field: Field, at: &Path<'_>) {
        if let Some(supplied) = self.supplied.get_mut(field as usize)
            && core::mem::replace(supplied, true)
        {
            self.findings
                .add(Rule::MemberDuplicate, |rule| Finding::new(rule, at));
        }
    }

    /// `found` is what turned out to be no object.
    pub(super) fn finish(
        mut self,
        found: Option<JsonType>,
        options: &Options,
    ) -> Checked<CustomerUpdate<'a>, Rule> {
        if let Some(found) = found {
            let mut findings = Findings::new(options.cap());
            findings.add(Rule::BodyType, |rule| {
                Finding::new(rule, &Path::ROOT).found(found)
            });
            return Checked::new(findings, options, || None);
        }
        let [has_id, ..] = self.supplied;
        if !has_id {
            self.findings.add(Rule::IdRequired, |rule| {
                Finding::new(rule, &Path::ROOT).found(JsonType::Absent)
            });
        }
        if !self.has_effect {
            self.findings
                .add(Rule::BodyNoEffect, |rule| Finding::new(rule, &Path::ROOT));
        }
        let Self {
            id,
            email,
            first_name,
            last_name,
            status,
            tags,
            ..
        } = self;
        Checked::new(self.findings, options, || {
            Some(CustomerUpdate {
                id: id?,
                email,
                first_name,
                last_name,
                status,
                tags,
            })
        })
    }
}

impl<'a> Object<'a> for Draft<'a> {
    type Slot = Field;

    fn slot(name: &str) -> Option<Field> {
        Field::from_name(name)
    }

    fn listed(&mut self, field: Field, ordinal: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        if field == Field::Tags {
            let at = &Path::ROOT.member(field.name(), ordinal);
            let tags = expect::strings(value, Rule::TagsItemType, at, &mut self.findings)?;
            self.set_tags(ordinal, tags);
        } else {
            self.set(field, ordinal, value.scalar()?);
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
            self.findings
                .add(Rule::MemberNotUpdatable, |rule| Finding::new(rule, &at));
        } else {
            self.findings.add(Rule::MemberUnknown, |rule| {
                Finding::unnamed(rule, &Path::ROOT, ordinal)
                    .suggest(near_miss(&name, &Field::NAMES))
            });
        }
        value.skip()
    }
}
