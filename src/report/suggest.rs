/// The one of `names` that `name` was probably meant to be: equal but for case, `_`, `-` and
/// spaces, or off by a third of its letters at most.
pub fn near_miss(name: &str, names: &[&'static str]) -> Option<&'static str> {
    const LONGEST: usize = 32;
    if name.len() > LONGEST {
        return None;
    }
    let plain = plain(name);
    let length = plain.chars().count();
    let most = |listed: &str| listed.len().max(3) / 3;
    names
        .iter()
        // No distance is less than that of the lengths, and most names are off by more.
        .filter(|listed| listed.len().abs_diff(length) <= most(listed))
        .map(|&listed| (strsim::osa_distance(&plain, &self::plain(listed)), listed))
        .filter(|&(distance, listed)| distance <= most(listed) && distance < length)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, listed)| listed)
}

fn plain(name: &str) -> alloc::string::String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}
