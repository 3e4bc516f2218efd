use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::RecordRules;
use crate::json::list::List;
use crate::json::{self, Typed, Unread, Value, expect};
use crate::report::ReportBuilder;
use crate::report::finding::JsonType;
use crate::report::pointer::Path;
use crate::value::member::Member;
use crate::value::secret::Redacted;

/// What the documented member of a record can hold.
pub(crate) trait RecordMember<'a, R>: Sized {
    type Static;

    /// Reads the member; false, and no change, if its JSON type is not a documented one, here or
    /// further in.
    fn read(
        &mut self,
        value: Unread<'_, 'a>,
        at: Path<'_>,
        findings: &mut ReportBuilder<R>,
    ) -> json::Result<bool>;

    fn into_owned(self) -> Self::Static;

    /// Writes the member, or nothing if it is absent.
    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;

    /// Shows whether there is a value, and not the value.
    fn redact(&self) -> Option<&dyn fmt::Debug>;
}

/// A JSON value of which a record can hold one, as [`RecordMember`] without the states around it.
pub(crate) trait RecordValue<'a, R>: Sized + Serialize {
    type Static;

    fn read(
        value: Unread<'_, 'a>,
        at: Path<'_>,
        findings: &mut ReportBuilder<R>,
    ) -> json::Result<Typed<Self>>;

    fn into_owned(self) -> Self::Static;
}

impl<'a, R: RecordRules> RecordValue<'a, R> for Cow<'a, str> {
    type Static = Cow<'static, str>;

    fn read(
        value: Unread<'_, 'a>,
        _: Path<'_>,
        _: &mut ReportBuilder<R>,
    ) -> json::Result<Typed<Self>> {
        value.string()
    }

    fn into_owned(self) -> Self::Static {
        Cow::Owned(self.into_owned())
    }
}

impl<'a, R: RecordRules> RecordValue<'a, R> for bool {
    type Static = Self;

    fn read(
        value: Unread<'_, 'a>,
        _: Path<'_>,
        _: &mut ReportBuilder<R>,
    ) -> json::Result<Typed<Self>> {
        value.scalar().map(Value::boolean)
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl<'a, R: RecordRules, T: RecordValue<'a, R>> RecordValue<'a, R> for Vec<T> {
    type Static = Vec<T::Static>;

    fn read(
        value: Unread<'_, 'a>,
        at: Path<'_>,
        findings: &mut ReportBuilder<R>,
    ) -> json::Result<Typed<Self>> {
        let list =
            expect::elements::<_, _, 0>(value, R::TYPE, at, findings, |value, index, findings| {
                T::read(value, at.element(index), findings)
            })?;
        Ok(list.map(List::into_vec))
    }

    fn into_owned(self) -> Self::Static {
        self.into_iter().map(T::into_owned).collect()
    }
}

/// A member that cannot be `null`.
impl<'a, R: RecordRules, T: RecordValue<'a, R>> RecordMember<'a, R> for Option<T> {
    type Static = Option<T::Static>;

    fn read(
        &mut self,
        value: Unread<'_, 'a>,
        at: Path<'_>,
        findings: &mut ReportBuilder<R>,
    ) -> json::Result<bool> {
        *self = match T::read(value, at, findings)? {
            Typed::Value(value) => Some(value),
            other => {
                other.or_report(R::TYPE, at, findings);
                return Ok(false);
            }
        };
        Ok(true)
    }

    fn into_owned(self) -> Self::Static {
        self.map(T::into_owned)
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        self.as_ref()
            .map_or(Ok(()), |value| map.serialize_entry(name, value))
    }

    fn redact(&self) -> Option<&dyn fmt::Debug> {
        self.as_ref().map(|_| &Redacted as &dyn fmt::Debug)
    }
}

/// A member that can be `null`.
impl<'a, R: RecordRules, T: RecordValue<'a, R>> RecordMember<'a, R> for Member<T> {
    type Static = Member<T::Static>;

    fn read(
        &mut self,
        value: Unread<'_, 'a>,
        at: Path<'_>,
        findings: &mut ReportBuilder<R>,
    ) -> json::Result<bool> {
        *self = match T::read(value, at, findings)? {
            Typed::Value(value) => Self::Value(value),
            Typed::Mismatch(JsonType::Null) => Self::Null,
            other => {
                other.or_report(R::TYPE, at, findings);
                return Ok(false);
            }
        };
        Ok(true)
    }

    fn into_owned(self) -> Self::Static {
        self.map(T::into_owned)
    }

    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        if self.is_absent() {
            Ok(())
        } else {
            map.serialize_entry(name, self)
        }
    }

    fn redact(&self) -> Option<&dyn fmt::Debug> {
        match self {
            Self::Absent => None,
            Self::Null => Some(&Member::<()>::Null),
            Self::Value(_) => Some(&Redacted),
        }
    }
}
