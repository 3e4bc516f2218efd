/// Has a type of one text (a `Cow`) do what a text does, but show itself: `text!(Name)` if any text
/// is one, `text!(Name, Invalid)` if `new` refuses some.
macro_rules! text {
    ($name:ident) => {
        impl<'a> From<&'a str> for $name<'a> {
            fn from(text: &'a str) -> Self {
                Self::new(text)
            }
        }

        impl From<alloc::string::String> for $name<'_> {
            fn from(text: alloc::string::String) -> Self {
                Self::new(text)
            }
        }

        impl core::str::FromStr for $name<'_> {
            type Err = core::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(alloc::string::String::from(text).into())
            }
        }

        $crate::value::text::text!(@of_any $name);
    };
    ($name:ident, $invalid:ident) => {
        impl<'a> TryFrom<&'a str> for $name<'a> {
            type Error = $invalid;

            fn try_from(text: &'a str) -> Result<Self, $invalid> {
                Self::new(text)
            }
        }

        impl TryFrom<alloc::string::String> for $name<'_> {
            type Error = $invalid;

            fn try_from(text: alloc::string::String) -> Result<Self, $invalid> {
                Self::new(text)
            }
        }

        impl core::str::FromStr for $name<'_> {
            type Err = $invalid;

            fn from_str(text: &str) -> Result<Self, $invalid> {
                Self::new(alloc::string::String::from(text))
            }
        }

        $crate::value::text::text!(@of_any $name);
    };
    (@of_any $name:ident) => {
        impl $name<'_> {
            /// The text itself, exactly as it was given.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The same value, no longer borrowed: for any lifetime, `'static` too.
            pub fn into_owned<'o>(self) -> $name<'o> {
                $name(alloc::borrow::Cow::Owned(self.0.into_owned()))
            }
        }

        impl AsRef<str> for $name<'_> {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        /// So that maps by this type can be asked with a text.
        impl core::borrow::Borrow<str> for $name<'_> {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl serde::Serialize for $name<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        $crate::value::secret::redacted!($name<'_>);
    };
}
pub(crate) use text;

/// Has a type that holds a copy of a text, or less, be read from texts as its `new` does.
macro_rules! parsed {
    ($name:ident, $invalid:ident) => {
        impl core::str::FromStr for $name {
            type Err = $invalid;

            fn from_str(text: &str) -> Result<Self, $invalid> {
                Self::new(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $invalid;

            fn try_from(text: &str) -> Result<Self, $invalid> {
                Self::new(text)
            }
        }

        impl TryFrom<alloc::string::String> for $name {
            type Error = $invalid;

            fn try_from(text: alloc::string::String) -> Result<Self, $invalid> {
                Self::new(&*text)
            }
        }
    };
}
pub(crate) use parsed;
