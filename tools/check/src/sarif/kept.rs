use std::collections::BTreeMap;

use salesive_schema::report::Kind;

/// What a code host shows of a run.
pub(super) const MOST: usize = 5000;

/// The worst results of a run, of each rule at least one, and how many there were more.
#[derive(Default)]
pub(super) struct Kept {
    /// By how mild they are, and by rule, in the order in which they came.
    results: BTreeMap<(u8, &'static str), Vec<(u64, String)>>,
    added: u64,
    count: usize,
    left_out: BTreeMap<&'static str, u64>,
}

impl Kept {
    /// Makes room for a result of this rule, if it comes before another one.
    pub(super) fn has_room(&mut self, kind: Kind, rule: &'static str) -> bool {
        if self.count < MOST {
            return true;
        }
        let mildness = mildness(kind);
        let is_first = !self.results.contains_key(&(mildness, rule));
        let spare = self
            .results
            .iter_mut()
            .filter(|((other, _), results)| results.len() > 1 && (is_first || *other > mildness));
        let spare = spare.max_by_key(|((mildness, _), results)| (*mildness, results.len()));
        let Some(((_, other), results)) = spare else {
            *self.left_out.entry(rule).or_default() += 1;
            return false;
        };
        results.pop();
        *self.left_out.entry(other).or_default() += 1;
        self.count -= 1;
        true
    }

    pub(super) fn add(&mut self, kind: Kind, rule: &'static str, result: String) {
        let results = self.results.entry((mildness(kind), rule)).or_default();
        results.push((self.added, result));
        self.added += 1;
        self.count += 1;
    }

    /// The results, the worst ones first, else as they came; and how many more each rule has.
    pub(super) fn into_parts(self) -> (Vec<String>, BTreeMap<&'static str, u64>) {
        let mut results: Vec<_> = self
            .results
            .into_iter()
            .flat_map(|((mildness, _), results)| {
                let results = results.into_iter();
                results.map(move |(nth, result)| (mildness, nth, result))
            })
            .collect();
        results.sort_unstable_by_key(|(mildness, nth, _)| (*mildness, *nth));
        let results = results.into_iter().map(|(_, _, result)| result);
        (results.collect(), self.left_out)
    }
}

const fn mildness(kind: Kind) -> u8 {
    match kind {
        Kind::Violation => 0,
        Kind::Advisory => 1,
        _ => 2,
    }
}
