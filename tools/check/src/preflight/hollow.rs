use salesive_schema::Service;
use salesive_schema::preflight::{Judged, Line};

use super::block::Taken;

/// Rows of nothing but delimiters, and blank lines between them, kept back until what comes next
/// shows whether they end their file: spreadsheets write them below the last row. Equal ones are
/// kept as one.
pub(crate) struct HollowRows<S: Service> {
    /// The number of the file that they are in.
    file: usize,
    kept: Vec<EqualRows<S>>,
}

/// Rows that follow each other, with all there is to say about each.
pub(crate) struct EqualRows<S: Service> {
    first: u64,
    start: u64,
    rows: u64,
    raw: Vec<u8>,
    /// How much of that is no line end.
    text: usize,
    judged: Option<Judged<S>>,
    member: Option<&'static str>,
}

/// Where more of them differ, they are taken for records.
const MOST: usize = 1 << 10;

impl<S: Service> HollowRows<S> {
    pub(crate) const fn new() -> Self {
        Self {
            file: 0,
            kept: Vec::new(),
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Keeps a line of the file with this number, unless it is a record that is not hollow or has to
    /// come after those that are kept.
    pub(crate) fn keeps(&mut self, taken: &Taken<'_, S>, file: usize) -> bool {
        let belongs = self.file == file && self.kept.len() < MOST;
        let is_kept = if self.kept.is_empty() {
            taken.is_hollow
        } else {
            belongs && (taken.is_hollow || taken.judged.is_none())
        };
        let Some((raw, text)) = taken.raw.zip(taken.line.text()).filter(|_| is_kept) else {
            return false;
        };
        self.file = file;
        match self.kept.last_mut() {
            Some(last) if last.raw == raw => last.rows += 1,
            _ => self.kept.push(EqualRows {
                first: taken.line.number(),
                start: taken.line.range().start,
                rows: 1,
                raw: raw.to_vec(),
                text: text.len(),
                judged: taken.judged.clone(),
                member: taken.member,
            }),
        }
        true
    }

    /// What is kept, and whether it ends its file, because a line of the file with this number is next.
    pub(crate) fn take(&mut self, next: Option<usize>) -> (Vec<EqualRows<S>>, bool) {
        (std::mem::take(&mut self.kept), next != Some(self.file))
    }
}

impl<S: Service> EqualRows<S> {
    pub(crate) fn lines(&self, is_end: bool) -> impl Iterator<Item = Taken<'_, S>> {
        let length = self.raw.len() as u64;
        (0..self.rows).map(move |nth| {
            let start = self.start + nth * length;
            let range = start..start + length;
            Taken {
                line: Line::new(self.first + nth, range, self.raw.get(..self.text)),
                raw: Some(&self.raw),
                judged: self.judged.clone().filter(|_| !is_end),
                member: self.member,
                is_hollow: true,
            }
        })
    }
}
