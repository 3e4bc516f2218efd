use salesive_schema::Service;
use salesive_schema::preflight::{Judged, Line};

use super::block::Taken;

/// Rows of nothing but delimiters, and blank lines between them, kept back until what comes next
/// shows whether they end their file: spreadsheets write them below the last row.
pub(crate) struct HollowRows<S: Service> {
    /// The number of the file that they are in.
    file: usize,
    kept: Kept<S>,
}

pub(crate) struct Kept<S: Service> {
    kinds: Vec<Kind<S>>,
    runs: Vec<Run>,
}

/// What a row can be, with all there is to say about it.
struct Kind<S: Service> {
    raw: Vec<u8>,
    /// How much of that is no line end.
    text: usize,
    judged: Option<Judged<S>>,
    member: Option<&'static str>,
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

impl<S: Service> HollowRows<S> {
    pub(crate) const fn new() -> Self {
        Self {
            file: 0,
            kept: Kept::new(),
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.kept.runs.is_empty()
    }

    /// Keeps a line of the file with this number, unless it is a record that is not hollow or has to
    /// come after those that are kept.
    pub(crate) fn keeps(&mut self, taken: &Taken<'_, S>, file: usize) -> bool {
        let is_kept = if self.is_empty() {
            taken.is_hollow
        } else {
            self.file == file && (taken.is_hollow || taken.judged.is_none())
        };
        if !is_kept || !self.kept.add(taken) {
            return false;
        }
        self.file = file;
        true
    }

    /// What is kept, and whether it ends its file, because a line of the file with this number is next.
    pub(crate) fn take(&mut self, next: Option<usize>) -> (Kept<S>, bool) {
        let kept = std::mem::replace(&mut self.kept, Kept::new());
        (kept, next != Some(self.file))
    }
}

impl<S: Service> Kept<S> {
    const fn new() -> Self {
        Self {
            kinds: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Says whether there is room for it.
    fn add(&mut self, taken: &Taken<'_, S>) -> bool {
        let Some((raw, text)) = taken.raw.zip(taken.line.text()) else {
            return false;
        };
        let known = self.kinds.iter().position(|kind| kind.raw == raw);
        let kind = known.unwrap_or(self.kinds.len());
        if let Some(last) = self.runs.last_mut().filter(|last| last.kind == kind) {
            last.rows += 1;
            return true;
        }
        if kind == MOST_KINDS || self.runs.len() == MOST_RUNS || raw.len() > LONGEST {
            return false;
        }
        if known.is_none() {
            self.kinds.push(Kind {
                raw: raw.to_vec(),
                text: text.len(),
                judged: taken.judged.clone(),
                member: taken.member,
            });
        }
        self.runs.push(Run {
            first: taken.line.number(),
            start: taken.line.range().start,
            rows: 1,
            kind,
        });
        true
    }

    /// The rows; those that end their file are blank.
    pub(crate) fn rows(&self, is_end: bool) -> impl Iterator<Item = Taken<'_, S>> {
        let runs = self.runs.iter();
        let rows = runs.flat_map(|run| (0..run.rows).map(move |nth| (run, nth)));
        rows.filter_map(move |(run, nth)| {
            let kind = self.kinds.get(run.kind)?;
            let length = kind.raw.len() as u64;
            let start = run.start + nth * length;
            let line = Line::new(
                run.first + nth,
                start..start + length,
                kind.raw.get(..kind.text),
            );
            Some(Taken {
                line,
                raw: Some(&kind.raw),
                judged: kind.judged.clone().filter(|_| !is_end),
                member: kind.member,
                is_hollow: true,
            })
        })
    }
}
