use alloc::borrow::Cow;
use core::fmt;

use super::Rule;
use crate::json::{self, Object, Surrogates, Unread};
use crate::report::description::Description;
use crate::report::finding::{Part, Place};
use crate::report::locate::{self, Location};
use crate::report::pointer::{Path, Pointer};
use crate::service::trace::RecordFault;
use crate::value::named::named;

/// What is wrong with a record because of the file it is in. It holds nothing of the input.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RecordProblem {
    pub(super) rule: Rule,
    pub(super) member: Option<&'static str>,
    pub(super) other: Option<Other>,
}

/// The other side of a problem that takes two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Other {
    /// The earlier record that stands on this line.
    Record {
        /// The number of the line.
        line: u64,
    },
    /// The customer that was made known with this line.
    Known {
        /// The number of the line.
        line: u64,
    },
}

impl RecordProblem {
    pub(super) const fn new(rule: Rule, member: &'static str) -> Self {
        Self {
            rule,
            member: Some(member),
            other: None,
        }
    }

    pub(super) const fn of_body(rule: Rule) -> Self {
        Self {
            rule,
            member: None,
            other: None,
        }
    }

    pub(super) const fn with(mut self, other: Option<Other>) -> Self {
        self.other = other;
        self
    }

    /// The rule that is broken.
    pub const fn rule(&self) -> Rule {
        self.rule
    }

    /// The member of the record, or the whole record.
    pub fn pointer(&self) -> Pointer {
        match self.member {
            Some(name) => Path::ROOT.member(name, 0).pointer(),
            None => Pointer::default(),
        }
    }

    /// The record or the known customer that this one does not go with.
    pub const fn other(&self) -> Option<Other> {
        self.other
    }

    /// The same problem, with its rule spelt out.
    pub fn describe(&self) -> Description {
        Description::new(self.rule, self.pointer())
    }

    /// Where the member stands in the text of the record; of a missing one, the record itself.
    pub fn locate(&self, record: &[u8]) -> Option<Location> {
        let mut ordinals = Ordinals::default();
        json::read(record, Surrogates::Replace, &mut ordinals).ok()?;
        let ordinal = match self.member {
            Some("id") => ordinals.id,
            Some("email") => ordinals.email,
            _ => None,
        };
        let place = Place {
            ordinals: ordinal.into_iter().collect(),
            part: Part::Value,
        };
        locate::locate(record, &[&place]).pop().flatten()
    }
}

impl From<RecordFault> for RecordProblem {
    fn from(fault: RecordFault) -> Self {
        match fault {
            RecordFault::IdRequired => Self::of_body(Rule::IdRequired),
            RecordFault::IdType => Self::new(Rule::IdType, "id"),
            RecordFault::IdSegment => Self::new(Rule::IdSegment, "id"),
            RecordFault::IdDuplicate => Self::new(Rule::IdDuplicate, "id"),
            RecordFault::BodyTooLarge => Self::of_body(Rule::BodyTooLarge),
        }
    }
}

/// `preflight.email.taken at /email: Another customer … See line 3.`
impl fmt::Display for RecordProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule.id())?;
        if let Some(name) = self.member {
            write!(f, " at /{name}")?;
        }
        write!(f, ": {}", self.rule.sentence())?;
        match self.other {
            Some(Other::Record { line }) => write!(f, " See line {line}."),
            Some(Other::Known { line }) => write!(f, " See line {line} of the known customers."),
            None => Ok(()),
        }
    }
}

/// How many members stand before the last one of each name that problems are about.
#[derive(Default)]
struct Ordinals {
    id: Option<usize>,
    email: Option<usize>,
}

named! {
    enum IdOrEmail {
        Id = "id",
        Email = "email",
    }
}

impl<'a> Object<'a> for Ordinals {
    type Slot = IdOrEmail;

    fn listed(
        &mut self,
        slot: IdOrEmail,
        ordinal: usize,
        value: Unread<'_, 'a>,
    ) -> json::Result<()> {
        match slot {
            IdOrEmail::Id => self.id = Some(ordinal),
            IdOrEmail::Email => self.email = Some(ordinal),
        }
        value.skip()
    }

    fn unlisted(&mut self, _: Cow<'a, str>, _: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        value.skip()
    }
}
