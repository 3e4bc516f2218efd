use std::fmt;
use std::io;
use std::path::Path;

/// Why the tool could not run to its end.
pub(crate) enum Failure {
    Input { name: String, reason: String },
    Output(io::Error),
}

impl Failure {
    pub(crate) fn input(path: &Path, reason: impl ToString) -> Self {
        Self::Input {
            name: path.display().to_string(),
            reason: reason.to_string(),
        }
    }

    /// Whether whoever reads the output has gone, which is their right.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
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
            Self::Input { name, reason } => write!(f, "{name}: {reason}"),
            Self::Output(error) => write!(f, "standard output: {error}"),
        }
    }
}
