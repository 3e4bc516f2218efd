//! What an answer is worth.

use std::collections::BTreeSet;

use crate::answer::{Answer, UNKNOWN};
use crate::case::Case;
use crate::comparison::BEYOND_LIMITS;
use crate::limits::{Limit, limit};

/// The implementation, and what of its answers is compared.
pub(crate) struct Judge<'i> {
    pub(crate) ask: &'i dyn Fn(&Case) -> Answer,
    pub(crate) is_advisory: fn(&str) -> bool,
    pub(crate) advisories: bool,
}

/// What came of a case.
pub(crate) struct JudgedCase {
    pub(crate) wanted: Answer,
    pub(crate) got: Answer,
    /// The groups in which the case counts.
    pub(crate) concerned: BTreeSet<String>,
    /// Those in which it is missed.
    pub(crate) missed: BTreeSet<String>,
}

impl Judge<'_> {
    pub(crate) fn judge(&self, case: &Case) -> JudgedCase {
        let mut got = (self.ask)(case);
        let mut wanted = case.wanted.clone();
        if !(self.advisories && case.advisories) {
            for answer in [&mut got, &mut wanted] {
                let findings = answer.findings.iter_mut();
                findings.for_each(|found| found.retain(|(_, rule)| !(self.is_advisory)(rule)));
            }
        }
        let mut concerned = BTreeSet::from([wanted.name.into()]);
        if got.findings.is_some() || wanted.name == "rejected" {
            concerned.extend(wanted.rules().map(Into::into));
        }
        let mut missed = self.missed(&wanted, &got);
        if let Some(limit) = limit(&case.input) {
            concerned.insert(BEYOND_LIMITS.into());
            if !missed.is_empty() && is_let_off(limit, &wanted, &got) {
                missed = BTreeSet::from([BEYOND_LIMITS.into()]);
            }
        }
        JudgedCase {
            wanted,
            got,
            concerned,
            missed,
        }
    }

    fn missed(&self, wanted: &Answer, got: &Answer) -> BTreeSet<String> {
        let rules: BTreeSet<&str> = wanted.rules().collect();
        let missed: BTreeSet<&str> = if got.agrees_with(wanted) {
            match (&wanted.findings, &got.findings) {
                (Some(wanted), Some(got)) if wanted != got => {
                    let lacking = lacking(wanted, got);
                    let lacking: BTreeSet<_> = lacking.map(|(_, rule)| rule.as_str()).collect();
                    // Where nothing lacks there is too much.
                    if lacking.is_empty() { rules } else { lacking }
                }
                _ => return BTreeSet::new(),
            }
        } else if wanted.name == "rejected" {
            let is_violation = |rule: &&str| !(self.is_advisory)(rule);
            rules.into_iter().filter(is_violation).collect()
        } else {
            BTreeSet::new()
        };
        if missed.is_empty() {
            return BTreeSet::from([wanted.name.into()]);
        }
        missed.into_iter().map(Into::into).collect()
    }
}

/// Those of `wanted` that are not in `got` as often; both are sorted.
fn lacking<'w, T: Ord>(wanted: &'w [T], got: &'w [T]) -> impl Iterator<Item = &'w T> {
    let mut got = got.iter().peekable();
    wanted.iter().filter(move |wanted| {
        while got.next_if(|got| got < wanted).is_some() {}
        got.next_if_eq(wanted).is_none()
    })
}

/// Whether the text excuses the answer.
fn is_let_off(limit: Limit, wanted: &Answer, got: &Answer) -> bool {
    let gives_up = match got.name {
        "rejected" => got.findings.is_none(),
        name => matches!(name, "malformed" | "unreadable" | UNKNOWN),
    };
    match limit {
        Limit::Reserved => gives_up || got.name != wanted.name,
        Limit::HalfPair => gives_up || wanted.name == "malformed",
        Limit::Size => gives_up,
    }
}
