use alloc::borrow::Cow;

use crate::json::text::UnlistedMembers;
use crate::json::{self, Object, Surrogates, Typed, Unread};
use crate::report::ReportBuilder;
use crate::report::catalogue::CatalogueRule;
use crate::report::checked::Rejection;
use crate::report::finding::JsonType;
use crate::report::options::Options;
use crate::report::pointer::Path;
use crate::value::named::MemberName;

mod held;
mod member;

pub(crate) use held::Held;
pub(crate) use member::{RecordMember, RecordValue};

/// The rules that records of a service's replies can depart from.
pub(crate) trait RecordRules: CatalogueRule {
    /// A documented member has none of its documented JSON types.
    const TYPE: Self;
    /// A documented member appears again.
    const DUPLICATE: Self;
}

/// What [`record!`] makes of the table of a record's members.
pub(crate) trait RecordType<'a>: Default {
    type Rule: RecordRules;

    /// A documented member.
    type Slot: MemberName;

    fn name(slot: Self::Slot) -> &'static str;

    /// The place of the member in the table, from 0.
    fn index(slot: Self::Slot) -> usize;

    /// Reads a documented member; false if it has no documented JSON type.
    fn set(
        &mut self,
        slot: Self::Slot,
        value: Unread<'_, 'a>,
        at: Path<'_>,
        findings: &mut ReportBuilder<Self::Rule>,
    ) -> json::Result<bool>;

    fn unlisted_mut(&mut self) -> &mut UnlistedMembers<'a>;
}

/// A record while its members come in. Departures go to the findings.
pub(crate) struct RecordReader<'r, T, R> {
    record: &'r mut T,
    readable: bool,
    /// Where in the object each documented member stood last.
    ordinals: [Option<usize>; MOST],
    at: Path<'r>,
    findings: &'r mut ReportBuilder<R>,
}

/// No documented object has more members.
const MOST: usize = 16;

/// Reads a record, unless the value is no object or a documented member has no documented type.
pub(crate) fn read<'a, T: RecordType<'a>>(
    value: Unread<'_, 'a>,
    at: Path<'_>,
    findings: &mut ReportBuilder<T::Rule>,
) -> json::Result<Typed<T>> {
    let mut record = T::default();
    // `map` would copy the record once more.
    Ok(match read_into(&mut record, value, at, findings)? {
        Typed::Value(()) => Typed::Value(record),
        Typed::Mismatch(found) => Typed::Mismatch(found),
        Typed::Broken => Typed::Broken,
    })
}

/// As [`read`], into a record that stands where it is to stay.
pub(crate) fn read_into<'a, T: RecordType<'a>>(
    record: &mut T,
    value: Unread<'_, 'a>,
    at: Path<'_>,
    findings: &mut ReportBuilder<T::Rule>,
) -> json::Result<Typed<()>> {
    let mut reader = RecordReader::new(record, at, findings);
    let found = value.object(&mut reader)?;
    Ok(reader.finish(found))
}

/// Reads a record that is a JSON text of its own, unless that is no object or a documented member has
/// no documented type.
pub(crate) fn from_json<'a, T: RecordType<'a>>(json: &'a [u8]) -> Result<T, Rejection<T::Rule>> {
    let mut record = T::default();
    let mut findings = ReportBuilder::new(Options::new().cap());
    let mut reader = RecordReader::new(&mut record, Path::ROOT, &mut findings);
    let found = json::read(json, Surrogates::Replace, &mut reader)?;
    match reader
        .finish(found)
        .or_report(T::Rule::TYPE, Path::ROOT, &mut findings)
    {
        Some(()) => Ok(record),
        None => Err(Rejection::Report(findings.finish())),
    }
}

impl<'r, 'a, T: RecordType<'a>> RecordReader<'r, T, T::Rule> {
    pub(crate) fn new(
        record: &'r mut T,
        at: Path<'r>,
        findings: &'r mut ReportBuilder<T::Rule>,
    ) -> Self {
        Self {
            record,
            readable: true,
            ordinals: [None; MOST],
            at,
            findings,
        }
    }

    /// How many members stand before the last one with a documented name.
    pub(crate) fn ordinal(&self, name: &str) -> usize {
        T::Slot::from_name(name)
            .and_then(|slot| self.ordinals.get(T::index(slot)).copied().flatten())
            .unwrap_or(0)
    }

