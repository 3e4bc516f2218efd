mod page;
mod pairs;
mod samples;
mod shown;
mod strip;

use std::io::{self, Write};

use salesive_schema::Service;
use salesive_schema::preflight::Verdict;

use super::output::{End, PlacedRecord, PreflightOutput};
use pairs::Pairs;
use samples::Samples;
use strip::Strip;

/// One page for people, which needs nothing but itself. What is kept for it is bounded, whatever the
/// files hold.
pub(crate) struct HtmlReport<S: Service, W> {
    out: W,
    asked: Asked,
    strip: Strip<S::Rule>,
    samples: Samples<S::Rule>,
    pairs: Pairs,
}

#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// Whether records are shown, which can hold personal data.
    pub(crate) snippets: bool,
    /// Whether advisories reject.
    pub(crate) strict: bool,
}

impl<S: Service, W: Write> HtmlReport<S, W> {
    pub(crate) const fn new(out: W, asked: Asked) -> Self {
        Self {
            out,
            asked,
            strip: Strip::new(),
            samples: Samples::new(),
            pairs: Pairs::new(),
        }
    }
}

impl<S: Service, W: Write> PreflightOutput<S> for HtmlReport<S, W> {
    fn record(&mut self, row: &PlacedRecord<'_, S>) -> io::Result<()> {
        let causes = row.causes();
        let is_stopped = row.judged.verdict() != Verdict::Accepted;
        self.strip.add(row.line.number(), is_stopped, &causes);
        self.samples.add(row, &causes, self.asked.snippets);
        self.pairs.add(row);
        Ok(())
    }

    fn finish(&mut self, end: &End<'_, S>) -> io::Result<()> {
        let page = page::draw(self, end);
        self.out.write_all(page.into_string().as_bytes())?;
        self.out.flush()
    }
}
