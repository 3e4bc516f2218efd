use std::collections::{BTreeMap, BTreeSet};

use salesive_schema::Service;
use salesive_schema::preflight::{Cause, Tally};
use salesive_schema::report::CatalogueRule;

use super::shown::{Short, sentence};
use crate::findings::LocatedFinding;
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
        let text = row.line.text().unwrap_or_default();
        let excerpt = |span| with_excerpt.then(|| Snippet::new(text, &span));
        let findings = row.findings();
        for cause in causes {
            let samples = self.0.entry(*cause).or_default();
            if samples.len() == Tally::SAMPLES {
                continue;
            }
            let mut found = findings.listed.iter();
            let sample = match cause {
                Cause::TooLarge => Sample::default(),
                Cause::Malformed => row.malformed().map_or_else(Sample::default, |malformed| {
                    // The text of a row is not the one in which a place is counted.
                    let offset = row.judged.malformed().map_or(0, |it| it.offset());
                    let offset = malformed.column.map_or(0, |_| offset);
                    Sample {
                        column: malformed.column,
                        what: sentence(malformed.sentence),
                        other: None,
                        excerpt: excerpt(offset..offset),
                    }
                }),
                Cause::Update(_) | Cause::File(_) => {
                    match found.find(|it| it.description.rule == cause.id()) {
                        Some(finding) => Sample {
                            excerpt: excerpt(finding.span.clone()),
                            ..Sample::of(finding, row.files.are_many())
                        },
                        None => Sample {
                            what: "not among the findings that are listed of this record".into(),
                            excerpt: excerpt(0..0),
                            ..Sample::default()
                        },
                    }
                }
            };
            samples.insert(row.line.number(), sample);
        }
    }
}

impl Sample {
    fn of(finding: &LocatedFinding, are_many: bool) -> Self {
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
