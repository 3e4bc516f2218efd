use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The three states a nullable member can be in, as RFC 7396 (JSON Merge Patch) tells them apart.
///
/// It stands only where the document lets a member be `null`: `phone` and `user` of Salesive.
/// Members that cannot be `null` are an [`Option`].
///
/// ```
/// use salesive_schema::Member;
/// use salesive_schema::salesive::CustomerUpdate;
///
/// let update = CustomerUpdate::from_json(br#"{"phone": null}"#)?;
/// assert_eq!(update.phone(), Member::Null);
/// assert_eq!(update.user(), Member::Absent);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Member<T> {
    /// The member is not there: an update leaves the field alone.
    #[default]
    Absent,
    /// The member is `null`: an update clears the field.
    Null,
    /// The member holds a value.
    Value(T),
}

impl<T> Member<T> {
    /// Whether the member is not there.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is there and `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one; absent and `null` both give `None`.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The same state around a reference to the value.
    pub const fn as_ref(&self) -> Member<&T> {
        match self {
            Self::Absent => Member::Absent,
            Self::Null => Member::Null,
            Self::Value(value) => Member::Value(value),
        }
    }

    /// The same state around another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Member<U> {
        match self {
            Self::Absent => Member::Absent,
            Self::Null => Member::Null,
            Self::Value(value) => Member::Value(f(value)),
        }
    }
}

/// `null` and values as they are. JSON has no spelling for an absent member, so give a field of this
/// type `#[serde(skip_serializing_if = "Member::is_absent")]`; without it, absent becomes `null`.
impl<T: Serialize> Serialize for Member<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().value().serialize(serializer)
    }
}

/// `null` and values. Give a field of this type `#[serde(default)]`, which stands for absent.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Member<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Null, Self::Value))
    }
}
