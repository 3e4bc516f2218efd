use std::env::{self, VarError};
use std::error::Error;
use std::io::{self, BufRead, Read};

/// More than any token takes.
const LIMIT: u64 = 64 * 1024;

/// The token, from this variable of the environment or from standard input.
pub(crate) fn read(variable: &str, from_stdin: bool) -> Result<String, Box<dyn Error>> {
    if from_stdin {
        let mut line = String::new();
        io::stdin().lock().take(LIMIT).read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    env::var(variable).map_err(|error| match error {
        VarError::NotPresent => {
            format!("no token: set {variable}, or give it on standard input with --token-stdin")
                .into()
        }
        // Its own text shows the value.
        VarError::NotUnicode(_) => format!("{variable} is not text").into(),
    })
}
