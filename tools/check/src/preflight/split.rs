use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::files::Files;
use super::json;
use super::output::PlacedRecord;
use super::reasons::{self, Column, ReasonsObject};
use crate::args::{PreflightArgs, REASONS};
use crate::destination;
use crate::failure::BadFile;
use crate::input::Input;
use crate::json::write_line;
use crate::replacement::Replacement;
use crate::totals::count;
use salesive_schema::Service;
use salesive_schema::preflight::csv::Delimiter;
use salesive_schema::preflight::{Line, Verdict};

/// Copies accepted records to one file and all others to another, byte for byte but for the reasons
/// that can be added to these. Blank lines go with the accepted ones, so that together they hold what
/// was read.
pub(crate) struct Split<S> {
    accepted: Option<Copy>,
    rejected: Option<Copy>,
    reasons: Reasons<S>,
}

/// Where it is said why records are rejected.
enum Reasons<S> {
    Nowhere,
    /// In a column that waits for the header.
    InColumn(Option<Column<S>>),
    /// In a file beside them, which has an object for each of so many lines.
    Beside(Copy, u64),
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

impl<S: Service> Split<S> {
    /// Opens what is asked for.
    pub(crate) fn open(asked: &PreflightArgs, inputs: &[Input]) -> Result<Self, BadFile> {
        let reasons = match reasons::beside(asked, inputs) {
            Some(path) => Reasons::Beside(Copy::open(&path)?, 0),
            None if asked.reasons => Reasons::InColumn(None),
            None => Reasons::Nowhere,
        };
        Ok(Self {
            accepted: asked.accepted.as_deref().map(Copy::open).transpose()?,
            rejected: asked.rejected.as_deref().map(Copy::open).transpose()?,
            reasons,
        })
    }

    pub(crate) fn record(
        &mut self,
        row: &PlacedRecord<'_, S>,
        raw: Option<&[u8]>,
    ) -> Result<(), BadFile> {
        let (line, files) = (row.line, row.files);
        if row.judged.verdict() == Verdict::Accepted {
            return self.blank(raw, line, files);
        }
        let Some(rejected) = &mut self.rejected else {
            return Ok(());
        };
        match &mut self.reasons {
            Reasons::InColumn(Some(column)) => {
                let cell = reasons::cell(row);
                let is_clear = row.malformed().is_none_or(|it| it.pointer.is_some());
                rejected.line(raw, line, files, |raw| {
                    Cow::Owned(if is_clear && line.text().is_some() {
                        column.row(raw, &cell)
                    } else {
                        column.unclear_row(raw, &cell)
                    })
                })
            }
            Reasons::Beside(beside, lines) => {
                *lines += 1;
                let findings = row.findings();
                let object = ReasonsObject {
                    rejected_line: *lines,
                    object: json::record_object(row, &findings),
                };
                let written = write_line(&mut beside.file, &object);
                written.map_err(|error| BadFile::new(&beside.path, error))?;
                rejected.line(raw, line, files, as_it_is)
            }
            _ => rejected.line(raw, line, files, as_it_is),
        }
    }

    /// A line that goes with the accepted ones.
    pub(crate) fn blank(
        &mut self,
        raw: Option<&[u8]>,
        line: &Line<'_>,
        files: &Files,
    ) -> Result<(), BadFile> {
        match &mut self.accepted {
            Some(accepted) => accepted.line(raw, line, files, as_it_is),
            None => Ok(()),
        }
    }

    /// Copies the header of CSV to both files, so that both are CSV again.
    pub(crate) fn header(&mut self, header: Option<(Vec<u8>, Delimiter)>) -> Result<(), BadFile> {
        let Some((header, delimiter)) = header else {
            return Ok(());
        };
        let mut rejected = None;
        if let Reasons::InColumn(column) = &mut self.reasons {
            let Some((below, header)) = Column::of(&header, delimiter) else {
                let path = self
                    .rejected
                    .as_ref()
                    .map_or(Path::new(REASONS), |copy| &copy.path);
                let reason = "cannot take the reasons: the input has a column `reasons` that is not its last; \
                              rename that, or move it to the end";
                return Err(BadFile::new(path, reason));
            };
            *column = Some(below);
            rejected = Some(header);
        }
        let rejected = rejected.as_ref().unwrap_or(&header);
        for (copy, header) in [
            (&mut self.accepted, &header),
            (&mut self.rejected, rejected),
        ] {
            if let Some(copy) = copy {
                let written = copy.file.write_all(header);
                written.map_err(|error| BadFile::new(&copy.path, error))?;
            }
        }
        Ok(())
    }

    /// Puts the files in their places if all went well so far and they lack nothing; says what is
    /// not there.
    pub(crate) fn finish(self, went_well: bool) -> Result<Vec<BadFile>, BadFile> {
        let reasons = match self.reasons {
            Reasons::Beside(beside, _) => Some(beside),
            Reasons::InColumn(_) | Reasons::Nowhere => None,
        };
        let copies = [self.accepted, self.rejected, reasons].into_iter();
        let mut copies: Vec<_> = copies.flatten().collect();
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

    /// Writes a line as `edited`, which gets all of it or, of one that is not held, its end.
    fn line(
        &mut self,
        raw: Option<&[u8]>,
        line: &Line<'_>,
        files: &Files,
        edited: impl Fn(&[u8]) -> Cow<'_, [u8]>,
    ) -> Result<(), BadFile> {
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
            Some(file) => copy(file, start, range.end - range.start, edited, &mut self.file),
            None => write(&edited(raw.unwrap_or_default()), &mut self.file),
        });
        let is_ended = written.map_err(|error| BadFile::new(&self.path, error))?;
        self.open_line = (!is_ended).then_some(nth);
        Ok(())
    }
}

const fn as_it_is(raw: &[u8]) -> Cow<'_, [u8]> {
    Cow::Borrowed(raw)
}

/// Says whether the line ends with a line end.
fn write(line: &[u8], out: &mut impl Write) -> io::Result<bool> {
    out.write_all(line)?;
    Ok(line.ends_with(b"\n"))
}

/// The same of a line that stands in a file, the end of it as `edited`.
fn copy(
    mut file: File,
    start: u64,
    length: u64,
    edited: impl Fn(&[u8]) -> Cow<'_, [u8]>,
    out: &mut impl Write,
) -> io::Result<bool> {
    let end = length.min(LONGEST_END);
    file.seek(SeekFrom::Start(start))?;
    io::copy(&mut (&file).take(length - end), out)?;
    let mut last = Vec::new();
    (&file).take(end).read_to_end(&mut last)?;
    write(&edited(&last), out)
}

/// No reasons are longer.
const LONGEST_END: u64 = 1 << 14;
