use alloc::borrow::Cow;

use super::CustomerUpdate;
use super::rules::{self, Rule};
use crate::json::{self, Object, Unread, Value};
use crate::report::Findings;
use crate::report::checked::Checked;
use crate::report::finding::{Finding, JsonType};
use crate::report::options::Options;
use crate::report::pointer::Path;
use crate::report::suggest::near_miss;
use crate::value::member::Member;

/// An update while its members come in, each judged as it comes.
pub(super) struct Draft<'a> {
    findings: Findings<Rule>,
    supplied: [bool; Field::NAMES.len()],
    /// What is right so far.
    pub(super) update: CustomerUpdate<'a>,
}

/// A documented member.
#[derive(Clone, Copy)]
pub(super) enum Field {
    Name,
    Email,
    Phone,
    User,
    Active,
}

impl Field {
    const NAMES: [&'static str; 5] = ["name", "email", "phone", "user", "active"];

    const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::User => "user",
            Self::Active => "active",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "name" => Self::Name,
            "email" => Self::Email,
            "phone" => Self::Phone,
            "user" => Self::User,
            "active" => Self::Active,
            _ => return None,
        })
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

impl<'a> Draft<'a> {
    pub(super) const fn new(options: &Options) -> Self {
        Self {
            findings: Findings::new(options.cap()),
            supplied: [false; Field::NAMES.len()],
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
    pub(super) fn set(&mut self, field: Field, ordinal: usize, value: Value<'a>) {
        let at = &Path::ROOT.member(field.name(), ordinal);
        let (update, findings) = (&mut self.update, &mut self.findings);
        match field {
            Field::Name => update.name = rules::name(value, at, findings),
            Field::Email => update.email = rules::email(value, at, findings),
            Field::Phone => update.phone = rules::phone(value, at, findings),
            Field::User => update.user = rules::user(value, at, findings),
            Field::Active => update.active = rules::active(value, at, findings),
        }
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
        if self.supplied == [false; Field::NAMES.len()] {
            self.findings
                .add(Rule::BodyEmpty, |rule| Finding::new(rule, &Path::ROOT));
        }
        Checked::new(self.findings, options, || Some(self.update))
    }
}

impl<'a> Object<'a> for Draft<'a> {
    type Slot = Field;

    fn slot(name: &str) -> Option<Field> {
        Field::from_name(name)
    }

    fn listed(&mut self, field: Field, ordinal: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        self.set(field, ordinal, value.scalar()?);
        Ok(())
    }

    fn unlisted(
        &mut self,
        name: Cow<'a, str>,
        ordinal: usize,
        value: Unread<'_, 'a>,
    ) -> json::Result<()> {
        let listed = |names: &'static [&'static str]| names.iter().find(|listed| **listed == name);
        if let Some(name) = listed(SHOP) {
            let at = Path::ROOT.member(name, ordinal);
            self.findings
                .add(Rule::ShopForbidden, |rule| Finding::new(rule, &at));
        } else if let Some(name) = listed(READ_ONLY) {
            let at = Path::ROOT.member(name, ordinal);
            self.findings
                .add(Rule::MemberReadOnly, |rule| Finding::new(rule, &at));
        } else {
            self.findings.add(Rule::MemberUnknown, |rule| {
                Finding::unnamed(rule, &Path::ROOT, ordinal)
                    .suggest(near_miss(&name, &Field::NAMES))
            });
        }
        value.skip()
    }
}
