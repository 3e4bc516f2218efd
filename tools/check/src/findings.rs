use std::ops::Range;

use salesive_schema::report::{CatalogueRule, Description, Kind, Location};
use salesive_schema::{Finding, Report};
use serde::Serialize;

/// What a report lists, no longer tied to a service.
#[derive(Default)]
pub(crate) struct LocatedFindings {
    /// In document order.
    pub(crate) listed: Vec<LocatedFinding>,
    pub(crate) omitted: usize,
}

/// A line of an input.
#[derive(Clone, Serialize)]
pub(crate) struct OtherLine {
    pub(crate) source: String,
    pub(crate) line: u64,
    #[serde(skip)]
    pub(crate) is_known: bool,
}

/// A violation, advisory or discrepancy, and its place.
#[derive(Serialize)]
pub(crate) struct LocatedFinding {
    #[serde(flatten)]
    pub(crate) description: Description,
    pub(crate) line: usize,
    /// `None` in a table, where the pointer says which column it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<usize>,
    /// The record or known customer that this one does not go with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) other: Option<OtherLine>,
    #[serde(skip)]
    pub(crate) span: Range<usize>,
}

impl LocatedFindings {
    /// `text` is what was judged; it begins on `first_line` of what its reader sees.
    pub(crate) fn new<R: CatalogueRule>(
        report: &Report<R>,
        text: &[u8],
        first_line: usize,
    ) -> Self {
        if report.is_empty() {
            return Self::default();
        }
        let listed = report
            .locate(text)
            .map(|(finding, location)| LocatedFinding::new(finding, location, first_line))
            .collect();
        Self {
            listed,
            omitted: report.omitted(),
        }
    }

    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &LocatedFinding> {
        self.listed
            .iter()
            .filter(move |it| it.description.kind == kind)
    }
}

impl LocatedFinding {
    fn new<R: CatalogueRule>(
        finding: &Finding<R>,
        location: Option<Location>,
        first_line: usize,
    ) -> Self {
        let (line, column, span) =
            location.map_or((1, 1, 0..0), |at| (at.line, at.column, at.span));
        Self {
            description: finding.describe(),
            line: first_line - 1 + line,
            column: Some(column),
            other: None,
            span,
        }
    }
}
