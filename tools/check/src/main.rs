//! Checks update-customer requests and replies of Salesive and MicroBase from the command line.
#![forbid(unsafe_code)]

mod args;
mod exchange;
mod failure;
mod findings;
mod input;
mod json;
mod judged;
mod malformed;
mod output;
mod preflight;
mod replay;
mod reply;
mod request;
mod snippet;
mod tally;
mod text;
mod verdict;

use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use args::{Args, Message, Operation};
use failure::Failure;
use tally::Tally;

fn main() -> ExitCode {
    let args = match args::parse() {
        Ok(args) => args,
        Err(args::Stop::Shown) => return ExitCode::SUCCESS,
        Err(args::Stop::Refused(reason)) => return give_up(&reason),
    };
    let ended = match &args.operation {
        Operation::Request(asked) => check(&args, &asked.files, Message::Request),
        Operation::Reply(asked) => check(&args, &asked.files, Message::Reply),
        Operation::Replay(asked) => replay::run(&asked.files),
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

fn check(args: &Args, files: &[PathBuf], message: Message) -> Result<ExitCode, Failure> {
    // Every file is looked at before the first document is judged.
    let inputs = input::inputs(files)?;
    let mut tally = Tally::new(message, args.strict);
    let mut output = output::open(args, message);
    for input in inputs {
        let mut documents = input.open()?;
        while let Some(document) = documents.next()? {
            let judged = match message {
                Message::Request => request::judge(args.service, &document, args.strict),
                Message::Reply => reply::judge(args.service, &document),
            };
            tally.add(&judged);
            output.document(&document, &judged)?;
        }
        tally.blank_lines += documents.blank_lines();
    }
    output.finish(&tally)?;
    Ok(if tally.all_passed() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The exit status after a failure.
const COULD_NOT_RUN: u8 = 2;

fn give_up(reason: &dyn Display) -> ExitCode {
    tell(reason);
    COULD_NOT_RUN.into()
}

/// Says on standard error what went wrong.
fn tell(reason: &dyn Display) {
    let line = snippet::printable(&format!("salesive-check: {reason}"));
    // With standard error closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{line}");
}
