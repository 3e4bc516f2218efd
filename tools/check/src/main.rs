//! Checks update-customer requests and replies of Salesive and MicroBase from the command line.
#![forbid(unsafe_code)]

mod args;
mod catalogue;
mod check;
mod command_line;
mod conflicts;
mod destination;
mod documents;
mod explain;
mod failure;
mod findings;
mod form;
mod github;
mod input;
mod json;
mod judged_document;
mod malformed;
mod manual;
mod output;
mod preflight;
mod problems;
mod progress;
mod reader;
mod replacement;
mod replay;
mod reply;
mod reply_document;
mod request;
mod sarif;
mod snippet;
mod sources;
mod start;
mod text;
mod totals;
mod wrong_arguments;

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use args::{Command, Message, MicrobaseOperation, Operation, ServiceName};
use command_line::Stop;
use failure::{COULD_NOT_RUN, Failure, tell};

fn main() -> ExitCode {
    let command = match command_line::parse() {
        Ok(command) => command,
        Err(Stop::Shown) => return ExitCode::SUCCESS,
        Err(Stop::Refused(reason)) => return give_up(&reason),
    };
    match run(&command) {
        Ok(status) => status,
        Err(failure) if !failure.is_closed_pipe() => give_up(&failure.in_report(command.output())),
        // What other documents are, nobody knows then; nothing else could have failed.
        Err(_) if command.judges() => ExitCode::FAILURE,
        Err(_) => ExitCode::SUCCESS,
    }
}

fn run(command: &Command) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    match command {
        Command::Salesive(operation) => return operate(ServiceName::Salesive, operation),
        Command::Microbase(MicrobaseOperation::OfBoth(operation)) => {
            return operate(ServiceName::Microbase, operation);
        }
        Command::Microbase(MicrobaseOperation::Replay(asked)) => return replay::run(asked),
        Command::Explain { rule } => explain::explain(rule, &mut out)?,
        Command::Rules { format } => explain::list(*format, &mut out)?,
        Command::Schema { service, message } => {
            out.write_all(service.schema(*message).as_bytes())?;
        }
        Command::Completions { shell } => manual::completions(*shell, &mut out)?,
        Command::Man { directory } => manual::man_pages(directory)?,
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn operate(service: ServiceName, operation: &Operation) -> Result<ExitCode, Failure> {
    match operation {
        Operation::Request(asked) => check::run(service, asked, Message::Request),
        Operation::Reply(asked) => check::run(service, asked, Message::Reply),
        Operation::Preflight(asked) => preflight::run(service, asked),
    }
}

fn give_up(reason: &dyn Display) -> ExitCode {
    tell(reason);
    COULD_NOT_RUN.into()
}
