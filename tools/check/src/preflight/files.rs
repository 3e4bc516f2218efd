use std::fs;
use std::path::{Path, PathBuf};

use salesive_terminal::printable;
use serde::Serialize;

use crate::failure::BadFile;
use crate::form::Form;
use crate::input::{Input, STANDARD_INPUT, read_some};
use crate::reader::Reader;

/// The inputs, one after the other as if they were one text, and where each of them begins in it.
pub(crate) struct Files {
    waiting: std::vec::IntoIter<Input>,
    current: Option<(Input, Reader)>,
    begun: Vec<BegunFile>,
    size: Option<u64>,
    are_many: bool,
}

struct BegunFile {
    /// `None` is standard input.
    path: Option<PathBuf>,
    name: String,
    /// Whether it is CSV.
    is_table: bool,
    /// How many lines stand before.
    lines: u64,
    /// How many bytes stand before.
    bytes: u64,
}

/// A line of an input.
#[derive(Serialize)]
pub(crate) struct Place<'f> {
    /// The name of the file as it was given, `-` for standard input.
    #[serde(rename = "source")]
    pub(crate) file: &'f str,
    /// From 1.
    pub(crate) line: u64,
    #[serde(skip)]
    pub(crate) is_table: bool,
}

impl Files {
    /// `are_many` says whether more than one was asked for.
    pub(crate) fn new(inputs: Vec<Input>, are_many: bool) -> Self {
        Self {
            are_many,
            size: inputs.iter().map(Input::size).sum(),
            waiting: inputs.into_iter(),
            current: None,
            begun: Vec::new(),
        }
    }

    /// How many bytes there are, if all inputs are plain files.
    pub(crate) const fn size(&self) -> Option<u64> {
        self.size
    }

    /// Whether the next input is no plain file.
    pub(crate) fn next_can_wait(&self) -> bool {
        let next = self.waiting.as_slice().first();
        next.is_some_and(|input| input.size().is_none())
    }

    /// Goes on to the next input, before which so much was read; none after the last one.
    pub(crate) fn advance(&mut self, lines: u64, bytes: u64) -> Result<Option<&Input>, BadFile> {
        self.current = None;
        let Some(input) = self.waiting.next() else {
            return Ok(None);
        };
        let reader = input.reader()?;
        self.begun.push(BegunFile {
            path: input.source().path().map(Path::to_path_buf),
            name: input.name(),
            is_table: input.form() == Form::Table,
            lines,
            bytes,
        });
        let (input, _) = self.current.insert((input, reader));
        Ok(Some(input))
    }

    /// Reads from the current input; nothing at its end.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> Result<usize, BadFile> {
        let Some((input, reader)) = &mut self.current else {
            return Ok(0);
        };
        read_some(reader, buffer).map_err(|error| input.bad(error))
    }

    /// The current input cannot be read on.
    pub(crate) fn bad(&self, reason: String) -> BadFile {
        match &self.current {
            Some((input, _)) => input.bad(reason),
            None => BadFile::new(Path::new(STANDARD_INPUT), reason),
        }
    }

    /// None of the inputs holds a record; a table has its header.
    pub(crate) fn without_record(&self) -> impl Iterator<Item = BadFile> {
        let files = self.begun.iter().filter(|file| !file.is_table);
        files.map(|file| BadFile::new(Path::new(&file.name), "holds no record"))
    }

    /// How many were begun.
    pub(crate) const fn count(&self) -> usize {
        self.begun.len()
    }

    /// Whether lines alone say too little.
    pub(crate) const fn are_many(&self) -> bool {
        self.are_many
    }

    /// Where a line of the whole text stands.
    pub(crate) fn place(&self, line: u64) -> Place<'_> {
        let (_, file) = self.file(|file| file.lines < line);
        Place {
            file: file.map_or(STANDARD_INPUT, |file| &file.name),
            line: line - file.map_or(0, |file| file.lines),
            is_table: file.is_some_and(|file| file.is_table),
        }
    }

    /// Each file that was begun, and how many lines stand before it.
    pub(crate) fn begun(&self) -> impl ExactSizeIterator<Item = (&str, u64)> {
        self.begun.iter().map(|file| (&*file.name, file.lines))
    }

    /// The number of the file that holds this byte, and the byte's offset in it.
    pub(crate) fn offset(&self, byte: u64) -> (usize, u64) {
        let (nth, file) = self.file(|file| file.bytes <= byte);
        (nth, byte - file.map_or(0, |file| file.bytes))
    }

    /// The file with this number, unless it was a stream, which has gone.
    pub(crate) fn open_again(&self, nth: usize) -> Option<fs::File> {
        let path = self.begun.get(nth)?.path.as_deref()?;
        path.is_file().then(|| fs::File::open(path).ok())?
    }

    fn file(&self, begins_before: impl Fn(&BegunFile) -> bool) -> (usize, Option<&BegunFile>) {
        let nth = self.begun.partition_point(begins_before).saturating_sub(1);
        (nth, self.begun.get(nth))
    }
}

impl Place<'_> {
    /// The name for people.
    pub(crate) fn shown(&self) -> String {
        printable(self.file)
    }
}
