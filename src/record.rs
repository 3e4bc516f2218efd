use crate::catalogue::Catalogue;
use crate::decode::{self, Value};
use crate::expect;
use crate::finding::Finding;
use crate::json_text::UnlistedMembers;
use crate::members::{self, Listed, Members};
use crate::pointer::Path;
use crate::report::Findings;

mod field;

pub(crate) use field::{Field, Item};

/// The rules that records of a service's replies can depart from.
pub(crate) trait RecordRules: Catalogue {
    /// A documented member has none of its documented JSON types.
    const TYPE: Self;
    /// A documented member appears again.
    const DUPLICATE: Self;
    /// A string is not of the form that the document gives it.
    const FORM: Self;
}

/// What [`record!`] makes of the table of a record's members.
pub(crate) trait Fields<'a>: Default {
    const LISTED: Listed;

    /// Takes the value of the member `LISTED[slot]`; false if it has no documented JSON type.
    fn set<R: RecordRules>(
        &mut self,
        slot: usize,
        value: Value<'a>,
        at: &Path<'_>,
        findings: &mut Findings<R>,
    ) -> bool;

    fn set_unlisted(&mut self, unlisted: UnlistedMembers<'a>);
}

/// Reads one record out of the text of a JSON value; `None` if that is not an object, or a
/// documented member has no documented JSON type. Departures go to `findings`.
pub(crate) fn read<'a, T: Fields<'a>, R: RecordRules>(
    text: &'a str,
    at: &Path<'_>,
    findings: &mut Findings<R>,
) -> Option<T> {
    match members::read(text.as_bytes(), T::LISTED) {
        Some(members) => assemble(members, at, findings),
        None => expect::wrong_type(decode::json_type(text), R::TYPE, at, findings),
    }
}

/// Makes a record of its members.
pub(crate) fn assemble<'a, T: Fields<'a>, R: RecordRules>(
    members: Members<'a>,
    at: &Path<'_>,
    findings: &mut Findings<R>,
) -> Option<T> {
    for member in members.repeated() {
        let at = at.member(member.name, member.ordinal);
        findings.add(R::DUPLICATE, |rule| Finding::new(rule, &at));
    }
    let (listed, unlisted) = members.into_parts();
    let mut record = T::default();
    let mut readable = true;
    for member in listed {
        let at = at.member(member.name, member.ordinal);
        readable &= record.set(member.slot, member.value, &at, findings);
    }
    record.set_unlisted(unlisted);
    readable.then_some(record)
}

/// Reads a record that a member holds.
pub(crate) fn item<'a, T: Fields<'a>, R: RecordRules>(
    value: Value<'a>,
    at: &Path<'_>,
    findings: &mut Findings<R>,
) -> Option<T> {
    match value {
        Value::Text(text) => read(text, at, findings),
        other => expect::wrong_type(other.json_type(), R::TYPE, at, findings),
    }
}

/// A record of a reply: its documented members, each with the type that says what it can hold,
/// and the members that the document does not list.
macro_rules! record {
    (
        $(#[$attribute:meta])*
        $record:ident<$a:lifetime> {
            $($(#[$field_attribute:meta])* $name:literal $field:ident: $type:ty,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Default, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub struct $record<$a> {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// The members that the document does not list.
            pub unlisted: $crate::UnlistedMembers<$a>,
        }

        impl $record<'_> {
            /// The same record, no longer borrowed.
            pub fn into_owned(self) -> $record<'static> {
                $record {
                    $($field: $crate::record::Field::into_owned(self.$field),)*
                    unlisted: self.unlisted.into_owned(),
                }
            }
        }

        impl<$a> $crate::record::Fields<$a> for $record<$a> {
            const LISTED: $crate::members::Listed =
                &[$(($name, <$type as $crate::record::Field>::READ)),*];

            fn set<R: $crate::record::RecordRules>(
                &mut self,
                slot: usize,
                value: $crate::decode::Value<$a>,
                at: &$crate::pointer::Path<'_>,
                findings: &mut $crate::report::Findings<R>,
            ) -> bool {
                match Self::LISTED.get(slot).map(|(name, _)| *name) {
                    $(Some($name) => match $crate::record::Field::read(value, at, findings) {
                        Some(read) => {
                            self.$field = read;
                            true
                        }
                        None => false,
                    },)*
                    _ => false,
                }
            }

            fn set_unlisted(&mut self, unlisted: $crate::UnlistedMembers<$a>) {
                self.unlisted = unlisted;
            }
        }

        impl<$a> $crate::record::Item<$a> for $record<$a> {
            type Static = $record<'static>;

            const READ: $crate::decode::Read = $crate::decode::Read::Text;

            fn read<R: $crate::record::RecordRules>(
                value: $crate::decode::Value<$a>,
                at: &$crate::pointer::Path<'_>,
                findings: &mut $crate::report::Findings<R>,
            ) -> Option<Self> {
                $crate::record::item(value, at, findings)
            }

            fn into_owned(self) -> $record<'static> {
                self.into_owned()
            }
        }

        /// Which members there are; no value is shown.
        impl core::fmt::Debug for $record<'_> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let mut debug = f.debug_struct(stringify!($record));
                $(if let Some(shown) = $crate::record::Field::redact(&self.$field) {
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
                $($crate::record::Field::write(&self.$field, $name, &mut map)?;)*
                self.unlisted.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    };
}
pub(crate) use record;
