//! The ways that a draw can shrink, driven by hand: nothing fails in these tests.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRng, TestRunner};

/// A runner that draws the same in each run and aborts at the first rejected draw.
pub(crate) fn runner() -> TestRunner {
    let config = Config {
        max_local_rejects: 0,
        max_global_rejects: 0,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    TestRunner::new_with_rng(config, rng)
}

pub(crate) fn draw<S: Strategy>(strategy: &S, runner: &mut TestRunner) -> S::Tree {
    strategy.new_tree(runner).unwrap()
}

/// Shrinks as if every value failed; each value on the way must satisfy `law`.
pub(crate) fn downwards<T: ValueTree>(tree: &mut T, mut law: impl FnMut(T::Value)) {
    law(tree.current());
    while tree.simplify() {
        law(tree.current());
    }
}

/// Shrinks as if some values failed and others not, one in `odds` going back a step.
pub(crate) fn to_and_fro<T: ValueTree>(
    tree: &mut T,
    odds: u32,
    runner: &mut TestRunner,
    mut law: impl FnMut(T::Value),
) {
    law(tree.current());
    for _ in 0..300 {
        let back = (0..odds).new_tree(runner).unwrap().current() == 0;
        let moved = if back {
            tree.complicate()
        } else {
            tree.simplify()
        };
        law(tree.current());
        if !moved && !back {
            return;
        }
    }
}

/// What a draw becomes when every value fails.
pub(crate) fn smallest<S: Strategy>(strategy: &S, runner: &mut TestRunner) -> S::Value {
    let mut tree = draw(strategy, runner);
    while tree.simplify() {}
    tree.current()
}
