use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use crate::conflicts::location;
use crate::failure::BadFile;
use crate::replacement::Replacement;

/// Opens what is to be written to a path: what a file there holds stays in it until all is written;
/// a pipe or a device is written straight.
pub(crate) fn open(path: &Path) -> Result<(Option<Replacement>, File), BadFile> {
    let opened = if path.exists() && !path.is_file() {
        let file = File::options().write(true).open(path);
        file.map(|file| (None, file))
    } else {
        let target = location(path).unwrap_or_else(|| path.to_path_buf());
        Replacement::open(path, target).map(|(replacement, file)| (Some(replacement), file))
    };
    opened.map_err(|error| BadFile::new(path, error))
}

/// Where the report goes: to standard output, or to a file.
pub(crate) struct Destination {
    file: Option<(PathBuf, Option<Replacement>)>,
}

impl Destination {
    pub(crate) fn open(output: Option<&Path>) -> Result<(Self, Box<dyn Write>), BadFile> {
        let Some(path) = output else {
            return Ok((Self { file: None }, stdout()));
        };
        let (replacement, file) = open(path)?;
        let file_writer = BufWriter::with_capacity(1 << 16, file);
        let file = Some((path.to_path_buf(), replacement));
        Ok((Self { file }, Box::new(file_writer)))
    }

    pub(crate) fn is_terminal(&self) -> bool {
        self.file.is_none() && io::stdout().is_terminal()
    }

    /// Puts a report that was written to its end in its place.
    pub(crate) fn finish(self) -> Result<(), BadFile> {
        match self.file {
            Some((path, Some(replacement))) => {
                let finished = replacement.finish();
                finished.map_err(|error| BadFile::new(&path, error))
            }
            _ => Ok(()),
        }
    }
}

/// Standard output flushes every line, which people wait for and pipes do not.
fn stdout() -> Box<dyn Write> {
    let stdout = io::stdout();
    if stdout.is_terminal() {
        Box::new(stdout.lock())
    } else {
        Box::new(BufWriter::with_capacity(1 << 16, stdout.lock()))
    }
}
