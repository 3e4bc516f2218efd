use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::form::Form;

#[derive(clap::Args)]
pub(crate) struct InputArgs {
    /// Files, and directories of which all files are read whose extension says what they hold; - or
    /// none: standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// What standard input is called, and what its extension says of it
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<PathBuf>,
}

pub(super) fn form(names: &[&'static str]) -> impl TypedValueParser<Value = Form> + use<> {
    PossibleValuesParser::new(names.iter().copied())
        .try_map(|name| Form::from_name(&name).ok_or("no such format"))
}
