use std::io::{self, Write};
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Parser, ValueEnum};

const AFTER_HELP: &str = "\
Exit status:
  0  every request was accepted (every reply: updated)
  1  some were not
  2  could not run: bad arguments, a file that cannot be read";

/// Checks requests and replies of the update-customer operation.
///
/// A request document is the request body itself. A reply document is `{"http_status": 404,
/// "body": "…"}` with the body as the text that was received; a body given as a JSON object is
/// taken as its text.
#[derive(Parser)]
#[command(name = "salesive-check", version, after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Whose operation: Salesive `PUT /customers/{id}` or MicroBase `customer.update`
    pub(crate) service: Service,

    /// What the files hold
    pub(crate) content: Content,

    /// .json: one document; .ndjson, .jsonl: one a line; - or none: standard input, one a line
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// For people, or one JSON object a document
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// Reject requests that raise an advisory too; no effect on replies
    #[arg(long)]
    pub(crate) strict: bool,

    /// Whether text reports show the input, which can hold personal data
    #[arg(long, value_enum, default_value_t = Snippets::Auto)]
    pub(crate) snippets: Snippets,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Service {
    Salesive,
    Microbase,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Content {
    /// Request documents, to be judged
    Request,
    /// Reply documents, to be decoded
    Reply,
    /// Exchanges recorded with MicroBase, to be answered by the executable model
    Replay,
}

/// What a document is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Message {
    Request,
    Reply,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Snippets {
    /// Only on a terminal
    Auto,
    Always,
    Never,
}

/// Why there is nothing to run.
pub(crate) enum Stop {
    /// The help or the version was asked for.
    Shown,
    Refused(String),
}

pub(crate) fn parse() -> Result<Args, Stop> {
    Args::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Whoever closed standard output does not want it.
            let _ = write!(io::stdout(), "{error}");
            Stop::Shown
        }
        _ => Stop::Refused(in_one_line(&error.to_string())),
    })
}

/// The first paragraph says what is wrong, the others how to get help.
fn in_one_line(message: &str) -> String {
    let reason = message.split("\n\n").next().unwrap_or_default();
    let reason = reason.strip_prefix("error: ").unwrap_or(reason);
    let words: Vec<_> = reason.split_whitespace().collect();
    format!("{}; see --help", words.join(" "))
}
