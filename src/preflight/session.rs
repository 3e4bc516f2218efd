use super::{FileOptions, Index, Judge, Judged, Line, Lines, Summary, Verdict};
use crate::http::incoming::IncomingUpdate;
use crate::service::Service;

/// Checks one file that comes in chunks.
#[derive(Debug)]
pub struct Session<S: Service> {
    lines: Lines,
    judge: Judge<S>,
    ledger: Ledger<S>,
}

/// The part of the work that must be done in the order of the file: the judgement across records,
/// and counting.
#[derive(Debug)]
pub struct Ledger<S: Service> {
    index: Index<S>,
    summary: Summary<S>,
}

/// One record of a file, and all there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record<'t, S: Service> {
    /// The number of the record, from 1; blank lines do not count.
    pub number: u64,
    /// Where it stands, and its text.
    pub line: Line<'t>,
    /// What came out.
    pub judged: Judged<S>,
    /// What it sends, if it is accepted and a [`Ledger`] was handed it.
    pub update: Option<IncomingUpdate<'t, S>>,
}

impl<S: Service> Session<S> {
    /// Checks a file of which nothing else is known.
    pub fn new(options: &FileOptions) -> Self {
        Self::with_index(Index::new(options))
    }

    /// Checks a file with what `index` knows already, by the options of the index.
    pub fn with_index(index: Index<S>) -> Self {
        let judge = Judge::new(index.options());
        Self {
            lines: judge.lines(),
            judge,
            ledger: Ledger::new(index),
        }
    }

    /// Takes the next bytes of the file, and hands out each record that ends in them.
    pub fn feed(&mut self, chunk: &[u8], mut each: impl FnMut(Record<'_, S>)) {
        let Self {
            lines,
            judge,
            ledger,
        } = self;
        lines.feed(chunk, |line| {
            let (judged, update) = judge.read(&line).unzip();
            ledger.admit(line, judged, update.flatten()).map(&mut each);
        });
    }

    /// What was counted so far, and the index as it is now.
    pub const fn ledger(&self) -> &Ledger<S> {
        &self.ledger
    }

    /// Takes a whole file at once: [`feed`](Self::feed) and [`finish`](Self::finish).
    pub fn run(mut self, file: &[u8], mut each: impl FnMut(Record<'_, S>)) -> Summary<S> {
        self.feed(file, &mut each);
        self.finish(each)
    }

    /// Ends the file: the last record comes out, if its line has no end.
    pub fn finish(self, mut each: impl FnMut(Record<'_, S>)) -> Summary<S> {
        let Self {
            mut lines,
            judge,
            mut ledger,
        } = self;
        lines.finish(|line| {
            let (judged, update) = judge.read(&line).unzip();
            ledger.admit(line, judged, update.flatten()).map(&mut each);
        });
        ledger.summary
    }
}

impl<S: Service> Ledger<S> {
    /// A ledger without entries.
    pub const fn new(index: Index<S>) -> Self {
        Self {
            index,
            summary: Summary::new(),
        }
    }

    /// Judges a record against those before it, and counts it. `judged` is what a [`Judge`] made
    /// of the line; nothing comes out of a blank one. `update` comes out if the record is accepted.
    #[inline]
    pub fn admit<'t>(
        &mut self,
        line: Line<'t>,
        mut judged: Option<Judged<S>>,
        update: Option<IncomingUpdate<'t, S>>,
    ) -> Option<Record<'t, S>> {
        if let Some(judged) = &mut judged {
            self.index.admit(line.number(), judged);
        }
        self.summary.add(&line, judged.as_ref());
        self.summary.add_unjudged_from(self.index.unjudged_from());
        let judged = judged?;
        Some(Record {
            number: self.summary.records(),
            line,
            update: update.filter(|_| judged.verdict() == Verdict::Accepted),
            judged,
        })
    }

    /// What was counted so far.
    pub const fn summary(&self) -> &Summary<S> {
        &self.summary
    }

    /// What was counted, and the index as the records leave it.
    pub fn into_parts(self) -> (Summary<S>, Index<S>) {
        (self.summary, self.index)
    }

    /// The index, as the records so far leave it.
    pub const fn index(&self) -> &Index<S> {
        &self.index
    }
}
