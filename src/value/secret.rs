use core::fmt;

/// A value that no output shows: its `Debug` is redacted, and it has neither `Display` nor
/// `Serialize`. The only way to it is [`expose`](Self::expose), which is easy to search for.
#[derive(Clone)]
pub(crate) struct Secret<T>(T);

impl<T> Secret<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself: from here on it is the caller's to keep out of logs.
    pub(crate) const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&Redacted, f)
    }
}

/// What stands in a `Debug` output in the place of a value.
pub(crate) struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

/// Whether a token begins with `Bearer `, which the header adds.
pub(crate) fn has_bearer_prefix(token: &str) -> bool {
    token
        .get(..7)
        .is_some_and(|start| start.eq_ignore_ascii_case("bearer "))
}

/// Has types of one value show nothing of it.
macro_rules! redacted {
    ($($name:ident $(<$lifetime:lifetime>)?),+) => {
        $(
            impl core::fmt::Debug for $name $(<$lifetime>)? {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    f.debug_tuple(stringify!($name))
                        .field(&$crate::value::secret::Redacted)
                        .finish()
                }
            }
        )+
    };
}
pub(crate) use redacted;
