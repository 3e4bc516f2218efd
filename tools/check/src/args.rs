mod input;
mod output;
mod preflight;

use std::path::{Path, PathBuf};

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use salesive_schema::schema;

use crate::catalogue::rules;
use crate::form::Form;
pub(crate) use input::InputArgs;
use input::form;
pub(crate) use output::{Format, OutputArgs};
use output::{OUTPUT, formats};
pub(crate) use preflight::{PreflightArgs, REASONS};

const AFTER_HELP: &str = "\
Exit status:
  0  every request was accepted (every reply: updated)
  1  some were not (preflight: or not all could be judged)
  2  could not run: bad arguments, or a file that cannot be read or written (the
     others are judged)";

/// Checks update-customer requests and replies of Salesive and MicroBase.
#[derive(Parser)]
#[command(
    name = "salesive-check",
    version = version(),
    propagate_version = true,
    after_help = AFTER_HELP,
    arg_required_else_help = false,
    disable_help_subcommand = true,
    max_term_width = 80
)]
pub(crate) struct CommandLine {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Documents of Salesive `PUT /customers/{id}`
    #[command(
        subcommand,
        subcommand_value_name = "OPERATION",
        subcommand_help_heading = "Operations",
        arg_required_else_help = false
    )]
    Salesive(Operation),
    /// Documents of MicroBase `customer.update`
    #[command(
        subcommand,
        subcommand_value_name = "OPERATION",
        subcommand_help_heading = "Operations",
        arg_required_else_help = false
    )]
    Microbase(MicrobaseOperation),
    /// Say what a rule wants, what it rests on, and what breaks it
    Explain {
        /// The id of the rule, such as salesive.update.email.format
        rule: String,
    },
    /// List all rules
    Rules {
        /// For people, or one JSON object a line
        #[arg(long, default_value = "text", value_parser = formats(&["text", "json"]))]
        format: Format,
    },
    /// Print the JSON Schema of a service's requests or replies
    Schema {
        service: ServiceName,
        message: Message,
    },
    /// Print what completes command lines in a shell
    Completions { shell: Shell },
    /// Write the manual as man pages to a directory
    Man {
        /// It is made if it is not there
        directory: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum Operation {
    /// Judge request documents
    ///
    /// A document is the body of a request.
    Request(DocumentArgs),
    /// Decode reply documents
    ///
    /// A document is `{"http_status": 404, "body": "…"}` with the body as the text that was
    /// received; a body given as a JSON object is taken as its text.
    Reply(DocumentArgs),
    /// Judge whole files of updates with an id each, before the first one is sent
    Preflight(PreflightArgs),
}

#[derive(Subcommand)]
pub(crate) enum MicrobaseOperation {
    #[command(flatten)]
    OfBoth(Operation),
    /// Have the executable model answer recorded exchanges
    Replay(DocumentArgs),
}

#[derive(clap::Args)]
pub(crate) struct DocumentArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Read all as this; without it, .json files hold one document, and .ndjson and .jsonl files
    /// and standard input hold one a line
    #[arg(long, value_name = "FORMAT", value_parser = form(&["ndjson", "json"]))]
    pub(crate) input_format: Option<Form>,

    /// Longest document, in bytes; 1 MiB if not given
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_record: Option<usize>,

    /// What the report is
    #[arg(long, help_heading = OUTPUT, default_value = "text", value_parser = formats(&["text", "json", "sarif", "github"]))]
    pub(crate) format: Format,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

impl DocumentArgs {
    pub(crate) fn max_record(&self) -> usize {
        self.max_record.unwrap_or(1 << 20)
    }
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum ServiceName {
    Salesive,
    Microbase,
}

/// What a document is.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Message {
    Request,
    Reply,
}

/// The tool's, and that of the rules.
fn version() -> String {
    format!(
        "{}, with the {} rules of salesive-schema {}",
        env!("CARGO_PKG_VERSION"),
        rules().count(),
        salesive_schema::VERSION,
    )
}

/// What can be typed.
pub(crate) fn command() -> clap::Command {
    CommandLine::command()
}

impl ServiceName {
    pub(crate) const fn schema(self, message: Message) -> &'static str {
        match (self, message) {
            (Self::Salesive, Message::Request) => schema::SALESIVE_CUSTOMER_UPDATE,
            (Self::Salesive, Message::Reply) => schema::SALESIVE_CUSTOMER_UPDATE_REPLY,
            (Self::Microbase, Message::Request) => schema::MICROBASE_CUSTOMER_UPDATE,
            (Self::Microbase, Message::Reply) => schema::MICROBASE_CUSTOMER_UPDATE_REPLY,
        }
    }
}

impl Command {
    /// The file that the report is written to, if not standard output.
    pub(crate) fn output(&self) -> Option<&Path> {
        let output = match self {
            Self::Salesive(operation) | Self::Microbase(MicrobaseOperation::OfBoth(operation)) => {
                operation.output()
            }
            Self::Microbase(MicrobaseOperation::Replay(asked)) => &asked.output,
            _ => return None,
        };
        output.output.as_deref()
    }

    /// Whether it says which documents are good.
    pub(crate) const fn judges(&self) -> bool {
        matches!(
            self,
            Self::Salesive(_) | Self::Microbase(MicrobaseOperation::OfBoth(_))
        )
    }

    /// Why options do not go together.
    pub(crate) fn impossible(&self) -> Option<&'static str> {
        let operation = match self {
            Self::Salesive(operation) | Self::Microbase(MicrobaseOperation::OfBoth(operation)) => {
                operation
            }
            Self::Microbase(MicrobaseOperation::Replay(asked)) => return impossible_replay(asked),
            _ => return None,
        };
        let output = operation.output();
        let (format, is_preflight) = match operation {
            Operation::Request(asked) | Operation::Reply(asked) => (asked.format, false),
            Operation::Preflight(asked) => (asked.format, true),
        };
        if output.quiet && format != Format::Text {
            return Some("--quiet leaves the last lines of text; other formats have no such lines");
        }
        if let Operation::Preflight(asked) = operation
            && asked.reasons
            && asked.rejected.is_none()
        {
            return Some("--reasons says why in the file of --rejected, which is not given");
        }
        if output.all && format == Format::Html {
            return Some(
                "--all lists every problem, and a page the first of each; --format json lists all",
            );
        }
        let lists_all = is_preflight || format == Format::Sarif;
        (output.all && !lists_all)
            .then_some("--all is an option of preflight, and of --format sarif")
    }
}

impl Operation {
    const fn output(&self) -> &OutputArgs {
        match self {
            Self::Request(asked) | Self::Reply(asked) => &asked.output,
            Self::Preflight(asked) => &asked.output,
        }
    }
}

fn impossible_replay(asked: &DocumentArgs) -> Option<&'static str> {
    match asked.format {
        Format::Sarif | Format::Github => {
            Some("a replay finds no problems, so there is nothing to report")
        }
        _ if asked.output.all => Some("--all is an option of preflight, and of --format sarif"),
        _ if asked.output.quiet => {
            Some("a replay has nothing but its answers, so --quiet would leave nothing")
        }
        _ => None,
    }
}