    /// Whether the record is whole; `found` is what turned out to be one or not.
    pub(crate) const fn finish(&self, found: JsonType) -> Typed<()> {
        match found {
            JsonType::Object if self.readable => Typed::Value(()),
            JsonType::Object => Typed::Broken,
            other => Typed::Mismatch(other),
        }
    }
}

impl<'a, T: RecordType<'a>> Object<'a> for RecordReader<'_, T, T::Rule> {
    type Slot = T::Slot;

    #[inline]
    fn listed(&mut self, slot: T::Slot, ordinal: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        let at = self.at.member(T::name(slot), ordinal);
        let is_repeated = self
            .ordinals
            .get_mut(T::index(slot))
            .is_some_and(|last| last.replace(ordinal).is_some());
        if is_repeated {
            self.findings.report(T::Rule::DUPLICATE, at);
        }
        self.readable &= self.record.set(slot, value, at, self.findings)?;
        Ok(())
    }

    fn unlisted(
        &mut self,
        name: Cow<'a, str>,
        _: usize,
        value: Unread<'_, 'a>,
    ) -> json::Result<()> {
        self.record.unlisted_mut().push(name, value)
    }
}

/// A record of a reply, judged by the rules of one catalogue: its documented members, each with the
/// type that says what it can hold, and the members that the document does not list.
macro_rules! record {
    (
        $(#[$attribute:meta])*
        $record:ident<$a:lifetime> by $rule:ident {
            $($(#[$field_attribute:meta])* $name:literal $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub struct $record<$a> {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// The members that the document does not list.
            pub unlisted: $crate::json::UnlistedMembers<$a>,
        }

        impl $record<'_> {
            /// The same record, no longer borrowed.
            pub fn into_owned(self) -> $record<'static> {
                $record {
                    $($field: $crate::json::record::RecordMember::<$rule>::into_owned(self.$field),)*
                    unlisted: self.unlisted.into_owned(),
                }
            }
        }

        const _: () = {
            #[derive(Clone, Copy)]
            #[expect(non_camel_case_types, reason = "named after the fields")]
            pub(crate) enum Slot {
                $($field,)*
            }

            impl $crate::value::named::MemberName for Slot {
                fn from_name(name: &str) -> Option<Self> {
                    match name {
                        $($name => Some(Self::$field),)*
                        _ => None,
                    }
                }

                #[inline]
                fn at_start(text: &[u8]) -> Option<(Self, usize)> {
                    $crate::value::named::at_start!(text, $($name => Self::$field,)*)
                }
            }

            impl<$a> $crate::json::record::RecordType<$a> for $record<$a> {
                type Rule = $rule;
                type Slot = Slot;

                fn name(slot: Slot) -> &'static str {
                    match slot {
                        $(Slot::$field => $name,)*
                    }
                }

                fn index(slot: Slot) -> usize {
                    slot as usize
                }

                #[inline]
                fn set(
                    &mut self,
                    slot: Slot,
                    value: $crate::json::Unread<'_, $a>,
                    at: $crate::report::pointer::Path<'_>,
                    findings: &mut $crate::report::ReportBuilder<$rule>,
                ) -> $crate::json::Result<bool> {
                    match slot {
                        $(Slot::$field => $crate::json::record::RecordMember::read(&mut self.$field, value, at, findings),)*
                    }
                }

                fn unlisted_mut(&mut self) -> &mut $crate::json::UnlistedMembers<$a> {
                    &mut self.unlisted
                }
            }
        };

        impl<$a> $crate::json::record::RecordValue<$a, $rule> for $record<$a> {
            type Static = $record<'static>;

            fn read(
                value: $crate::json::Unread<'_, $a>,
                at: $crate::report::pointer::Path<'_>,
                findings: &mut $crate::report::ReportBuilder<$rule>,
            ) -> $crate::json::Result<$crate::json::Typed<Self>> {
                $crate::json::record::read(value, at, findings)
            }

            fn into_owned(self) -> $record<'static> {
                self.into_owned()
            }
        }

        /// Which members there are; no value is shown.
        impl core::fmt::Debug for $record<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let mut debug = f.debug_struct(stringify!($record));
                $(if let Some(shown) = $crate::json::record::RecordMember::<$rule>::redact(&self.$field) {
                    debug.field(stringify!($field), shown);
                })*
                debug.field("unlisted", &self.unlisted).finish()
            }
        }

        /// The documented members that are there, in the order of the document, then the others.
        impl serde::Serialize for $record<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                $($crate::json::record::RecordMember::<$rule>::write(&self.$field, $name, &mut map)?;)*
                self.unlisted.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    };
}
pub(crate) use record;
