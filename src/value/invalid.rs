/// Why a text is no value of a type: an error whose sentences are fixed, so that it cannot hold the
/// text.
macro_rules! invalid {
    (
        $(#[$attribute:meta])*
        pub enum $invalid:ident {
            $($(#[$variant_attribute:meta])* $variant:ident = $sentence:literal,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $invalid {
            $(
                #[doc = concat!($sentence, ".")]
                $(#[$variant_attribute])*
                $variant,
            )+
        }

        impl $invalid {
            pub(crate) const fn sentence(self) -> &'static str {
                match self { $(Self::$variant => $sentence),+ }
            }
        }

        $crate::value::invalid::invalid!(@error $invalid);
    };
    ($(#[$attribute:meta])* pub struct $invalid:ident = $sentence:literal;) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub struct $invalid;

        impl $invalid {
            #[allow(dead_code, reason = "only what reads requests asks for it by name")]
            pub(crate) const fn sentence(self) -> &'static str {
                $sentence
            }
        }

        $crate::value::invalid::invalid!(@error $invalid);
    };
    (@error $invalid:ident) => {
        impl core::fmt::Display for $invalid {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.sentence())
            }
        }

        impl core::error::Error for $invalid {}
    };
}
pub(crate) use invalid;
