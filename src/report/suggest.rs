use arrayvec::ArrayString;

/// The one of `names` that `name` was probably meant to be: equal but for case, `_`, `-` and
/// spaces, or off by a third of its letters at most.
pub fn near_miss(name: &str, names: &[&'static str]) -> Option<&'static str> {
    let (name, length) = plain(name)?;
    let letters_of_name = letters(&name);
    names
        .iter()
        .filter_map(|&listed| {
            let most = listed.len().max(3) / 3;
            // No distance is less than that of the lengths, and a step mends one letter that either of
            // the two lacks, or one of each. Most names are off by more.
            let letters = letters(listed);
            let lacking = (letters & !letters_of_name).count_ones();
            let lacked = (letters_of_name & !letters).count_ones();
            if listed.len().abs_diff(length) > most || lacking.max(lacked) as usize > most {
                return None;
            }
            let distance = strsim::osa_distance(&name, &plain(listed)?.0);
            (distance <= most && distance < length).then_some((distance, listed))
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, listed)| listed)
}

/// A name without what does not tell names apart, and how many characters it has; none if it is
/// longer than any that can be meant.
fn plain(name: &str) -> Option<(ArrayString<{ 2 * LONGEST }>, usize)> {
    if name.len() > LONGEST {
        return None;
    }
    let (mut plain, mut length) = (ArrayString::new(), 0);
    let telling = name.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    for c in telling.flat_map(char::to_lowercase) {
        plain.try_push(c).ok()?;
        length += 1;
    }
    Some((plain, length))
}

/// The bytes of the longest name that can be meant. In lower case it takes no more than twice as many.
const LONGEST: usize = 32;

/// A bit for each letter from `a` to `z` that is in it, in either case.
fn letters(name: &str) -> u32 {
    name.bytes()
        .filter(u8::is_ascii_alphabetic)
        .fold(0, |letters, letter| letters | 1 << (letter & 31))
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
