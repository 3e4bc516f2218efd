use salesive_schema::Service;
use salesive_schema::preflight::Judged;
use salesive_schema::preflight::csv::{self, KeptRows};

use super::block::Taken;

/// Rows of nothing but delimiters, kept back until what comes next shows whether they end their file.
pub(crate) struct HollowRows<S: Service> {
    /// The number of the file that they are in.
    file: usize,
    rows: csv::HollowRows<Outcome<S>>,
}

/// All there is to say about a row.
type Outcome<S> = (Option<Judged<S>>, Option<&'static str>);

pub(crate) struct Kept<S: Service>(KeptRows<Outcome<S>>);

impl<S: Service> HollowRows<S> {
    pub(crate) const fn new() -> Self {
        Self {
            file: 0,
            rows: csv::HollowRows::new(),
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Keeps a line of the file with this number, unless it is a record that is not hollow or has to
    /// come after those that are kept.
    pub(crate) fn keeps(&mut self, taken: &Taken<'_, S>, file: usize) -> bool {
        let is_kept = if self.is_empty() {
            taken.is_hollow
        } else {
            self.file == file && (taken.is_hollow || taken.judged.is_none())
        };
        let Some(raw) = taken.raw.filter(|_| is_kept) else {
            return false;
        };
        let outcome = || (taken.judged.clone(), taken.member);
        if !self.rows.keep(&taken.line, raw, outcome) {
            return false;
        }
        self.file = file;
        true
    }

    /// What is kept, and whether it ends its file, because a line of the file with this number is next.
    pub(crate) fn take(&mut self, next: Option<usize>) -> (Kept<S>, bool) {
        (Kept(self.rows.take()), next != Some(self.file))
    }
}

impl<S: Service> Kept<S> {
    /// The rows; those that end their file are blank.
    pub(crate) fn rows(&self, is_end: bool) -> impl Iterator<Item = Taken<'_, S>> {
        let rows = self.0.rows();
        rows.map(move |(line, raw, (judged, member))| Taken {
            line,
            raw: Some(raw),
            judged: judged.clone().filter(|_| !is_end),
            member: *member,
            is_hollow: true,
        })
    }
}
