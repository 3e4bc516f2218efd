#[cfg(test)]
mod tests;

use alloc::vec::Vec;

/// A hash table of numbers. What a number stands for, and so which one is looked for, is known
/// outside.
///
/// A number lies next to its hash, as near as there is room to where the hash would be if the table
/// held all in order. So a lookup takes one place in the memory, where a table of keys and control
/// bytes takes two, and growing goes through the memory from the beginning to the end.
pub(super) struct Slots {
    slots: Vec<Slot>,
    taken: usize,
}

#[derive(Clone, Copy)]
struct Slot {
    hash: u32,
    number: u32,
}

const FREE: Slot = Slot {
    hash: 0,
    number: u32::MAX,
};

impl Slots {
    pub(super) const fn new() -> Self {
        Self {
            slots: Vec::new(),
            taken: 0,
        }
    }

    /// The number with this hash that is the one.
    pub(super) fn find(&self, hash: u32, is: impl Fn(u32) -> bool) -> Option<u32> {
        let at = self.position(hash, is).ok()?;
        self.slots.get(at).map(|slot| slot.number)
    }

    /// As [`find`](Self::find), to replace it by another number with this hash.
    pub(super) fn find_mut(&mut self, hash: u32, is: impl Fn(u32) -> bool) -> Option<&mut u32> {
        let at = self.position(hash, is).ok()?;
        self.slots.get_mut(at).map(|slot| &mut slot.number)
    }

    /// Adds a number that is not there, and is not the largest one.
    pub(super) fn insert(&mut self, hash: u32, number: u32) {
        if self.taken * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        debug_assert_ne!(number, FREE.number, "it stands for no number");
        self.put(Slot { hash, number });
        self.taken += 1;
    }

    /// Removes a number.
    pub(super) fn remove(&mut self, hash: u32, number: u32) {
        let Ok(mut free) = self.position(hash, |other| other == number) else {
            return;
        };
        let size = self.slots.len();
        let distance = |from: usize, to: usize| (to + size - from) % size;
        let mut at = self.after(free);
        // A slot that was passed over on the way to one behind it must not be free.
        while let Some(slot) = self.slots.get(at).copied().filter(Slot::is_taken) {
            if distance(self.home(slot.hash), at) >= distance(free, at) {
                self.set(free, slot);
                free = at;
            }
            at = self.after(at);
        }
        self.set(free, FREE);
        self.taken -= 1;
    }

    /// The bytes that are allocated.
    pub(super) const fn allocated(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>()
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(8);
        let old = core::mem::replace(&mut self.slots, alloc::vec![FREE; size]);
        for slot in old.into_iter().filter(Slot::is_taken) {
            self.put(slot);
        }
    }

    fn put(&mut self, slot: Slot) {
        if let Err(free) = self.position(slot.hash, |_| false) {
            self.set(free, slot);
        }
    }

    fn set(&mut self, at: usize, slot: Slot) {
        if let Some(place) = self.slots.get_mut(at) {
            *place = slot;
        }
    }

    /// Where the number that is the one lies, or where there is room for it.
    fn position(&self, hash: u32, is: impl Fn(u32) -> bool) -> Result<usize, usize> {
        let mut at = self.home(hash);
        while let Some(slot) = self.slots.get(at).filter(|slot| slot.is_taken()) {
            if slot.hash == hash && is(slot.number) {
                return Ok(at);
            }
            at = self.after(at);
        }
        Err(at)
    }

    const fn home(&self, hash: u32) -> usize {
        // So many parts of the range of hashes as there are slots.
        ((hash as u64 * self.slots.len() as u64) >> u32::BITS) as usize
    }

    const fn after(&self, at: usize) -> usize {
        if at + 1 < self.slots.len() { at + 1 } else { 0 }
    }
}

impl Slot {
    const fn is_taken(&self) -> bool {
        self.number != FREE.number
    }
}
