use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use salesive_schema::preflight::{Line, Verdict};

use super::files::Files;
use crate::args::Args;
use crate::failure::{BadFile, Failure};
use crate::input::{Input, STANDARD_INPUT, or_standard_input};
use crate::tally::count;

/// Copies accepted records to one file and all others to another, byte for byte. Blank lines go
/// with the accepted ones, so that together they hold what was read.
pub(crate) struct Split {
    accepted: Option<Copy>,
    rejected: Option<Copy>,
}

struct Copy {
    path: PathBuf,
    file: BufWriter<File>,
    /// The number of the input that the last line came from, if that line had no end.
    open_line: Option<usize>,
    /// How many records are not in it, and where the first of them stands.
    lacking: Option<(u64, String)>,
}

impl Split {
    /// Opens what is asked for; no input is overwritten, and nothing is emptied unless all can be
    /// opened.
    pub(crate) fn open(args: &Args, inputs: &[Input]) -> Result<Self, Failure> {
        let asked = &args.preflight;
        let paths = [&asked.accepted, &asked.rejected];
        let asked_for = paths.iter().any(|path| path.is_some());
        if let [first, _, ..] = inputs
            && asked_for
            && inputs.iter().any(Input::is_table)
        {
            let reason = "several files, one of them CSV, cannot be split into one";
            return Err(Failure::file(first.path(), reason));
        }
        let known = asked.known.iter().map(PathBuf::as_path);
        // An input that cannot be read is one all the same.
        let read: Vec<_> = or_standard_input(&args.files).chain(known).collect();
        for path in paths.into_iter().flatten() {
            let is_read = |input: &&Path| is_same(input, path) || is_standard_input(input, path);
            if read.iter().any(is_read) {
                return Err(Failure::file(path, "is read, so it cannot be written to"));
            }
        }
        if let (Some(accepted), Some(rejected)) = (&asked.accepted, &asked.rejected)
            && is_same(accepted, rejected)
        {
            let reason = "cannot take both the accepted and the rejected records";
            return Err(Failure::file(rejected, reason));
        }
        let split = Self {
            accepted: asked.accepted.as_deref().map(Copy::open).transpose()?,
            rejected: asked.rejected.as_deref().map(Copy::open).transpose()?,
        };
        for copy in [&split.accepted, &split.rejected].into_iter().flatten() {
            copy.clear()?;
        }
        Ok(split)
    }

    pub(crate) fn record(
        &mut self,
        verdict: Verdict,
        raw: Option<&[u8]>,
        line: &Line<'_>,
        files: &Files,
    ) -> Result<(), Failure> {
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
    ) -> Result<(), Failure> {
        self.record(Verdict::Accepted, raw, line, files)
    }

    /// Copies the header of CSV to both files, so that both are CSV again.
    pub(crate) fn header(&mut self, header: Option<Vec<u8>>) -> Result<(), Failure> {
        let Some(header) = header else {
            return Ok(());
        };
        for copy in [&mut self.accepted, &mut self.rejected]
            .into_iter()
            .flatten()
        {
            let written = copy.file.write_all(&header);
            written.map_err(|error| Failure::file(&copy.path, error))?;
        }
        Ok(())
    }

    /// Says what could not be copied.
    pub(crate) fn finish(self) -> Result<Vec<BadFile>, Failure> {
        let mut incomplete = Vec::new();
        for mut copy in [self.accepted, self.rejected].into_iter().flatten() {
            let flushed = copy.file.flush();
            flushed.map_err(|error| Failure::file(&copy.path, error))?;
            if let Some((records, first)) = copy.lacking {
                let records = count(records, "record", "records");
                let reason =
                    format!("lacks {records} too long to copy from a pipe, from {first} on");
                incomplete.push(BadFile::new(&copy.path, reason));
            }
        }
        Ok(incomplete)
    }
}

/// Whether two paths lead to one file, which need not exist yet.
fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || location(one)
            .zip(location(other))
            .is_some_and(|(one, other)| one == other)
        || is_linked(one, other)
}

