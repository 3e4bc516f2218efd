use alloc::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::value::invalid::invalid;
use crate::value::secret::redacted;
use crate::value::text::{parsed, text};

/// The id of a customer record, or of its linked user, as it goes into the path
/// `/customers/{id}`.
///
/// Source: parameter `CustomerId`, `type: string`. 1 to 1,024 bytes of any text that is one path
/// segment once it is percent-encoded: not `.` or `..`, no control characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CustomerId<'a>(Cow<'a, str>);

impl<'a> CustomerId<'a> {
    /// Takes an id.
    ///
    /// # Errors
    ///
    /// - [`InvalidCustomerId::Empty`] — the empty text
    /// - [`InvalidCustomerId::TooLong`] — more than 1,024 bytes
    /// - [`InvalidCustomerId::DotSegment`] — `.`, `..`
    /// - [`InvalidCustomerId::ControlCharacter`] — `665a1f\n`
    ///
    /// ```
    /// use salesive_schema::salesive::{CustomerId, InvalidCustomerId};
    ///
    /// let id = CustomerId::new("665a1f2c9b1e4a0012ab34cd")?;
    /// assert_eq!(id.as_str(), "665a1f2c9b1e4a0012ab34cd");
    /// assert_eq!(CustomerId::new("..").unwrap_err(), InvalidCustomerId::DotSegment);
    /// # Ok::<(), InvalidCustomerId>(())
    /// ```
    pub fn new(id: impl Into<Cow<'a, str>>) -> Result<Self, InvalidCustomerId> {
        let id = id.into();
        match &*id {
            "" => Err(InvalidCustomerId::Empty),
            "." | ".." => Err(InvalidCustomerId::DotSegment),
            long if long.len() > 1024 => Err(InvalidCustomerId::TooLong),
            other if other.chars().any(char::is_control) => {
                Err(InvalidCustomerId::ControlCharacter)
            }
            _ => Ok(Self(id)),
        }
    }
}

text!(CustomerId, InvalidCustomerId);

invalid! {
    /// Why a text is no id for the path; it does not hold the text.
    pub enum InvalidCustomerId {
        Empty = "the customer id is empty",
        TooLong = "the customer id is longer than 1,024 bytes",
        DotSegment = "the customer id is a dot segment and would lead to another path",
        ControlCharacter = "the customer id holds a control character",
    }
}

/// The ObjectId of a platform user: 24 hexadecimal digits of either case, kept as they are.
///
/// Source: `CustomerUpdate.user`, "ObjectId of a linked platform user".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId([u8; 24]);

impl ObjectId {
    /// Takes an ObjectId.
    ///
    /// # Errors
    ///
    /// [`InvalidObjectId`] for anything but 24 hexadecimal digits: `6650aa11`,
    /// `6650aa11bb22cc33dd44ee5g`.
    pub fn new(text: &str) -> Result<Self, InvalidObjectId> {
        let digits: [u8; 24] = text.as_bytes().try_into().map_err(|_| InvalidObjectId)?;
        // Looks at all of them, so that it is done with a few vectors.
        let are_hex = digits
            .iter()
            .fold(true, |all, digit| all & digit.is_ascii_hexdigit());
        if are_hex {
            Ok(Self(digits))
        } else {
            Err(InvalidObjectId)
        }
    }

    /// The 24 digits.
    pub fn as_str(&self) -> &str {
        // Only hexadecimal digits get in.
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

parsed!(ObjectId, InvalidObjectId);
redacted!(ObjectId);

impl AsRef<str> for ObjectId {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

/// As its 24 digits.
impl Serialize for ObjectId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

invalid! {
    /// A text that is no ObjectId; it does not hold the text.
    pub struct InvalidObjectId = "an ObjectId is exactly 24 hexadecimal digits";
}
