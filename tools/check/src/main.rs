//! Checks update-customer requests and replies of Salesive and MicroBase from the command line.
#![forbid(unsafe_code)]

mod args;
mod check;
mod failure;
mod findings;
mod input;
mod json;
mod judged_document;
mod malformed;
mod output;
mod preflight;
mod reader;
mod replacement;
mod replay;
mod reply;
mod reply_document;
mod request;
mod sarif;
mod snippet;
mod start;
mod text;
mod totals;
mod wrong_arguments;

use std::fmt::Display;
use std::process::ExitCode;

use args::{Message, Operation};
use failure::{COULD_NOT_RUN, tell};

fn main() -> ExitCode {
    let args = match args::parse() {
        Ok(args) => args,
        Err(args::Stop::Shown) => return ExitCode::SUCCESS,
        Err(args::Stop::Refused(reason)) => return give_up(&reason),
    };
    let ended = match &args.operation {
        Operation::Request(asked) => check::run(&args, asked, Message::Request),
        Operation::Reply(asked) => check::run(&args, asked, Message::Reply),
        Operation::Replay(asked) => replay::run(asked),
        Operation::Preflight(asked) => preflight::run(&args, asked),
    };
    match ended {
        Ok(status) => status,
        Err(failure) if !failure.is_closed_pipe() => give_up(&failure),
        // The rest of a replay could not have failed; of other documents nobody knows.
        Err(_) if matches!(args.operation, Operation::Replay(_)) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn give_up(reason: &dyn Display) -> ExitCode {
    tell(reason);
    COULD_NOT_RUN.into()
}
