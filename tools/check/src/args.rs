mod order;

use std::env;
use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use salesive_schema::preflight::csv::{CsvOptions, Delimiter};

use crate::input::Form;

use crate::wrong_arguments::explain;

const AFTER_HELP: &str = "\
Exit status:
  0  every request was accepted (every reply: updated)
  1  some were not (preflight: or not all could be judged)
  2  could not run: bad arguments, a file that cannot be read (preflight: the others are judged)
     or copied";

const COMMON: &str = "Options of every operation";

/// Checks requests and replies of the update-customer operation.
///
/// A request document is the request body itself. A reply document is `{"http_status": 404,
/// "body": "…"}` with the body as the text that was received; a body given as a JSON object is
/// taken as its text.
#[derive(Parser)]
#[command(
    name = "salesive-check",
    version,
    propagate_version = true,
    after_help = AFTER_HELP,
    arg_required_else_help = false,
    disable_help_subcommand = true,
    subcommand_value_name = "OPERATION",
    subcommand_help_heading = "Operations"
)]
pub(crate) struct Args {
    /// Whose operation: Salesive `PUT /customers/{id}` or MicroBase `customer.update`
    pub(crate) service: ServiceName,

    #[command(subcommand)]
    pub(crate) operation: Operation,

    /// For people, or one JSON object a document
    #[arg(long, global = true, help_heading = COMMON, default_value_t = Format::Text, value_enum)]
    pub(crate) format: Format,

    /// List every problem: in the text of a preflight too, and in SARIF beyond the worst 5,000
    #[arg(long, global = true, help_heading = COMMON)]
    pub(crate) all: bool,

    /// Reject requests that raise an advisory too; no effect on replies
    #[arg(long, global = true, help_heading = COMMON)]
    pub(crate) strict: bool,

    /// Whether text reports show the input, which can hold personal data
    #[arg(long, global = true, help_heading = COMMON, default_value_t = Snippets::Auto, value_enum)]
    pub(crate) snippets: Snippets,
}

#[derive(Subcommand)]
pub(crate) enum Operation {
    /// Judge request documents
    Request(DocumentArgs),
    /// Decode reply documents
    Reply(DocumentArgs),
    /// Have the executable model answer exchanges recorded with MicroBase
    Replay(DocumentArgs),
    /// Judge whole files of updates with an id each, before the first one is sent
    Preflight(PreflightArgs),
}

#[derive(clap::Args)]
pub(crate) struct DocumentArgs {
    /// .json: one document; .ndjson, .jsonl: one a line; - or none: standard input, one a line
    /// unless --input-format is given
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Read all files, and standard input, as this, whatever their extension
    #[arg(long, value_name = "FORMAT", value_parser = form(&["ndjson", "json"]))]
    pub(crate) input_format: Option<Form>,

    /// Longest document, in bytes; 1 MiB if not given
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_record: Option<usize>,
}

impl DocumentArgs {
    pub(crate) fn max_record(&self) -> usize {
        self.max_record.unwrap_or(1 << 20)
    }
}

#[derive(clap::Args)]
pub(crate) struct PreflightArgs {
    /// .ndjson, .jsonl: one record a line; .csv: one a row, with a header row; - or none: standard
    /// input, one a line unless --input-format is given
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Read all files, and standard input, as this, whatever their extension
    #[arg(long, value_name = "FORMAT", value_parser = form(&["csv", "ndjson"]))]
    pub(crate) input_format: Option<Form>,

    /// All customers of the store, as the service replies them, one JSON object a line
    #[arg(long, value_name = "FILE")]
    pub(crate) known: Option<PathBuf>,

    /// Write the records that can be sent to this file, byte for byte
    #[arg(long, value_name = "FILE")]
    pub(crate) accepted: Option<PathBuf>,

    /// Write the other records to this file, byte for byte
    #[arg(long, value_name = "FILE")]
    pub(crate) rejected: Option<PathBuf>,

    /// Stop once so many records are not accepted
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_errors: Option<u64>,

    /// Judge on so many threads; as many as there are processors if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,

    /// Longest record, or line of known customers, in bytes; 1 MiB if not given
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_record: Option<usize>,

    /// Customers that are told apart; 10,000,000 if not given, at most 305 bytes each, 480 if known
    #[arg(long, value_name = "N")]
    pub(crate) max_customers: Option<usize>,

    #[command(flatten)]
    pub(crate) table: TableArgs,
}

#[derive(clap::Args)]
#[command(next_help_heading = "How CSV is read")]
pub(crate) struct TableArgs {
    /// What stands between the cells, `tab` for one; a comma if not given, or what a first row such
    /// as `sep=;` names
    #[arg(long, value_name = "CHARACTER", value_parser = Delimiter::from_str)]
    pub(crate) delimiter: Option<Delimiter>,

    /// A column of that name is none of an update; can be given again
    #[arg(long = "ignore-column", value_name = "NAME")]
    pub(crate) ignored_columns: Vec<String>,

    /// The cell that means null; an empty cell is left out
    #[arg(long, value_name = "TEXT", default_value = "NULL", value_parser = null)]
    pub(crate) null: String,

    /// What stands between the tags in a cell
    #[arg(long, value_name = "CHARACTER", default_value_t = ';')]
    pub(crate) tag_separator: char,
}

impl TableArgs {
    pub(crate) fn options(&self) -> CsvOptions {
        let options = CsvOptions::new()
            .null(&*self.null)
            .tag_separator(self.tag_separator);
        let ignored = self.ignored_columns.iter();
        let options = ignored.fold(options, |options, name| options.ignore_column(&**name));
        match self.delimiter {
            Some(delimiter) => options.delimiter(delimiter),
            None => options,
        }
    }
}

fn form(names: &[&'static str]) -> impl TypedValueParser<Value = Form> + use<> {
    PossibleValuesParser::new(names.iter().copied()).try_map(|name| Form::from_str(&name, true))
}

fn null(text: &str) -> Result<String, &'static str> {
    match text {
        "" => Err("an empty cell is left out, so it cannot mean null"),
        _ => Ok(text.to_owned()),
    }
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum ServiceName {
    Salesive,
    Microbase,
}

/// What a document is.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Message {
    Request,
    Reply,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
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
    let line = order::operation_first(&Args::command(), env::args_os().collect());
    let args = Args::try_parse_from(line).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // Whoever closed standard output does not want it.
            let _ = write!(io::stdout(), "{error}");
            Stop::Shown
        }
        _ => Stop::Refused(explain(&error)),
    })?;
    let reason = match args.operation {
        Operation::Replay(_) if args.service == ServiceName::Salesive => {
            "only exchanges with microbase can be replayed; see --help"
        }
        Operation::Preflight(_) => return Ok(args),
        _ if args.all && args.format != Format::Sarif => {
            "--all is an option of preflight, and of --format sarif; see --help"
        }
        Operation::Replay(_) if args.format == Format::Sarif => {
            "a replay finds no problems, so there is nothing to report as sarif; see --help"
        }
        _ => return Ok(args),
    };
    Err(Stop::Refused(reason.to_owned()))
}
