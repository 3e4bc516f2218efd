use alloc::vec::Vec;

/// The outcome of a reply, without the customer and the words of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected<K> {
    /// The update was made and the customer came back.
    Updated,
    /// The update was made, but no readable customer came back.
    Accepted,
    /// The service refused.
    Refused(K),
    /// There is no envelope.
    Unreadable,
}

/// What a client must make of a reply with a fault, and what became of the update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Consequence<K, R: 'static> {
    /// What the client must report.
    pub outcome: Expected<K>,
    /// JSON Pointer and rule of each discrepancy that the fault causes, sorted.
    pub discrepancies: &'static [(&'static str, R)],
    /// Whether the update stands in the store afterwards, whatever the reply says.
    pub stands: bool,
}

/// What a gateway answers in the place of a service that it has not heard from.
pub(crate) fn bad_gateway() -> (u16, Vec<u8>) {
    let page =
        "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>";
    (502, page.into())
}

/// The first half of a reply.
pub(crate) fn truncated((http_status, mut body): (u16, Vec<u8>)) -> (u16, Vec<u8>) {
    body.truncate(body.len() / 2);
    (http_status, body)
}

macro_rules! faults {
    ($($(#[$meta:meta])* $fault:ident $name:literal)*) => {
        /// Something that goes wrong between the client and the store, for
        /// [`Store::update_with_fault`](super::Store::update_with_fault).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Fault {
            $(
                $(#[$meta])*
                #[doc = concat!("\n\nIts name is `", $name, "`.")]
                $fault,
            )*
        }

        impl Fault {
            /// Every fault.
            pub const ALL: &'static [Self] = &[$(Self::$fault),*];

            /// The stable name, in lower case with underscores.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$fault => $name),* }
            }

            /// The fault with exactly this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|fault| fault.name() == name)
            }
        }

        /// Its name.
        impl core::fmt::Display for Fault {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}
pub(crate) use faults;
