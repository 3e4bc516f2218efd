use std::fmt;
use std::io;
use std::path::Path;

use crate::input::shown;

/// Why the tool could not run to its end.
pub(crate) enum Failure {
    File(BadFile),
    Output(io::Error),
}

/// A file that cannot be used, or not to its end.
pub(crate) struct BadFile {
    /// As it was given.
    pub(crate) name: String,
    pub(crate) reason: String,
}

impl Failure {
    pub(crate) fn file(path: &Path, reason: impl ToString) -> Self {
        BadFile::new(path, reason).into()
    }

    /// Whether whoever reads the output has gone, which is their right.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl BadFile {
    pub(crate) fn new(path: &Path, reason: impl ToString) -> Self {
        Self {
            name: path.display().to_string(),
            reason: reason.to_string(),
        }
    }
}

impl From<BadFile> for Failure {
    fn from(bad: BadFile) -> Self {
        Self::File(bad)
    }
}

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", shown(&self.name), self.reason)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(bad) => bad.fmt(f),
            Self::Output(error) => write!(f, "standard output: {error}"),
        }
    }
}
