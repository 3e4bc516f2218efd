use std::path::PathBuf;
use std::str::FromStr;

use salesive_schema::preflight::csv::{CsvOptions, Delimiter};

use super::input::{InputArgs, form};
use super::output::{Format, OUTPUT, OutputArgs, formats};
use crate::form::Form;

/// The name of the column that says why a row was rejected; it is none of an update.
pub(crate) const REASONS: &str = "reasons";

#[derive(clap::Args)]
pub(crate) struct PreflightArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// Read all as this; without it, .ndjson and .jsonl files and standard input hold one record a
    /// line, and .csv files one a row, below a header row
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

    /// Say why in the last column of rejected CSV, or in FILE.reasons.ndjson
    #[arg(long)]
    pub(crate) reasons: bool,

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

    /// What the report is
    #[arg(long, help_heading = OUTPUT, default_value = "text", value_parser = formats(&["text", "json", "sarif", "github", "html"]))]
    pub(crate) format: Format,

    #[command(flatten)]
    pub(crate) output: OutputArgs,
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
            .tag_separator(self.tag_separator)
            .ignore_column(REASONS);
        let ignored = self.ignored_columns.iter();
        let options = ignored.fold(options, |options, name| options.ignore_column(&**name));
        match self.delimiter {
            Some(delimiter) => options.delimiter(delimiter),
            None => options,
        }
    }
}

fn null(text: &str) -> Result<String, &'static str> {
    match text {
        "" => Err("an empty cell is left out, so it cannot mean null"),
        _ => Ok(text.to_owned()),
    }
}
