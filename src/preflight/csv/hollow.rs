use alloc::vec::Vec;
use core::fmt;
use core::mem;

use crate::preflight::Line;

/// Rows of nothing but delimiters, and blank lines between them, kept back until what comes next
/// shows whether they end their file: spreadsheets write them below the last row. `T` is what goes
/// with a row.
///
/// However many there are, equal rows that follow each other take the room of one.
pub struct HollowRows<T> {
    kept: KeptRows<T>,
}

/// The rows that were kept back.
pub struct KeptRows<T> {
    kinds: Vec<Kind<T>>,
    runs: Vec<Run>,
}

/// What a row can be, with what goes with it.
struct Kind<T> {
    raw: Vec<u8>,
    /// How much of that is no line end.
    text: usize,
    length: u64,
    with: T,
}

/// Rows of one kind that follow each other.
struct Run {
    first: u64,
    start: u64,
    rows: u64,
    kind: usize,
}

/// Rows beyond these limits are taken for records, so that no file decides how much is kept.
const MOST_KINDS: usize = 16;
const MOST_RUNS: usize = 1 << 16;
const LONGEST: usize = 1 << 16;

impl<T> HollowRows<T> {
    /// Keeps nothing back yet.
    pub const fn new() -> Self {
        Self {
            kept: KeptRows {
                kinds: Vec::new(),
                runs: Vec::new(),
            },
        }
    }

    /// Whether nothing is kept back.
    pub const fn is_empty(&self) -> bool {
        self.kept.runs.is_empty()
    }

    /// Keeps a row back, unless there is no room for it. `raw` are its bytes: its text, with the line
    /// end or without.
    pub fn keep(&mut self, row: &Line<'_>, raw: &[u8], with: impl FnOnce() -> T) -> bool {
        let KeptRows { kinds, runs } = &mut self.kept;
        let Some(text) = row.text() else {
            return false;
        };
        let length = row.range().end - row.range().start;
        let is_same = |kind: &Kind<T>| kind.raw == raw && kind.length == length;
        let known = kinds.iter().position(is_same);
        let kind = known.unwrap_or(kinds.len());
        if let Some(last) = runs.last_mut().filter(|last| last.kind == kind) {
            last.rows += 1;
            return true;
        }
        if kind == MOST_KINDS || runs.len() == MOST_RUNS || raw.len() > LONGEST {
            return false;
        }
        if known.is_none() {
            kinds.push(Kind {
                raw: raw.to_vec(),
                text: text.len(),
                length,
                with: with(),
            });
        }
        runs.push(Run {
            first: row.number(),
            start: row.range().start,
            rows: 1,
            kind,
        });
        true
    }

    /// All that is kept back.
    pub fn take(&mut self) -> KeptRows<T> {
        mem::take(self).kept
    }
}

impl<T> Default for HollowRows<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> KeptRows<T> {
    /// Each row in order, its bytes, and what goes with it.
    pub fn rows(&self) -> impl Iterator<Item = (Line<'_>, &[u8], &T)> {
        let runs = self.runs.iter();
        let rows = runs.flat_map(|run| (0..run.rows).map(move |nth| (run, nth)));
        rows.filter_map(move |(run, nth)| {
            let kind = self.kinds.get(run.kind)?;
            let start = run.start + nth * kind.length;
            let line = Line::new(
                run.first + nth,
                start..start + kind.length,
                kind.raw.get(..kind.text),
            );
            Some((line, &*kind.raw, &kind.with))
        })
    }
}

/// How many there are.
impl<T> fmt::Debug for HollowRows<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kept.fmt(f)
    }
}

/// How many there are.
impl<T> fmt::Debug for KeptRows<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: u64 = self.runs.iter().map(|run| run.rows).sum();
        f.debug_struct("HollowRows").field("rows", &rows).finish()
    }
}
