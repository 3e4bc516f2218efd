use std::fmt::{self, Display};
use std::io;
use std::path::Path;

use serde::Serialize;

/// A file that cannot be used, or not to its end.
#[derive(Serialize)]
pub(crate) struct BadFile {
    /// As it was given.
    #[serde(rename = "file")]
    pub(crate) name: String,
    pub(crate) reason: String,
}

impl BadFile {
    pub(crate) fn new(path: &Path, reason: impl ToString) -> Self {
        Self {
            name: path.display().to_string(),
            reason: reason.to_string(),
        }
    }
}

impl Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.reason)
    }
}

/// Why the tool could not run to its end.
pub(crate) enum Failure {
    File(BadFile),
    Output(io::Error),
}

impl Failure {
    /// Whether whoever reads the output has gone, which is their right.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// What to tell, if the report is written to this file, or else to standard output.
    pub(crate) fn in_report(self, output: Option<&Path>) -> BadFile {
        let output = output.unwrap_or(Path::new("standard output"));
        match self {
            Self::File(bad) => bad,
            Self::Output(error) => BadFile::new(output, error),
        }
    }
}

impl From<BadFile> for Failure {
    fn from(bad: BadFile) -> Self {
        Self::File(bad)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// The exit status after a failure.
pub(crate) const COULD_NOT_RUN: u8 = 2;

/// Says on standard error what went wrong.
pub(crate) fn tell(reason: &dyn Display) {
    salesive_terminal::tell(env!("CARGO_PKG_NAME"), reason);
}
