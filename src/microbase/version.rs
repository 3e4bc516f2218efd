use alloc::borrow::Cow;

use crate::value::invalid::invalid;
use crate::value::text::text;

/// The version of the service's API, as it stands in the path.
///
/// Source: path `/customer/<version>/customer.update`; the example call has `v1`. Its form is not
/// documented: 1 to 64 ASCII letters, digits and `-._~`, which need no encoding in a path.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version<'a>(Cow<'a, str>);

impl Version<'static> {
    /// The version of the documented example.
    pub const V1: Self = Self(Cow::Borrowed("v1"));
}

impl<'a> Version<'a> {
    /// Takes a version.
    ///
    /// # Errors
    ///
    /// [`InvalidVersion`] — the empty text, `v 1`, `v1/..`, `..`, more than 64 bytes
    pub fn new(version: impl Into<Cow<'a, str>>) -> Result<Self, InvalidVersion> {
        let version = version.into();
        let is_unreserved =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        if matches!(version.len(), 1..=64)
            && version.bytes().all(is_unreserved)
            && !matches!(&*version, "." | "..")
        {
            Ok(Self(version))
        } else {
            Err(InvalidVersion)
        }
    }
}

text!(Version, InvalidVersion);

invalid! {
    /// A text that is no version; it does not hold the text.
    pub struct InvalidVersion = "a version is 1 to 64 ASCII letters, digits and `-._~`, and no dot segment";
}
