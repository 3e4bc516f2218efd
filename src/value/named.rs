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

        /// Its name.
        impl core::fmt::Display for $named {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use named;
