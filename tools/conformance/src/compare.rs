//! Runs the cases and counts the misses.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::answer::Answer;
use crate::case::Case;
use crate::comparison::{BEYOND_LIMITS, Comparison};
use crate::judge::{Judge, JudgedCase};
use crate::suite::{Draws, Suite};
use crate::tally::Tally;

pub(crate) fn compare(
    suite: Suite,
    seed: u64,
    advisories: bool,
    ask: &dyn Fn(&Case) -> Answer,
) -> Comparison {
    let names = suite.groups.into_iter().chain([BEYOND_LIMITS]);
    let mut run = Run {
        judge: Judge {
            ask,
            is_advisory: suite.is_advisory,
            advisories,
        },
        tallies: names.map(Tally::new).collect(),
        missed_alone: BTreeSet::new(),
        cases: 0,
    };
    let mut runner = runner(seed);
    let is_plain = |(_, case): &(String, Case)| case.wanted.rules().count() <= 1;
    let (plain, other) = suite.vectors.into_iter().partition(is_plain);
    run.vectors(plain);
    run.draws(suite.plain, &mut runner);
    run.vectors(other);
    run.draws(suite.other, &mut runner);
    let tallies = run.tallies.into_iter();
    let groups = tallies.map(|tally| tally.finish(&run.judge)).collect();
    Comparison::new(suite.title, run.cases, groups)
}

fn runner(seed: u64) -> TestRunner {
    let mut bytes = [0; 32];
    for (to, from) in bytes.iter_mut().zip(seed.to_le_bytes()) {
        *to = from;
    }
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

struct Run<'i> {
    judge: Judge<'i>,
    tallies: Vec<Tally>,
    /// The groups in which a case of no other group was missed.
    missed_alone: BTreeSet<String>,
    cases: usize,
}

impl Run<'_> {
    fn vectors(&mut self, vectors: Vec<(String, Case)>) {
        for (id, case) in vectors {
            let judged = self.judged(&case);
            for tally in self.count(&judged) {
                tally.vector(&id, &case, &judged);
            }
        }
    }

    fn draws(&mut self, draws: Vec<Draws>, runner: &mut TestRunner) {
        for Draws { by, number, cases } in draws {
            for _ in 0..number {
                // Nothing is drawn and then rejected.
                let Ok(tree) = cases.new_tree(runner) else {
                    continue;
                };
                let case = tree.current();
                let judged = self.judged(&case);
                // One group keeps it: the others have draws of their own.
                let tallies = self.count(&judged).into_iter();
                if let Some(tally) = tallies.min_by_key(|tally| tally.draws()) {
                    tally.draw(&by, &case, &judged, tree);
                }
            }
        }
    }

    /// What is missed in several groups, such as a body that breaks two rules and is accepted, is
    /// laid to those of them that are missed alone elsewhere, if there are any. A part of a request is
    /// missed whatever the others are.
    fn judged(&mut self, case: &Case) -> JudgedCase {
        let mut judged = self.judge.judge(case);
        if judged.wanted.is_by_part {
            return judged;
        }
        if judged.missed.len() == 1 {
            self.missed_alone.extend(judged.missed.iter().cloned());
        } else if judged
            .missed
            .iter()
            .any(|name| self.missed_alone.contains(name))
        {
            judged
                .missed
                .retain(|name| self.missed_alone.contains(name));
        }
        judged
    }

    /// Counts the case, and gives the groups in which it is missed.
    fn count(&mut self, judged: &JudgedCase) -> Vec<&mut Tally> {
        self.cases += 1;
        let tallies = self.tallies.iter_mut();
        tallies
            .filter_map(|tally| tally.count(judged).then_some(tally))
            .collect()
    }
}
