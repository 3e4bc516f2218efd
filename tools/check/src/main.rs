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
mod reply;
mod request;
mod snippet;
mod tally;
mod text;
mod verdict;

use std::io::{self, Write};
use std::process::ExitCode;

use args::{Args, Message};
use failure::Failure;
use tally::Tally;

fn main() -> ExitCode {
    let args = match args::parse() {
        Ok(args) => args,
        Err(args::Stop::Shown) => return ExitCode::SUCCESS,
        Err(args::Stop::Refused(reason)) => return give_up(&reason),
    };
    let mut tally = Tally::new(args.message, args.strict);
    match run(args, &mut tally) {
        Err(failure) if !failure.is_closed_pipe() => give_up(&failure),
        _ if tally.all_passed() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn run(args: Args, tally: &mut Tally) -> Result<(), Failure> {
    // Every file is looked at before the first document is judged.
    let inputs = input::inputs(&args.files)?;
    let mut output = output::open(&args);
    for input in inputs {
        let mut documents = input.open()?;
        while let Some(document) = documents.next()? {
            let judged = match args.message {
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

fn give_up(reason: &dyn std::fmt::Display) -> ExitCode {
    let line = snippet::printable(&format!("salesive-check: {reason}"));
    // With standard error closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{line}");
    ExitCode::from(2)
}
