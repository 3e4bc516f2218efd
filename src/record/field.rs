use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use serde::Serialize;
use serde::ser::SerializeMap;

use super::RecordRules;
use crate::decode::{Read, Value};
use crate::expect;
use crate::member::Member;
use crate::pointer::Path;
use crate::report::Findings;
use crate::secret::Redacted;

/// What the documented member of a record can hold.
pub(crate) trait Field<'a>: Sized {
    type Static;

    const READ: Read;

    /// `None` if the JSON type is not a documented one, here or further in.
    fn read<R: RecordRules>(
        value: Value<'a>,
        at: &Path<'_>,
        findings: &mut Findings<R>,
    ) -> Option<Self>;

    fn into_owned(self) -> Self::Static;

    /// Writes the member, or nothing if it is absent.
    fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;

    /// Shows whether there is a value, and not the value.
    fn redact(&self) -> Option<&dyn fmt::Debug>;
}

/// A JSON value of which a record can hold one, as [`Field`] without the states around it.
pub(crate) trait Item<'a>: Sized + Serialize {
    type Static;

    const READ: Read;

    fn read<R: RecordRules>(
        value: Value<'a>,
        at: &Path<'_>,
        findings: &mut Findings<R>,
    ) -> Option<Self>;

    fn into_owned(self) -> Self::Static;
}

impl<'a> Item<'a> for Cow<'a, str> {
    type Static = Cow<'static, str>;

    const READ: Read = Read::Scalar;

    fn read<R: RecordRules>(
        value: Value<'a>,
        at: &Path<'_>,
        findings: &mut Findings<R>,
    ) -> Option<Self> {
        match value {
            Value::String(string) => Some(string),
            other => expect::wrong_type(other.json_type(), R::TYPE, at, findings),
        }
    }

    fn into_owned(self) -> Self::Static {
        Cow::Owned(self.into_owned())
    }
}

impl<'a> Item<'a> for bool {
    type Static = Self;

    const READ: Read = Read::Scalar;

    fn read<R: RecordRules>(
        value: Value<'a>,
        at: &Path<'_>,
        findings: &mut Findings<R>,
    ) -> Option<Self> {
        match value {
            Value::Boolean(boolean) => Some(boolean),
            other => expect::wrong_type(other.json_type(), R::TYPE, at, findings),
        }
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl<'a> Item<'a> for Vec<Cow<'a, str>> {
    type Static = Vec<Cow<'static, str>>;

    const READ: Read = Read::Elements;

    fn read<R: RecordRules>(
        value: Value<'a>,
        at: &Path<'_>,
        findings: &mut Findings<R>,
    ) -> Option<Self> {
        expect::strings(value, R::TYPE, R::TYPE, at, findings)
    }

    fn into_owned(self) -> Self::Static {
        self.into_iter().map(Item::into_owned).collect()
    }
}

/// A member that cannot be `null`.
impl<'a, T: Item<'a>> Field<'a> for Option<T> {
    type Static = Option<T::Static>;

    const READ: Read = T::READ;

    fn read<R: RecordRules>(
        value: Value<'a>,
        at: &Path<'_>,
        findings: &mut Findings<R>,
    ) -> Option<Self> {
        T::read(value, at, findings).map(Some)
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
impl<'a, T: Item<'a>> Field<'a> for Member<T> {
    type Static = Member<T::Static>;

    const READ: Read = T::READ;

    fn read<R: RecordRules>(
        value: Value<'a>,
        at: &Path<'_>,
        findings: &mut Findings<R>,
    ) -> Option<Self> {
        match value {
            Value::Null | Value::Text("null") => Some(Self::Null),
            other => T::read(other, at, findings).map(Self::Value),
        }
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
