/// The one of `names` that `name` was probably meant to be: equal but for case, `_`, `-` and
/// spaces, or off by a third of its letters at most.
pub(crate) fn near_miss(name: &str, names: &[&'static str]) -> Option<&'static str> {
    const LONGEST: usize = 32;
    if name.len() > LONGEST {
        return None;
    }
    let plain = plain(name);
    names
        .iter()
        .map(|&listed| (strsim::osa_distance(&plain, &self::plain(listed)), listed))
        .filter(|&(distance, listed)| {
            distance <= listed.len().max(3) / 3 && distance < plain.chars().count()
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, listed)| listed)
}

fn plain(name: &str) -> alloc::string::String {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}
