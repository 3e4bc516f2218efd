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
use std::process::ExitCode;

use args::{Args, Content, Format, Message, Service};
use failure::Failure;
use tally::Tally;

fn main() -> ExitCode {
    let args = match args::parse() {
        Ok(args) => args,
        Err(args::Stop::Shown) => return ExitCode::SUCCESS,
        Err(args::Stop::Refused(reason)) => return give_up(&reason),
    };
    let asked_for = args.preflight.is_asked_for() || args.format == Format::Sarif;
    if asked_for && args.content != Content::Preflight {
        return give_up(&"an option that only preflight has; see --help");
    }
    let message = match (args.content, args.service) {
        (Content::Request, _) => Message::Request,
        (Content::Reply, _) => Message::Reply,
        (Content::Preflight, _) => return preflight(&args),
        (Content::Replay, Service::Microbase) => return replay(&args),
        (Content::Replay, Service::Salesive) => {
            return give_up(&"only exchanges with microbase can be replayed; see --help");
        }
    };
    let mut tally = Tally::new(message, args.strict);
    match check(&args, message, &mut tally) {
        Err(failure) if !failure.is_closed_pipe() => give_up(&failure),
        Ok(()) if tally.all_passed() => ExitCode::SUCCESS,
        // After a closed pipe nobody knows whether the rest would have passed.
        _ => ExitCode::FAILURE,
    }
}

fn check(args: &Args, message: Message, tally: &mut Tally) -> Result<(), Failure> {
    // Every file is looked at before the first document is judged.
    let inputs = input::inputs(&args.files)?;
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
    Ok(output.finish(tally)?)
}

fn preflight(args: &Args) -> ExitCode {
    match preflight::run(args) {
        Err(failure) if !failure.is_closed_pipe() => give_up(&failure),
        Ok(status) => status,
        Err(_) => ExitCode::FAILURE,
    }
}

fn replay(args: &Args) -> ExitCode {
    match replay::run(args) {
        Err(failure) if !failure.is_closed_pipe() => give_up(&failure),
        _ => ExitCode::SUCCESS,
    }
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
