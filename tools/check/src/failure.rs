use std::fmt::{self, Display};
use std::io;

use crate::input::BadFile;

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

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(bad) => bad.fmt(f),
            Self::Output(error) => write!(f, "standard output: {error}"),
        }
    }
}

/// The exit status after a failure.
pub(crate) const COULD_NOT_RUN: u8 = 2;

/// Says on standard error what went wrong.
pub(crate) fn tell(reason: &dyn Display) {
    salesive_terminal::tell(env!("CARGO_PKG_NAME"), reason);
}
