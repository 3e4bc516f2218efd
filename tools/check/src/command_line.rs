mod order;

use std::env;
use std::io::{self, Write};

use clap::Parser;
use clap::error::ErrorKind;

use crate::args::{Command, CommandLine, command};
use crate::wrong_arguments::explain;

/// Why there is nothing to run.
pub(crate) enum Stop {
    /// The help or the version was asked for.
    Shown,
    Refused(String),
}

/// What is asked for.
pub(crate) fn parse() -> Result<Command, Stop> {
    let line = order::operation_first(&command(), env::args_os().collect());
    let line = CommandLine::try_parse_from(line).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Whoever closed standard output does not want it.
            let _ = write!(io::stdout(), "{error}");
            Stop::Shown
        }
        _ => Stop::Refused(explain(&error)),
    })?;
    match line.command.impossible() {
        Some(reason) => Err(Stop::Refused(format!("{reason}; see --help"))),
        None => Ok(line.command),
    }
}
