use alloc::borrow::Cow;
use alloc::vec::Vec;

use crate::decode::{self, Object, Read, Root, Surrogates, Value};
use crate::json_text::UnlistedMembers;
use crate::pointer::Path;

/// The documented members of an object of a reply: name, and how much to read of it.
pub(crate) type Listed = &'static [(&'static str, Read)];

/// One member as it came.
pub(crate) struct Occurrence<'a> {
    /// Its index in [`Listed`].
    pub(crate) slot: usize,
    pub(crate) name: &'static str,
    /// How many members of the object stand before it.
    pub(crate) ordinal: usize,
    pub(crate) value: Value<'a>,
}

/// The members of one object of a reply, documented ones apart from the others.
pub(crate) struct Members<'a> {
    listed: Listed,
    first: [Option<Occurrence<'a>>; MOST],
    again: Vec<Occurrence<'a>>,
    unlisted: UnlistedMembers<'a>,
}

/// No documented object has more members.
const MOST: usize = 16;

/// Reads a JSON text; `None` if it is not JSON or not an object.
pub(crate) fn read<'a>(json: &'a [u8], listed: Listed) -> Option<Members<'a>> {
    let new = || Members {
        listed,
        first: Default::default(),
        again: Vec::new(),
        unlisted: UnlistedMembers::default(),
    };
    match decode::text(json, Surrogates::Replace, new) {
        Ok(Root::Object(members)) => Some(members),
        Ok(Root::Other(_)) | Err(_) => None,
    }
}

impl<'a> Members<'a> {
    /// The members with a documented name, in document order.
    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = &Occurrence<'a>> {
        self.first
            .iter()
            .flatten()
            .chain(&self.again)
            .filter(move |member| member.name == name)
    }

    /// The way to the last member with a documented name; to where one would stand if there is none.
    pub(crate) fn path(&self, name: &'static str) -> Path<'static> {
        Path::ROOT.member(name, self.ordinal(name).unwrap_or(0))
    }

    /// How many members stand before the last one with a documented name.
    pub(crate) fn ordinal(&self, name: &str) -> Option<usize> {
        self.named(name).last().map(|member| member.ordinal)
    }

    /// The members whose documented name another member had before.
    pub(crate) fn repeated(&self) -> impl Iterator<Item = &Occurrence<'a>> {
        self.again.iter()
    }

    /// The documented members, each name's in document order, and the others.
    pub(crate) fn into_parts(self) -> (impl Iterator<Item = Occurrence<'a>>, UnlistedMembers<'a>) {
        (
            self.first.into_iter().flatten().chain(self.again),
            self.unlisted,
        )
    }
}

/// The one value of a success flag; `None` if it is missing, no boolean, or given twice with
/// different values.
pub(crate) fn flag<'m, 'a: 'm>(
    mut named: impl Iterator<Item = &'m Occurrence<'a>>,
) -> Option<bool> {
    let Value::Boolean(flag) = named.next()?.value else {
        return None;
    };
    named
        .all(|member| matches!(member.value, Value::Boolean(again) if again == flag))
        .then_some(flag)
}

pub(crate) enum Slot<'a> {
    Listed(usize, &'static str),
    Unlisted(Cow<'a, str>),
}

impl<'a> Object<'a> for Members<'a> {
    type Slot = Slot<'a>;

    fn member(&mut self, name: Cow<'a, str>, _: usize) -> Option<(Slot<'a>, Read)> {
        let listed = self
            .listed
            .iter()
            .enumerate()
            .find(|(_, (listed, _))| *listed == name);
        Some(match listed {
            Some((slot, &(name, read))) => (Slot::Listed(slot, name), read),
            None => (Slot::Unlisted(name), Read::Text),
        })
    }

    fn value(&mut self, slot: Slot<'a>, ordinal: usize, value: Value<'a>) {
        match slot {
            Slot::Listed(slot, name) => match self.first.get_mut(slot) {
                Some(first @ None) => {
                    *first = Some(Occurrence {
                        slot,
                        name,
                        ordinal,
                        value,
                    });
                }
                _ => self.again.push(Occurrence {
                    slot,
                    name,
                    ordinal,
                    value,
                }),
            },
            Slot::Unlisted(name) => {
                if let Value::Text(text) = value {
                    self.unlisted.push(name, text);
                }
            }
        }
    }
}
