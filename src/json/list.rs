use alloc::vec::Vec;
use core::hash::{Hash, Hasher};
use core::mem;
use core::ops::Deref;

use arrayvec::ArrayVec;

/// A list of which the first `N` elements take no allocation.
#[derive(Clone)]
pub(crate) enum List<T, const N: usize> {
    Few(ArrayVec<T, N>),
    Many(Vec<T>),
}

impl<T, const N: usize> List<T, N> {
    /// Appends an element; `rest` bytes of the text follow, in which none takes less than `shortest`.
    pub(crate) fn push(&mut self, element: T, rest: usize, shortest: usize) {
        match self {
            Self::Few(few) => {
                if let Err(full) = few.try_push(element) {
                    let mut many = mem::take(few).into_iter().collect();
                    push(&mut many, full.element(), rest, shortest);
                    *self = Self::Many(many);
                }
            }
            Self::Many(many) => push(many, element, rest, shortest),
        }
    }

    pub(crate) fn into_vec(self) -> Vec<T> {
        match self {
            Self::Few(few) => few.into_iter().collect(),
            Self::Many(many) => many,
        }
    }
}

impl<T, const N: usize> Default for List<T, N> {
    fn default() -> Self {
        Self::Few(ArrayVec::new())
    }
}

impl<T, const N: usize> FromIterator<T> for List<T, N> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::Many(elements.into_iter().collect())
    }
}

impl<T, const N: usize> Deref for List<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::Few(few) => few,
            Self::Many(many) => many,
        }
    }
}

impl<T: PartialEq, const N: usize> PartialEq for List<T, N> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq, const N: usize> Eq for List<T, N> {}

impl<T: Hash, const N: usize> Hash for List<T, N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

/// Appends an element to a list; `rest` bytes of the text follow, in which none takes less than
/// `shortest`.
#[inline]
pub(crate) fn push<T>(list: &mut Vec<T>, element: T, rest: usize, shortest: usize) {
    if list.len() == list.capacity() {
        make_room(list, rest / shortest + 1);
    }
    list.push(element);
}

/// Has a list that is long take room for all that may follow and for no more, so that it takes few
/// times what its text does, whatever stands in it.
#[cold]
#[inline(never)]
fn make_room<T>(list: &mut Vec<T>, most: usize) {
    let length = list.len();
    list.reserve_exact(if most / 3 <= length {
        most
    } else {
        length.max(4)
    });
}
