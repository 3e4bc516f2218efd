mod documents;

use std::io;

use salesive_schema::report::Kind;
use salesive_terminal::printable;

use crate::failure::BadFile;
use crate::findings::LocatedFinding;
pub(crate) use documents::{ProblemsOfDocuments, descriptors};

/// What takes problems of documents or records in their order.
pub(crate) trait ProblemLog {
    /// Adds a problem; `omitted` more of its document are not listed.
    fn problem(&mut self, problem: &Problem<'_>, omitted: usize) -> io::Result<()>;

    fn finish(&mut self, end: &LogEnd<'_>) -> io::Result<()>;
}

/// What there is to say at the end.
pub(crate) struct LogEnd<'a> {
    pub(crate) notes: &'a [&'static str],
    pub(crate) failures: &'a [BadFile],
    /// What was counted, as a JSON object.
    pub(crate) summary: &'a str,
    /// The same for people, in one line.
    pub(crate) total: &'a str,
}

/// What is wrong at a place.
pub(crate) struct Problem<'a> {
    pub(crate) rule: &'static str,
    pub(crate) kind: Kind,
    pub(crate) message: String,
    pub(crate) at: Place<'a>,
    pub(crate) other: Option<Place<'a>>,
}

/// A place in a file.
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: u64,
    pub(crate) column: Option<usize>,
    pub(crate) pointer: Option<String>,
}

impl<'a> Problem<'a> {
    /// A finding at a place of which the finding knows the pointer.
    pub(crate) fn of(finding: &'a LocatedFinding, at: Place<'a>) -> Self {
        let other = finding.other.as_ref();
        Self {
            rule: finding.description.rule,
            kind: finding.description.kind,
            message: message(finding, at.file),
            at: Place {
                pointer: Some(finding.description.pointer.to_string()),
                ..at
            },
            other: other.map(|other| Place::line(&other.source, other.line)),
        }
    }
}

impl<'a> Place<'a> {
    pub(crate) const fn line(file: &'a str, line: u64) -> Self {
        Self {
            file,
            line,
            column: None,
            pointer: None,
        }
    }
}

/// For a problem in this file.
fn message(problem: &LocatedFinding, file: &str) -> String {
    let description = &problem.description;
    let mut message = description.sentence.to_owned();
    if let Some(found) = description.found {
        message += &format!(" Found: {found}.");
    }
    if let Some(suggestion) = description.suggestion {
        message += &format!(" Suggestion: {suggestion}.");
    }
    if let Some(other) = &problem.other {
        message += &match &*other.source {
            _ if other.is_known => format!(" See line {} of the known customers.", other.line),
            source if source == file => format!(" See line {}.", other.line),
            source => format!(" See line {} of {}.", other.line, printable(source)),
        };
    }
    message
}
