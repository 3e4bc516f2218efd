use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::files::Files;
use crate::args::PreflightArgs;
use crate::destination;
use crate::failure::BadFile;
use crate::replacement::Replacement;
use crate::totals::count;
use salesive_schema::preflight::{Line, Verdict};

/// Copies accepted records to one file and all others to another, byte for byte. Blank lines go
/// with the accepted ones, so that together they hold what was read.
pub(crate) struct Split {
    accepted: Option<Copy>,
    rejected: Option<Copy>,
}

struct Copy {
    path: PathBuf,
    file: BufWriter<File>,
    /// Unless it is written straight to a pipe or a device.
    replacement: Option<Replacement>,
    /// The number of the input that the last line came from, if that line had no end.
    open_line: Option<usize>,
    /// How many records are not in it, and where the first of them stands.
    lacking: Option<(u64, String)>,
}

impl Split {
    /// Opens what is asked for.
    pub(crate) fn open(asked: &PreflightArgs) -> Result<Self, BadFile> {
        Ok(Self {
            accepted: asked.accepted.as_deref().map(Copy::open).transpose()?,
            rejected: asked.rejected.as_deref().map(Copy::open).transpose()?,
        })
    }

    pub(crate) fn record(
        &mut self,
        verdict: Verdict,
        raw: Option<&[u8]>,
        line: &Line<'_>,
        files: &Files,
    ) -> Result<(), BadFile> {
        let copy = match verdict {
            Verdict::Accepted => &mut self.accepted,
            _ => &mut self.rejected,
        };
        match copy {
            Some(copy) => copy.line(raw, line, files),
            None => Ok(()),
        }
    }

    pub(crate) fn blank(
        &mut self,
        raw: Option<&[u8]>,
        line: &Line<'_>,
        files: &Files,
    ) -> Result<(), BadFile> {
        self.record(Verdict::Accepted, raw, line, files)
    }

    /// Copies the header of CSV to both files, so that both are CSV again.
    pub(crate) fn header(&mut self, header: Option<Vec<u8>>) -> Result<(), BadFile> {
        let Some(header) = header else {
            return Ok(());
        };
        for copy in [&mut self.accepted, &mut self.rejected]
            .into_iter()
            .flatten()
        {
            let written = copy.file.write_all(&header);
            written.map_err(|error| BadFile::new(&copy.path, error))?;
        }
        Ok(())
    }

    /// Puts the files in their places if all went well so far and they lack nothing; says what is
    /// not there.
    pub(crate) fn finish(self, went_well: bool) -> Result<Vec<BadFile>, BadFile> {
        let mut copies: Vec<_> = [self.accepted, self.rejected]
            .into_iter()
            .flatten()
            .collect();
        let mut failures = Vec::new();
        for copy in &mut copies {
            let flushed = copy.file.flush();
            flushed.map_err(|error| BadFile::new(&copy.path, error))?;
            if let Some((records, first)) = copy.lacking.take() {
                let records = count(records, "record", "records");
                let reason = format!(
                    "lacks {records} that could not be held, nor read again, from {first} on"
                );
                failures.push(BadFile::new(&copy.path, reason));
            }
        }
        let is_whole = went_well && failures.is_empty();
        for copy in copies {
            let Some(replacement) = copy.replacement else {
                continue;
            };
            if is_whole {
                let finished = replacement.finish();
                finished.map_err(|error| BadFile::new(&copy.path, error))?;
            } else {
                failures.extend(replacement.give_up());
            }
        }
        Ok(failures)
    }
}

impl Copy {
    /// What the file holds stays in it.
    fn open(path: &Path) -> Result<Self, BadFile> {
        let (replacement, file) = destination::open(path)?;
        Ok(Self {
            path: path.to_path_buf(),
            file: BufWriter::with_capacity(1 << 16, file),
            replacement,
            open_line: None,
            lacking: None,
        })
    }

    fn line(&mut self, raw: Option<&[u8]>, line: &Line<'_>, files: &Files) -> Result<(), BadFile> {
        let range = line.range();
        let (nth, start) = files.offset(range.start);
        let again = match raw {
            Some(_) => None,
            None => files.open_again(nth),
        };
        if raw.is_none() && again.is_none() {
            let place = files.place(line.number());
            let first = || format!("{}:{}", place.shown(), place.line);
            self.lacking.get_or_insert_with(|| (0, first())).0 += 1;
            return Ok(());
        }
        // The last line of a file can lack an end, which the first one of the next needs.
        let separator: &[u8] = match self.open_line {
            Some(open) if open != nth => b"\n",
            _ => b"",
        };
        let written = self.file.write_all(separator).and_then(|()| match again {
            Some(file) => copy(file, start, range.end - range.start, &mut self.file),
            None => write(raw.unwrap_or_default(), &mut self.file),
        });
        let is_ended = written.map_err(|error| BadFile::new(&self.path, error))?;
        self.open_line = (!is_ended).then_some(nth);
        Ok(())
    }
}

/// Says whether the line ends with a line end.
fn write(line: &[u8], out: &mut impl Write) -> io::Result<bool> {
    out.write_all(line)?;
    Ok(line.ends_with(b"\n"))
}

/// The same of a line that stands in a file.
fn copy(mut file: File, start: u64, length: u64, out: &mut impl Write) -> io::Result<bool> {
    file.seek(SeekFrom::Start(start))?;
    io::copy(&mut (&file).take(length - 1), out)?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    write(&last, out)
}
