use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::iter;
use core::str::FromStr;

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::json::{self, Unread, json_type, list};
use crate::report::finding::JsonType;
use crate::report::malformed::Malformed;
use crate::value::secret::redacted;

/// One JSON value as the text it came in, nothing rounded, reordered or dropped.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonText<'a>(Cow<'a, str>);

impl<'a> JsonText<'a> {
    /// `text` is known to be one JSON value.
    pub(crate) const fn new(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Takes the text of one JSON value; white space around it goes.
    ///
    /// # Errors
    ///
    /// [`Malformed`] for anything else: the empty text, `{"id": }`, `1 2`.
    pub fn parse(text: &'a str) -> Result<Self, Malformed> {
        serde_json::from_str::<&RawValue>(text)
            .map(|value| Self::new(value.get()))
            .map_err(|error| Malformed::syntax(text, 0, &error))
    }

    /// `text` is known to be one JSON value.
    pub(crate) const fn owned(text: String) -> Self {
        Self(Cow::Owned(text))
    }

    /// The text of a value that serialises without fail.
    pub(crate) fn of(value: &impl Serialize) -> Self {
        Self::owned(serde_json::to_string(value).unwrap_or_default())
    }

    /// The texts of the elements, if the value is an array; nothing is kept of them.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &str> {
        let mut rest = self.as_str();
        iter::from_fn(move || {
            rest = rest.trim_ascii_start().strip_prefix(['[', ','])?;
            let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
            let value = values.next()?.ok()?;
            rest = rest.get(values.byte_offset()..)?;
            Some(value.get())
        })
    }

    /// The text, as long as it is not owned.
    pub(crate) const fn as_borrowed(&self) -> Option<&'a str> {
        match self.0 {
            Cow::Borrowed(text) => Some(text),
            Cow::Owned(_) => None,
        }
    }

    /// The JSON type of the value.
    pub fn json_type(&self) -> JsonType {
        json_type(&self.0)
    }

    /// The text itself, exactly as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same text, no longer borrowed.
    pub fn into_owned<'o>(self) -> JsonText<'o> {
        JsonText(Cow::Owned(self.0.into_owned()))
    }
}

impl<'a> TryFrom<&'a str> for JsonText<'a> {
    type Error = Malformed;

    fn try_from(text: &'a str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

impl FromStr for JsonText<'_> {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        JsonText::parse(text).map(JsonText::into_owned)
    }
}

impl AsRef<str> for JsonText<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

redacted!(JsonText<'_>);

/// As the value that the text holds, to the letter; only serde_json's own serialisers can do that.
impl Serialize for JsonText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<&RawValue>(&self.0)
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

/// Members of a reply that its document does not list, in the order they came.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnlistedMembers<'a>(Vec<(Cow<'a, str>, JsonText<'a>)>);

impl<'a> UnlistedMembers<'a> {
    /// The value of the last member with this name.
    pub fn get(&self, name: &str) -> Option<&JsonText<'a>> {
        self.0
            .iter()
            .rev()
            .find(|(listed, _)| listed == name)
            .map(|(_, value)| value)
    }

    /// All members: names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &JsonText<'a>)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same members, no longer borrowed.
    pub fn into_owned(self) -> UnlistedMembers<'static> {
        let owned = |(name, value): (Cow<'a, str>, JsonText<'a>)| {
            (Cow::Owned(name.into_owned()), value.into_owned())
        };
        UnlistedMembers(self.0.into_iter().map(owned).collect())
    }

    /// Keeps a member whose value is still to be read.
    pub(crate) fn push(&mut self, name: Cow<'a, str>, value: Unread<'_, 'a>) -> json::Result<()> {
        let rest = value.rest();
        let member = (name, JsonText::new(value.text()?));
        // The shortest is `"":1,`.
        list::push(&mut self.0, member, rest, 5);
        Ok(())
    }
}

/// How many members there are; their names are input too.
impl fmt::Debug for UnlistedMembers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} redacted>", self.len())
    }
}
