use std::collections::{BTreeMap, BTreeSet};

use salesive_schema::Service;
use salesive_schema::preflight::{Cause, Tally};
use salesive_schema::report::CatalogueRule;

use super::shown::{Short, sentence};
use crate::findings::{LocatedFinding, LocatedFindings};
use crate::preflight::output::PlacedRecord;
use crate::snippet::Snippet;
use crate::text::{help, label};

/// What there is to say of the first records that have a cause, by their lines.
pub(super) struct Samples<R>(BTreeMap<Cause<R>, BTreeMap<u64, Sample>>);

#[derive(Default)]
pub(super) struct Sample {
    /// In the line; a row of CSV has none.
    pub(super) column: Option<usize>,
    /// Why the record cannot be read, or what stands where.
    pub(super) what: String,
    /// The other side, if it takes two.
    pub(super) other: Option<String>,
    pub(super) excerpt: Option<Snippet>,
}

impl<R: CatalogueRule> Samples<R> {
    pub(super) const fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) fn of(&self, cause: Cause<R>, line: u64) -> Option<&Sample> {
        self.0.get(&cause)?.get(&line)
    }

    pub(super) fn add<S: Service<Rule = R>>(
        &mut self,
        row: &PlacedRecord<'_, S>,
        causes: &BTreeSet<Cause<R>>,
        with_excerpt: bool,
    ) {
        let is_full = |cause: &Cause<R>| {
            let samples = self.0.get(cause);
            samples.is_some_and(|samples| samples.len() == Tally::SAMPLES)
        };
        if causes.iter().all(is_full) {
            return;
        }
        let findings = row.findings();
        for cause in causes {
            let samples = self.0.entry(*cause).or_default();
            if samples.len() < Tally::SAMPLES {
                let sample = Sample::of(*cause, row, &findings, with_excerpt);
                samples.insert(row.line.number(), sample);
            }
        }
    }
}

impl Sample {
    fn of<S: Service>(
        cause: Cause<S::Rule>,
        row: &PlacedRecord<'_, S>,
        findings: &LocatedFindings,
        with_excerpt: bool,
    ) -> Self {
        let mut sample = Self::default();
        let mut span = 0..0;
        let mut listed = findings.listed.iter();
        match cause {
            Cause::TooLarge => {}
            Cause::Malformed => {
                if let Some(malformed) = row.malformed() {
                    // The text of a row is not the one in which a place is counted.
                    let placed = malformed.column.and(row.judged.malformed());
                    let offset = placed.map_or(0, |it| it.offset());
                    span = offset..offset;
                    sample.column = malformed.column;
                    sample.what = sentence(malformed.sentence);
                }
            }
            Cause::Update(_) | Cause::File(_) => {
                match listed.find(|it| it.description.rule == cause.id()) {
                    Some(finding) => {
                        span = finding.span.clone();
                        sample = Self::of_finding(finding, row.files.are_many());
                    }
                    None => sample.what = "not among the findings that are listed".into(),
                }
            }
        }
        let text = row.line.text().filter(|_| with_excerpt);
        sample.excerpt = text.map(|text| Snippet::new(text, &span));
        sample
    }

    fn of_finding(finding: &LocatedFinding, are_many: bool) -> Self {
        let mut what = vec![label(finding)];
        what.retain(|label| label != "in the body");
        what.extend(finding.description.suggestion.map(help));
        let other = finding.other.as_ref().map(|other| match other.line {
            line if are_many || other.is_known => {
                format!("{}:{line}", Short(&other.source).text())
            }
            line => format!("line {line}"),
        });
        Self {
            column: finding.column,
            what: what.join("; "),
            other,
            excerpt: None,
        }
    }
}
