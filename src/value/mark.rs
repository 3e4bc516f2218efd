use core::hash::Hasher;
use core::num::NonZeroU64;

use siphasher::sip::SipHasher13;

use crate::value::secret::redacted;

/// What is left of a customer id, an email address or another value: a keyed hash (SipHash-1-3) of
/// 64 bits, from which nobody without the key learns the value.
///
/// Two different values of a file with a million of them share a mark with a probability of about
/// 1 in 37 million; of a file with ten million, 1 in 370,000.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(NonZeroU64);

impl Mark {
    /// The hash as a number, to sort or group by.
    pub const fn get(self) -> u64 {
        self.0.get()
    }
}

redacted!(Mark);

/// The marks of a text of which case may or may not count. Those of a text without capitals are the
/// same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cased {
    pub(crate) itself: Mark,
    pub(crate) in_any_case: Mark,
}

impl Cased {
    /// Of a text of which case was observed to count.
    pub(crate) const fn counting(itself: Mark) -> Self {
        Self {
            itself,
            in_any_case: itself,
        }
    }
}

/// What kind of value it is: equal texts of different kinds have different marks.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(crate) enum Of {
    /// A customer, by the id of its record or user.
    Customer,
    Email,
    Field,
    NullField,
}

#[derive(Clone)]
pub struct Marker(SipHasher13);

impl Marker {
    pub(crate) fn new(key: &[u8; 16]) -> Self {
        Self(SipHasher13::new_with_key(key))
    }

    pub(crate) fn mark(&self, of: Of, value: &str) -> Mark {
        let mut hasher = self.start(of);
        hasher.write(value.as_bytes());
        finish(&hasher)
    }

    pub(crate) fn cased(&self, of: Of, value: &str) -> Cased {
        let itself = self.mark(of, value);
        // All bytes are looked at, so that many are at a time.
        let has_capitals = |any, byte: u8| any | byte.is_ascii_uppercase();
        if value.bytes().fold(false, has_capitals) {
            let in_any_case = self.in_any_case(of, value);
            Cased {
                itself,
                in_any_case,
            }
        } else {
            Cased::counting(itself)
        }
    }

    pub(crate) fn in_any_case(&self, of: Of, value: &str) -> Mark {
        let mut hasher = self.start(of);
        for part in value.as_bytes().chunks(64) {
            let mut lower = [0; 64];
            let lower = lower.get_mut(..part.len()).unwrap_or_default();
            lower.copy_from_slice(part);
            lower.make_ascii_lowercase();
            hasher.write(lower);
        }
        finish(&hasher)
    }

    pub(crate) fn list<'v>(&self, of: Of, values: impl IntoIterator<Item = &'v str>) -> Mark {
        let mut hasher = self.start(of);
        for value in values {
            hasher.write_u64(value.len() as u64);
            hasher.write(value.as_bytes());
        }
        finish(&hasher)
    }

    fn start(&self, of: Of) -> SipHasher13 {
        let mut hasher = self.0;
        hasher.write_u8(of as u8);
        hasher
    }
}

fn finish(hasher: &SipHasher13) -> Mark {
    Mark(NonZeroU64::new(hasher.finish()).unwrap_or(NonZeroU64::MIN))
}

redacted!(Marker);
