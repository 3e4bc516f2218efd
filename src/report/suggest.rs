use arrayvec::ArrayString;

/// The one of `names` that `name` was probably meant to be: equal but for case, `_`, `-` and
/// spaces, or off by a third of its letters at most.
pub fn near_miss(name: &str, names: &[&'static str]) -> Option<&'static str> {
    let name = PlainName::new(name)?;
    names
        .iter()
        .filter_map(|&listed| {
            let most = listed.len().max(3) / 3;
            // No distance is less than that of the lengths, and most names are off by more.
            if listed.len().abs_diff(name.length) > most {
                return None;
            }
            let distance = name.distance(&PlainName::new(listed)?, most)?;
            (distance < name.length).then_some((distance, listed))
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, listed)| listed)
}

/// A name without what does not tell names apart.
struct PlainName {
    text: ArrayString<{ 2 * LONGEST }>,
    /// In characters.
    length: usize,
    /// A bit for each letter from `a` to `z` that is in it.
    letters: u32,
}

/// The bytes of the longest name that can be meant. In lower case it takes no more than twice as many.
const LONGEST: usize = 32;

impl PlainName {
    fn new(name: &str) -> Option<Self> {
        let mut plain = Self {
            text: ArrayString::new(),
            length: 0,
            letters: 0,
        };
        if name.len() > LONGEST {
            return None;
        }
        let telling = name.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
        for c in telling.flat_map(char::to_lowercase) {
            plain.text.try_push(c).ok()?;
            plain.length += 1;
            if c.is_ascii_lowercase() {
                plain.letters |= 1 << (u32::from(c) - u32::from('a'));
            }
        }
        Some(plain)
    }

    /// How far the two are apart, if it is not more than `most`.
    fn distance(&self, other: &Self, most: usize) -> Option<usize> {
        // A step mends one letter that either of them lacks, or one of each.
        let lacking =
            |one: &Self, other: &Self| (one.letters & !other.letters).count_ones() as usize;
        if lacking(self, other).max(lacking(other, self)) > most {
            return None;
        }
        let distance = strsim::osa_distance(&self.text, &other.text);
        (distance <= most).then_some(distance)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::near_miss;

    const NAMES: &[&str] = &[
        "name",
        "email",
        "phone",
        "user",
        "active",
        "firstName",
        "shop_id",
    ];

    fn plain(name: &str) -> String {
        let telling = name.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
        telling.flat_map(char::to_lowercase).collect()
    }

    /// The definition, without what makes it quick.
    fn slow(name: &str) -> Option<&'static str> {
        let (plain_name, most) = (plain(name), |listed: &str| listed.len().max(3) / 3);
        let length = plain_name.chars().count();
        NAMES
            .iter()
            .filter(|listed| name.len() <= 32 && listed.len().abs_diff(length) <= most(listed))
            .map(|listed| (strsim::osa_distance(&plain_name, &plain(listed)), *listed))
            .filter(|(distance, listed)| *distance <= most(listed) && *distance < length)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, listed)| listed)
    }

    #[test]
    fn a_quick_answer_is_the_defined_one() {
        let mut meant = 0;
        let mut random = 1_u32;
        let mut next = |below: usize| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 8) as usize % below
        };
        const PUT_IN: [char; 8] = ['a', 'e', 'x', 'E', '_', '-', 'İ', '名'];
        for _ in 0..20_000 {
            let listed = NAMES.get(next(NAMES.len())).copied().unwrap_or_default();
            let mut name: alloc::vec::Vec<char> = listed.chars().collect();
            for _ in 0..next(4) {
                let at = next(name.len() + 1);
                match next(3) {
                    0 => name.insert(at, *PUT_IN.get(next(8)).unwrap_or(&'a')),
                    1 if at < name.len() => drop(name.remove(at)),
                    _ if at + 1 < name.len() => name.swap(at, at + 1),
                    _ => {}
                }
            }
            let name: String = name.into_iter().collect();
            let found = near_miss(&name, NAMES);
            assert_eq!(found, slow(&name), "{name}");
            meant += usize::from(found.is_some());
        }
        assert!((4_000..20_000).contains(&meant), "{meant}");
    }
}
