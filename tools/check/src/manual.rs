use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap_complete::Shell;

use crate::args::command;
use crate::failure::BadFile;

/// Writes what completes command lines in a shell.
pub(crate) fn completions(shell: Shell, out: &mut impl Write) -> io::Result<()> {
    let mut command = command();
    let name = command.get_name().to_owned();
    // What it is written to must not fail.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, &name, &mut script);
    let script = String::from_utf8_lossy(&script);
    // For bash, a name with a hyphen is spelt in two ways (clap-rs/clap#6421).
    let script = script.replace(&name.replace('-', "__subcmd__"), &name.replace('-', "__"));
    out.write_all(script.as_bytes())
}

/// Writes a man page for each command to a directory.
pub(crate) fn man_pages(directory: &Path) -> Result<(), BadFile> {
    let written =
        fs::create_dir_all(directory).and_then(|()| clap_mangen::generate_to(command(), directory));
    written.map_err(|error| BadFile::new(directory, error))
}
