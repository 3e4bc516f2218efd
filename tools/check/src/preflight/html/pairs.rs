use std::collections::BTreeMap;

use salesive_schema::Service;
use salesive_schema::preflight::{Other, Rule};

use super::shown::{Short, short_place};
use crate::preflight::files::Files;
use crate::preflight::output::PlacedRecord;

/// Records that do not go with another one, or with a known customer.
pub(super) struct Pairs {
    by_rule: BTreeMap<Rule, OfRule>,
    known: Option<String>,
}

#[derive(Default)]
pub(super) struct OfRule {
    pub(super) count: u64,
    /// In the order of the records.
    pub(super) first: Vec<Pair>,
}

#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) line: u64,
    pub(super) other: Other,
}

/// So many pairs of a rule are kept.
const MOST: usize = 25;

impl Pairs {
    pub(super) const fn new() -> Self {
        Self {
            by_rule: BTreeMap::new(),
            known: None,
        }
    }

    pub(super) fn add<S: Service>(&mut self, row: &PlacedRecord<'_, S>) {
        for problem in row.judged.problems() {
            let Some(other) = problem.other() else {
                continue;
            };
            let line = row.line.number();
            let pairs = self.by_rule.entry(problem.rule()).or_default();
            pairs.count += 1;
            if pairs.first.len() < MOST {
                pairs.first.push(Pair { line, other });
            }
            if self.known.is_none() {
                self.known = row.known.map(str::to_owned);
            }
        }
    }

    pub(super) fn by_rule(&self) -> impl Iterator<Item = (Rule, &OfRule)> {
        self.by_rule.iter().map(|(rule, pairs)| (*rule, pairs))
    }

    /// Where the other side stands.
    pub(super) fn other(&self, pair: Pair, files: &Files) -> String {
        match pair.other {
            Other::Record { line } => short_place(&files.place(line), files),
            Other::Known { line } => {
                let known = self.known.as_deref().unwrap_or_default();
                format!("{}:{line}", Short(known).text())
            }
            _ => String::new(),
        }
    }
}
