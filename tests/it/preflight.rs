//! Whole files of updates, judged before the first one is sent.

mod addresses;
mod catalogue;
mod chunks;
mod csv;
mod draw;
mod files;
mod ids;
mod leak;
mod limits;
mod model;
mod parts;

use std::ops::Range;

use salesive_schema::Service;
use salesive_schema::preflight::{FileOptions, Index, Lines, Other, Record, Session, Summary};

/// What a file gives: one row a record, and the summary.
pub(crate) type Outcome<S> = (Vec<Row>, Summary<S>);

/// A record as far as two of them can be compared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) number: u64,
    pub(crate) line: u64,
    pub(crate) range: Range<u64>,
    pub(crate) verdict: &'static str,
    /// Pointer, rule, and the other side if there is one.
    pub(crate) findings: Vec<String>,
}

pub(crate) fn options() -> FileOptions {
    FileOptions::new([7; 16])
}

pub(crate) fn row<S: Service>(record: &Record<'_, S>) -> Row {
    let judged = &record.judged;
    let findings = judged
        .report()
        .into_iter()
        .flat_map(|report| report.findings());
    let findings = findings.map(|finding| format!("{} {}", finding.pointer(), finding.rule()));
    let problems = judged.problems().iter().map(|problem| {
        let other = match problem.other() {
            Some(Other::Record { line }) => format!(" record {line}"),
            Some(Other::Known { line }) => format!(" known {line}"),
            _ => String::new(),
        };
        format!("{} {}{other}", problem.pointer(), problem.rule())
    });
    Row {
        number: record.number,
        line: record.line.number(),
        range: record.line.range().clone(),
        verdict: judged.verdict().name(),
        findings: findings.chain(problems).collect(),
    }
}

/// Checks a file that comes in these chunks.
pub(crate) fn check<'c, S: Service>(
    chunks: impl IntoIterator<Item = &'c [u8]>,
    known: Option<&[u8]>,
    options: &FileOptions,
) -> Outcome<S> {
    let mut rows = Vec::new();
    let mut session = Session::<S>::with_index(index(known, options));
    for chunk in chunks {
        session.feed(chunk, |record| rows.push(row(&record)));
    }
    let summary = session.finish(|record| rows.push(row(&record)));
    (rows, summary)
}

pub(crate) fn index<S: Service>(known: Option<&[u8]>, options: &FileOptions) -> Index<S> {
    let Some(known) = known else {
        return Index::new(options);
    };
    let mut index = Index::of_known(options);
    let mut lines = Lines::new(1 << 20);
    lines.feed(known, |line| {
        let customer = S::customer_from_json(line.text().unwrap()).unwrap();
        index.know(line.number(), &customer).unwrap();
    });
    index
}
