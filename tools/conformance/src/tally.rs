//! A group while its misses come in.

use proptest::strategy::ValueTree;

use crate::case::Case;
use crate::comparison::{Group, Miss};
use crate::judge::{Judge, JudgedCase};

/// How many vectors that are missed a group keeps.
const VECTORS: usize = 2;

/// How many steps of shrinking are tried.
const STEPS: usize = 2_000;

/// How much there is to read in a case.
type Size = (usize, usize);

fn size(case: &Case, judged: &JudgedCase) -> Size {
    (judged.wanted.rules().count(), case.input.len())
}

/// A group with the smallest of its misses.
pub(crate) struct Tally {
    group: Group,
    vectors: Vec<(Size, Miss)>,
    /// At most one for each answer.
    draws: Vec<Drawn>,
}

struct Drawn {
    size: Size,
    got: &'static str,
    by: String,
    tree: Box<dyn ValueTree<Value = Case>>,
}

impl Tally {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            group: Group::new(name),
            vectors: Vec::new(),
            draws: Vec::new(),
        }
    }

    /// Counts the case; whether it is missed in this group.
    pub(crate) fn count(&mut self, judged: &JudgedCase) -> bool {
        let is_missed = judged.missed.contains(self.group.name());
        let is_concerned = judged.concerned.contains(self.group.name());
        self.group.count(is_concerned, is_missed);
        is_missed
    }

    pub(crate) fn vector(&mut self, id: &str, case: &Case, judged: &JudgedCase) {
        let miss = miss(self.group.name(), format!("vector {id}"), case, judged);
        self.vectors.push((size(case, judged), miss));
        self.vectors.sort_by_key(|(size, _)| *size);
        self.vectors.truncate(VECTORS);
    }

    pub(crate) fn draw(
        &mut self,
        by: &str,
        case: &Case,
        judged: &JudgedCase,
        tree: Box<dyn ValueTree<Value = Case>>,
    ) {
        let drawn = Drawn {
            size: size(case, judged),
            got: judged.got.name,
            by: by.into(),
            tree,
        };
        match self.draws.iter_mut().find(|other| other.got == drawn.got) {
            Some(other) if other.size <= drawn.size => {}
            Some(other) => *other = drawn,
            None => self.draws.push(drawn),
        }
    }

    /// How many draws are kept.
    pub(crate) const fn draws(&self) -> usize {
        self.draws.len()
    }

    pub(crate) fn finish(self, judge: &Judge<'_>) -> Group {
        let mut group = self.group;
        for (_, miss) in self.vectors {
            group.keep(miss);
        }
        for mut drawn in self.draws {
            let case = smallest(&mut *drawn.tree, |case| {
                let judged = judge.judge(case);
                judged.missed.contains(group.name()) && judged.got.name == drawn.got
            });
            let source = format!("drawn by {}, shrunk", drawn.by);
            let miss = miss(group.name(), source, &case, &judge.judge(&case));
            group.keep(miss);
        }
        group
    }
}

fn miss(group: &str, source: String, case: &Case, judged: &JudgedCase) -> Miss {
    Miss {
        source,
        http_status: case.http_status,
        input: case.input.clone(),
        wanted: judged.wanted.in_group(group).to_string(),
        got: judged.got.in_group(group).to_string(),
    }
}

/// The simplest case that is reached by steps to cases that are missed all the way.
fn smallest(tree: &mut dyn ValueTree<Value = Case>, is_missed: impl Fn(&Case) -> bool) -> Case {
    let mut smallest = tree.current();
    let mut moved = tree.simplify();
    for _ in 0..STEPS {
        if !moved {
            break;
        }
        let case = tree.current();
        moved = if is_missed(&case) {
            smallest = case;
            tree.simplify()
        } else {
            tree.complicate()
        };
    }
    smallest
}
