use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::rules::{self, Rule};
use super::{CustomerId, CustomerUpdate, Status};
use crate::decode::{Object, Read, Value};
use crate::email::Email;
use crate::finding::{Finding, JsonType};
use crate::options::Options;
use crate::pointer::Path;
use crate::report::Findings;
use crate::suggest::near_miss;
use crate::verdict::Checked;

/// An update while its members come in, each judged as it comes.
pub(super) struct Draft<'a> {
    findings: Findings<Rule>,
    supplied: [bool; Field::NAMES.len()],
    has_effect: bool,
    id: Option<CustomerId<'a>>,
    email: Option<Option<Email<'a>>>,
    first_name: Option<Cow<'a, str>>,
    last_name: Option<Cow<'a, str>>,
    status: Option<Status>,
    tags: Option<Vec<Cow<'a, str>>>,
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

    fn from_name(name: &str) -> Option<Self> {
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
            Field::Tags => self.tags = rules::tags(value, at, findings),
        }
        if let Some(supplied) = self.supplied.get_mut(field as usize)
            && core::mem::replace(supplied, true)
        {
            self.findings
                .add(Rule::MemberDuplicate, |rule| Finding::new(rule, at));
        }
    }

    pub(super) fn finish(mut self, options: &Options) -> Checked<CustomerUpdate<'a>, Rule> {
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

    pub(super) fn not_an_object(
        found: JsonType,
        options: &Options,
    ) -> Checked<CustomerUpdate<'a>, Rule> {
        let mut findings = Findings::new(options.cap());
        findings.add(Rule::BodyType, |rule| {
            Finding::new(rule, &Path::ROOT).found(found)
        });
        Checked::new(findings, options, || None)
    }
}

impl<'a> Object<'a> for Draft<'a> {
    type Slot = Field;

    fn member(&mut self, name: Cow<'a, str>, ordinal: usize) -> Option<(Field, Read)> {
        if let Some(field) = Field::from_name(&name) {
            let read = if field == Field::Tags {
                Read::Elements
            } else {
                Read::Scalar
            };
            return Some((field, read));
        }
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
        None
    }

    fn value(&mut self, field: Field, ordinal: usize, value: Value<'a>) {
        self.set(field, ordinal, value);
    }
}
