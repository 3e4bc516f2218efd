//! Runs a law over draws and counts what was drawn, so that a strategy that has drifted away from
//! what it is to cover fails.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::env;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseResult, TestRunner};

/// What was drawn: verdicts and rule ids with their numbers.
#[derive(Default)]
pub(crate) struct Draws(RefCell<BTreeMap<String, u32>>);

impl Draws {
    pub(crate) fn count(&self, what: impl Into<String>) {
        *self.0.borrow_mut().entry(what.into()).or_default() += 1;
    }

    /// Counts each of `what` once.
    pub(crate) fn count_all<'a>(&self, what: impl IntoIterator<Item = &'a str>) {
        let what: std::collections::BTreeSet<_> = what.into_iter().collect();
        what.into_iter().for_each(|what| self.count(what));
    }
}

/// The least share of the draws, in percent, for what is named.
pub(crate) struct Share<'a>(pub(crate) u32, pub(crate) Vec<&'a str>);

/// Runs `law` over 3,000 draws (or `PROPTEST_CASES`) and holds the shares; the number of draws.
pub(crate) fn run<S: Strategy>(
    strategy: &S,
    shares: &[Share<'_>],
    law: impl Fn(S::Value, &Draws) -> TestCaseResult,
) -> u32 {
    run_cases(3000, strategy, shares, law)
}

/// Runs `law` over `usual` draws (or `PROPTEST_CASES`) and holds the shares, unless there are so few
/// draws that they say nothing.
pub(crate) fn run_cases<S: Strategy>(
    usual: u32,
    strategy: &S,
    shares: &[Share<'_>],
    law: impl Fn(S::Value, &Draws) -> TestCaseResult,
) -> u32 {
    let mut config = Config {
        failure_persistence: None,
        // A strategy that rejects draws is not what it seems to be.
        max_local_rejects: 0,
        max_global_rejects: 0,
        ..Config::default()
    };
    if env::var_os("PROPTEST_CASES").is_none() {
        config.cases = usual;
    }
    let cases = config.cases;
    let draws = Draws::default();
    if let Err(error) = TestRunner::new(config).run(strategy, |value| law(value, &draws)) {
        panic!("{error}");
    }
    let draws = draws.0.into_inner();
    let table = |(what, count): (&String, &u32)| format!("{count:>8} {what}\n");
    let table: String = draws.iter().map(table).collect();
    show(&format!("of {cases} draws:\n{table}"));
    for Share(percent, names) in shares.iter().filter(|_| cases >= usual / 3 * 2) {
        for name in names {
            let count = draws.get(*name).copied().unwrap_or(0);
            assert!(
                count * 100 >= cases * percent,
                "{name}: fewer than {percent} % of {cases} draws"
            );
        }
    }
    cases
}

#[expect(
    clippy::print_stderr,
    reason = "shown with a failure and with --nocapture"
)]
fn show(table: &str) {
    eprintln!("{table}");
}
