use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::Deref;

/// A few values in a row, held in place: the way to a documented member is short, and a finding
/// costs no allocation for it.
#[derive(Clone, Copy)]
pub(crate) struct Steps<T> {
    values: [T; MOST],
    len: usize,
}

/// `/customer/addresses/0/phone`, and one for an unlisted member.
const MOST: usize = 5;

impl<T: Copy> Steps<T> {
    /// `unused` fills the rest.
    pub(crate) const fn new(unused: T) -> Self {
        Self {
            values: [unused; MOST],
            len: 0,
        }
    }

    /// Beyond the room there is, nothing is added.
    pub(crate) fn push(&mut self, value: T) {
        if let Some(next) = self.values.get_mut(self.len) {
            *next = value;
            self.len += 1;
        }
    }

    pub(crate) fn reverse(&mut self) {
        if let Some(used) = self.values.get_mut(..self.len) {
            used.reverse();
        }
    }
}

impl<T> Deref for Steps<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.values.get(..self.len).unwrap_or(&self.values)
    }
}

impl<T: fmt::Debug> fmt::Debug for Steps<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: PartialEq> PartialEq for Steps<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Steps<T> {}

impl<T: PartialOrd> PartialOrd for Steps<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}

impl<T: Ord> Ord for Steps<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<T: Hash> Hash for Steps<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