fn location(path: &Path) -> Option<PathBuf> {
    if let Ok(location) = fs::canonicalize(path) {
        return Some(location);
    }
    let directory = match path.parent()? {
        here if here == Path::new("") => Path::new("."),
        directory => directory,
    };
    Some(fs::canonicalize(directory).ok()?.join(path.file_name()?))
}

#[cfg(unix)]
fn is_linked(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let file = |path| fs::metadata(path).map(|file| (file.dev(), file.ino())).ok();
    file(one).is_some_and(|one| file(other) == Some(one))
}

/// Whether `input` is standard input, and that is the plain file at `path`.
#[cfg(unix)]
fn is_standard_input(input: &Path, path: &Path) -> bool {
    use std::os::fd::AsFd;
    use std::os::unix::fs::MetadataExt;

    if input != Path::new(STANDARD_INPUT) {
        return false;
    }
    let read = io::stdin().as_fd().try_clone_to_owned();
    let read = read.and_then(|read| File::from(read).metadata());
    read.ok()
        .zip(fs::metadata(path).ok())
        .is_some_and(|(read, written)| {
            read.is_file() && (read.dev(), read.ino()) == (written.dev(), written.ino())
        })
}

#[cfg(not(unix))]
const fn is_linked(_: &Path, _: &Path) -> bool {
    false
}

#[cfg(not(unix))]
const fn is_standard_input(_: &Path, _: &Path) -> bool {
    false
}

impl Copy {
    /// What the file holds stays in it.
    fn open(path: &Path) -> Result<Self, Failure> {
        let mut options = File::options();
        let options = options.write(true).create(true).truncate(false);
        let file = options
            .open(path)
            .map_err(|error| Failure::file(path, error))?;
        Ok(Self {
            path: path.to_path_buf(),
            file: BufWriter::with_capacity(1 << 16, file),
            open_line: None,
            lacking: None,
        })
    }

    fn clear(&self) -> Result<(), Failure> {
        let file = self.file.get_ref();
        // Pipes and devices have no length.
        let cleared = file.metadata().and_then(|metadata| {
            if metadata.is_file() {
                file.set_len(0)
            } else {
                Ok(())
            }
        });
        cleared.map_err(|error| Failure::file(&self.path, error))
    }

    fn line(&mut self, raw: Option<&[u8]>, line: &Line<'_>, files: &Files) -> Result<(), Failure> {
        let (nth, file, start) = files.offset(line.range().start);
        let failure = |path: &Path| {
            let path = path.to_path_buf();
            move |error: io::Error| Failure::file(&path, error)
        };
        // The last line of a file can lack an end, which the first one of the next needs.
        if self.open_line.is_some_and(|open| open != nth) {
            self.file.write_all(b"\n").map_err(failure(&self.path))?;
        }
        let ended = match (raw, file) {
            (Some(raw), _) => {
                self.file.write_all(raw).map_err(failure(&self.path))?;
                raw.ends_with(b"\n")
            }
            (None, file) => {
                let path = Path::new(file.map_or(STANDARD_INPUT, |file| &file.name));
                // What was read from a pipe has gone.
                if path == Path::new(STANDARD_INPUT) || !path.is_file() {
                    let place = files.place(line.number());
                    let first = || format!("{}:{}", place.shown(), place.line);
                    self.lacking.get_or_insert_with(|| (0, first())).0 += 1;
                    return Ok(());
                }
                let length = line.range().end - line.range().start;
                let mut input = File::open(path).map_err(failure(path))?;
                let mut last = [0];
                input
                    .seek(SeekFrom::Start(start + length - 1))
                    .and_then(|_| input.read_exact(&mut last))
                    .and_then(|()| input.seek(SeekFrom::Start(start)))
                    .map_err(failure(path))?;
                io::copy(&mut input.take(length), &mut self.file).map_err(failure(&self.path))?;
                last == *b"\n"
            }
        };
        self.open_line = (!ended).then_some(nth);
        Ok(())
    }
}
