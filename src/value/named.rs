/// What a documented member of an object can be.
pub(crate) trait MemberName: Copy {
    fn from_name(name: &str) -> Option<Self>;

    /// The member that a text begins with, its name spelled without escapes and right before the
    /// colon, and how many bytes these take.
    fn at_start(text: &[u8]) -> Option<(Self, usize)>;
}

/// The bytes by which most names are told apart.
pub(crate) const fn head(name: &str) -> [u8; 4] {
    match name.as_bytes() {
        [a, b, c, d, ..] => [*a, *b, *c, *d],
        _ => [0; 4],
    }
}

/// [`MemberName::at_start`], for the names and what they stand for.
macro_rules! at_start {
    ($text:expr, $($name:literal => $member:expr,)+) => {{
        let text: &[u8] = $text;
        let head = text.first_chunk::<4>()?;
        $(if *head == $crate::value::named::head(concat!('"', $name, "\":"))
            && text.starts_with(concat!('"', $name, "\":").as_bytes())
        {
            Some(($member, concat!('"', $name, "\":").len()))
        } else)+ {
            None
        }
    }};
}
pub(crate) use at_start;

/// An enum whose variants have a fixed name each: with `ALL`, `name`, `from_name` and `Display`.
macro_rules! named {
    (
        $(#[$attribute:meta])*
        $visible:vis enum $named:ident {
            $($(#[$variant_attribute:meta])* $variant:ident = $name:literal,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visible enum $named {
            $(
                $(#[$variant_attribute])*
                #[doc = concat!("\n\nIts name is `", $name, "`.")]
                $variant,
            )+
        }

        #[allow(dead_code, reason = "not every enum needs all of it")]
        impl $named {
            /// Every variant.
            $visible const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The names of all variants.
            $visible const NAMES: &'static [&'static str] = &[$($name),+];

            /// The fixed name.
            $visible const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The variant with exactly this name.
            $visible fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl $crate::value::named::MemberName for $named {
            fn from_name(name: &str) -> Option<Self> {
                Self::from_name(name)
            }

            #[inline]
            fn at_start(text: &[u8]) -> Option<(Self, usize)> {
                $crate::value::named::at_start!(text, $($name => Self::$variant,)+)
            }
        }

        /// Its name.
        impl core::fmt::Display for $named {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use named;
