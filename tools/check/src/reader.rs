use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::time::SystemTime;

use crate::form::Form;
use crate::start::Start;

/// Reads a file, or standard input. Fails if it is not what it was taken for, and at the end if it
/// changed in the meantime.
pub(crate) struct Reader {
    reader: Box<dyn BufRead>,
    start: Start,
    /// How much of what is to be consumed next has been looked at.
    looked_at: usize,
    watched: Option<Watched>,
}

struct Watched {
    file: File,
    before: FileState,
    /// How much was read; of standard input, somebody else can have read the start.
    read: Option<u64>,
}

/// What changes with the content of a plain file.
#[derive(Clone, PartialEq)]
pub(crate) struct FileState {
    length: u64,
    modified: Option<SystemTime>,
}

impl From<&Metadata> for FileState {
    fn from(metadata: &Metadata) -> Self {
        Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }
}

impl Reader {
    /// `before` is what the file was like when it was looked at, if it was.
    pub(crate) fn open(path: &Path, before: Option<FileState>, form: Form) -> io::Result<Self> {
        let file = File::open(path)?;
        Ok(Self {
            watched: Watched::new(file.try_clone()?, before, Some(0)),
            reader: Box::new(BufReader::with_capacity(1 << 16, file)),
            start: Start::new(form),
            looked_at: 0,
        })
    }

    pub(crate) fn standard_input(form: Form) -> Self {
        #[cfg(unix)]
        let watched = {
            use std::os::fd::AsFd;

            let file = io::stdin().as_fd().try_clone_to_owned().map(File::from);
            file.ok().and_then(|file| Watched::new(file, None, None))
        };
        #[cfg(not(unix))]
        let watched = None;
        Self {
            reader: Box::new(io::stdin().lock()),
            start: Start::new(form),
            looked_at: 0,
            watched,
        }
    }

    fn count(&mut self, bytes: usize) {
        let watched = self.watched.as_mut();
        if let Some(read) = watched.and_then(|watched| watched.read.as_mut()) {
            *read += bytes as u64;
        }
    }
}

fn end(watched: Option<&Watched>, start: &Start) -> io::Result<()> {
    match watched.and_then(Watched::change) {
        Some(change) => Err(io::Error::other(change)),
        None => start.end().map_err(io::Error::other),
    }
}

impl Watched {
    fn new(file: File, before: Option<FileState>, read: Option<u64>) -> Option<Self> {
        let metadata = file.metadata().ok()?;
        metadata.is_file().then(|| Self {
            before: before.unwrap_or_else(|| FileState::from(&metadata)),
            file,
            read,
        })
    }

    fn change(&self) -> Option<String> {
        let now = FileState::from(&self.file.metadata().ok()?);
        let (was, is) = (self.before.length, now.length);
        // What a kernel makes up has no length.
        let is_made_up = was == 0 && is == 0;
        let is_read = self.read.is_none_or(|read| read == is);
        (!is_made_up && (now != self.before || !is_read))
            .then(|| format!("changed while it was read: it had {was} bytes, and has {is}"))
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.count(read);
        let looked_at = self.looked_at.min(read);
        self.looked_at -= looked_at;
        let new = buffer.get(looked_at..read).unwrap_or_default();
        self.start.pass(new).map_err(io::Error::other)?;
        if read == 0 && !buffer.is_empty() {
            end(self.watched.as_ref(), &self.start)?;
        }
        Ok(read)
    }
}

impl BufRead for Reader {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let more = self.reader.fill_buf()?;
        if more.is_empty() {
            end(self.watched.as_ref(), &self.start)?;
        }
        let new = more.get(self.looked_at..).unwrap_or_default();
        self.start.pass(new).map_err(io::Error::other)?;
        self.looked_at = more.len();
        Ok(more)
    }

    fn consume(&mut self, bytes: usize) {
        self.count(bytes);
        self.looked_at = self.looked_at.saturating_sub(bytes);
        self.reader.consume(bytes);
    }
}
