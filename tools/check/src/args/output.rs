use std::path::PathBuf;

use anstyle_query::{clicolor, clicolor_force, no_color, term_supports_color};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ColorChoice, ValueEnum};

/// The heading of the options of [`OutputArgs`].
pub(super) const OUTPUT: &str = "What comes out";

#[derive(clap::Args)]
pub(crate) struct OutputArgs {
    /// Write the report to this file, whole or not at all
    #[arg(long, help_heading = OUTPUT, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Show only the last lines of a text report: what was counted, and what is missing
    #[arg(long, short, help_heading = OUTPUT)]
    pub(crate) quiet: bool,

    /// Whether text is colored; auto: on a terminal, unless NO_COLOR or CLICOLOR_FORCE says
    /// otherwise
    #[arg(long, help_heading = OUTPUT, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub(crate) color: ColorChoice,

    /// Whether text of requests and replies, and a page, shows the input, which can hold personal
    /// data; auto: text on a terminal
    #[arg(long, help_heading = OUTPUT, value_name = "WHEN", default_value_t = Snippets::Auto, value_enum)]
    pub(crate) snippets: Snippets,

    /// List every problem: in the text of a preflight too, and in SARIF beyond the worst 5,000
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) all: bool,

    /// Reject requests that raise an advisory too; no effect on replies
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) strict: bool,
}

impl OutputArgs {
    pub(crate) fn is_colored(&self, is_terminal: bool) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if no_color() || self.output.is_some() => false,
            ColorChoice::Auto if clicolor_force() => true,
            ColorChoice::Auto => is_terminal && term_supports_color() && clicolor().unwrap_or(true),
        }
    }

    pub(crate) fn shows_input(&self, is_terminal: bool) -> bool {
        match self.snippets {
            Snippets::Auto => is_terminal,
            Snippets::Always => true,
            Snippets::Never => false,
        }
    }
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs: one object a line
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
    /// One page that draws what comes out
    Html,
}

pub(super) fn formats(names: &[&'static str]) -> impl TypedValueParser<Value = Format> + use<> {
    PossibleValuesParser::new(names.iter().copied()).try_map(|name| Format::from_str(&name, false))
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Snippets {
    /// Only on a terminal
    Auto,
    Always,
    Never,
}
