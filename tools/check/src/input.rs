use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::snippet::printable;

/// A file, or standard input, that can be read as far as can be told.
pub(crate) struct Input {
    path: PathBuf,
    form: Form,
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// One document.
    Whole,
    /// One document a line.
    Lines,
    /// One record a row of CSV.
    Table,
}

/// The name of standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// The name of an input for people.
pub(crate) fn shown(name: &str) -> String {
    match name {
        STANDARD_INPUT => "<stdin>".to_owned(),
        path => printable(path),
    }
}

/// A file that cannot be used, or not to its end.
#[derive(Serialize)]
pub(crate) struct BadFile {
    /// As it was given.
    #[serde(rename = "file")]
    pub(crate) name: String,
    pub(crate) reason: String,
}

impl BadFile {
    pub(crate) fn new(path: &Path, reason: impl ToString) -> Self {
        Self {
            name: path.display().to_string(),
            reason: reason.to_string(),
        }
    }
}

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", shown(&self.name), self.reason)
    }
}

/// One JSON text to judge.
pub(crate) struct Document<'a> {
    /// The name of the file as it was given, `-` for standard input.
    pub(crate) source: &'a str,
    /// The line of the file where the text begins, from 1.
    pub(crate) line: usize,
    pub(crate) text: &'a [u8],
}

/// The documents that are asked for: standard input if there are no `paths`.
pub(crate) fn inputs(paths: &[PathBuf]) -> Result<Vec<Input>, BadFile> {
    let otherwise = "the extension must be .json, .ndjson or .jsonl";
    let look_at = |path| Input::look_at(path, &[Form::Whole, Form::Lines], otherwise);
    or_standard_input(paths).map(look_at).collect()
}

/// The file of records at a path.
pub(crate) fn of_records(path: &Path) -> Result<Input, BadFile> {
    let otherwise = "the extension must be .ndjson, .jsonl or .csv";
    Input::look_at(path, &[Form::Lines, Form::Table], otherwise)
}

/// The paths that are asked for: standard input if there are none.
pub(crate) fn or_standard_input(paths: &[PathBuf]) -> impl Iterator<Item = &Path> {
    let none = paths.is_empty().then_some(Path::new(STANDARD_INPUT));
    paths.iter().map(PathBuf::as_path).chain(none)
}

impl Input {
    fn look_at(path: &Path, forms: &[Form], otherwise: &str) -> Result<Self, BadFile> {
        let bad = |error| BadFile::new(path, error);
        let form = if path == Path::new(STANDARD_INPUT) {
            Form::Lines
        } else {
            let metadata = fs::metadata(path).map_err(bad)?;
            if metadata.is_dir() {
                return Err(BadFile::new(path, "is a directory"));
            }
            let form = Form::by_extension(path)
                .filter(|form| forms.contains(form))
                .ok_or_else(|| BadFile::new(path, otherwise))?;
            // Opening a named pipe twice would take it from its writer.
            if metadata.is_file() {
                File::open(path).map_err(bad)?;
            }
            form
        };
        Ok(Self {
            path: path.to_path_buf(),
            form,
        })
    }

    /// The name as it was given.
    pub(crate) fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes there are, if it is a plain file.
    pub(crate) fn size(&self) -> Option<u64> {
        let metadata = fs::metadata(&self.path).ok()?;
        (!self.is_standard() && metadata.is_file()).then_some(metadata.len())
    }

    pub(crate) fn is_standard(&self) -> bool {
        self.path == Path::new(STANDARD_INPUT)
    }

    /// Whether the input is CSV.
    pub(crate) fn is_table(&self) -> bool {
        self.form == Form::Table
    }

    pub(crate) fn open(self) -> Result<Documents, BadFile> {
        let reader = self.reader()?;
        Ok(Documents {
            source: self.name(),
            input: self,
            reader,
            text: Vec::new(),
            line: 0,
            blank_lines: 0,
        })
    }

    pub(crate) fn reader(&self) -> Result<Box<dyn BufRead>, BadFile> {
        Ok(if self.is_standard() {
            Box::new(io::stdin().lock())
        } else {
            let file = File::open(&self.path).map_err(|error| BadFile::new(&self.path, error))?;
            Box::new(BufReader::with_capacity(1 << 16, file))
        })
    }
}

/// Reads what there is, up to the length of the buffer; nothing at the end.
pub(crate) fn read_some(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

impl Form {
    fn by_extension(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "json" => Some(Self::Whole),
            "ndjson" | "jsonl" => Some(Self::Lines),
            "csv" => Some(Self::Table),
            _ => None,
        }
    }
}

/// The documents of one input; one at a time is in memory.
pub(crate) struct Documents {
    source: String,
    input: Input,
    reader: Box<dyn BufRead>,
    text: Vec<u8>,
    line: usize,
    blank_lines: usize,
}

impl Documents {
    pub(crate) fn next(&mut self) -> Result<Option<Document<'_>>, BadFile> {
        let more = match self.input.form {
            Form::Whole => self.read_whole(),
            Form::Lines | Form::Table => self.read_line(),
        };
        let more = more.map_err(|error| BadFile::new(&self.input.path, error))?;
        Ok(more.then_some(Document {
            source: &self.source,
            line: self.line,
            text: &self.text,
        }))
    }

    /// How many lines held no document.
    pub(crate) const fn blank_lines(&self) -> usize {
        self.blank_lines
    }

    fn read_whole(&mut self) -> io::Result<bool> {
        if self.line > 0 {
            return Ok(false);
        }
        self.line = 1;
        self.reader.read_to_end(&mut self.text)?;
        Ok(true)
    }

    /// Reads up to the end of the next line that is not blank.
    fn read_line(&mut self) -> io::Result<bool> {
        loop {
            self.text.clear();
            if self.reader.read_until(b'\n', &mut self.text)? == 0 {
                return Ok(false);
            }
            self.line += 1;
            if self.text.last() == Some(&b'\n') {
                self.text.pop();
            }
            if !self.text.iter().all(|byte| b" \t\r".contains(byte)) {
                return Ok(true);
            }
            self.blank_lines += 1;
        }
    }
}
