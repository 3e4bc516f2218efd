use std::fmt;
use std::fs;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde::Serialize;

use crate::reader::{FileState, Reader};
use crate::start::{BYTE_ORDER_MARK, Start};

/// A file, or standard input, that can be read as far as can be told.
pub(crate) struct Input {
    path: PathBuf,
    form: Form,
    /// Of a plain file, when it was looked at.
    state: Option<FileState>,
}

/// How documents stand in an input.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Form {
    /// One document
    #[value(name = "json")]
    Whole,
    /// One document a line
    #[value(name = "ndjson")]
    Lines,
    /// One record a row, below a header row
    #[value(name = "csv")]
    Table,
}

/// The name of standard input, as it can be given and as every report has it.
pub(crate) const STANDARD_INPUT: &str = "-";

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
        write!(f, "{}: {}", self.name, self.reason)
    }
}

/// One JSON text to judge.
pub(crate) struct Document<'a> {
    /// The name of the file as it was given, `-` for standard input.
    pub(crate) source: &'a str,
    /// The line of the file where the text begins, from 1.
    pub(crate) line: usize,
    pub(crate) text: &'a [u8],
    /// Whether it is longer than the limit, and so not held.
    pub(crate) is_too_long: bool,
}

impl Document<'_> {
    /// Whether there is nothing but white space.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.iter().all(|byte| b" \t\r\n".contains(byte))
    }
}

/// The documents that are asked for: standard input if there are no `paths`.
pub(crate) fn inputs(
    paths: &[PathBuf],
    form: Option<Form>,
) -> impl Iterator<Item = Result<Input, BadFile>> {
    let otherwise =
        "the extension must be .json, .ndjson or .jsonl; other files take --input-format";
    let look_at = move |path| Input::look_at(path, form, &[Form::Whole, Form::Lines], otherwise);
    or_standard_input(paths).map(look_at)
}

/// The file of records at a path.
pub(crate) fn of_records(path: &Path, form: Option<Form>) -> Result<Input, BadFile> {
    let otherwise =
        "the extension must be .ndjson, .jsonl or .csv; other files take --input-format";
    Input::look_at(path, form, &[Form::Lines, Form::Table], otherwise)
}

/// The paths that are asked for: standard input if there are none.
pub(crate) fn or_standard_input(paths: &[PathBuf]) -> impl Iterator<Item = &Path> {
    let none = paths.is_empty().then_some(Path::new(STANDARD_INPUT));
    paths.iter().map(PathBuf::as_path).chain(none)
}

impl Input {
    /// `form` is what was asked for; otherwise the extension says which of the `forms` it is.
    fn look_at(
        path: &Path,
        form: Option<Form>,
        forms: &[Form],
        otherwise: &str,
    ) -> Result<Self, BadFile> {
        let bad = |error| BadFile::new(path, error);
        let mut state = None;
        let form = if path == Path::new(STANDARD_INPUT) {
            form.unwrap_or(Form::Lines)
        } else {
            let metadata = fs::metadata(path).map_err(bad)?;
            if metadata.is_dir() {
                return Err(BadFile::new(path, "is a directory"));
            }
            let by_extension = || Form::by_extension(path).filter(|form| forms.contains(form));
            let form = form
                .or_else(by_extension)
                .ok_or_else(|| BadFile::new(path, otherwise))?;
            // Opening a named pipe twice would take it from its writer.
            if metadata.is_file() {
                let file = fs::File::open(path).map_err(bad)?;
                look_at_start(file, form).map_err(|reason| BadFile::new(path, reason))?;
                state = Some(FileState::from(&metadata));
            }
            form
        };
        Ok(Self {
            path: path.to_path_buf(),
            form,
            state,
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

    /// Opens it for documents of at most so many bytes.
    /// `has_bodies` says whether a document is a body, which no mark belongs to.
    pub(crate) fn open(self, max: usize, has_bodies: bool) -> Result<Documents, BadFile> {
        let reader = self.reader()?;
        Ok(Documents {
            source: self.name(),
            is_body: has_bodies && self.form == Form::Whole,
            input: self,
            reader,
            max,
            text: Vec::new(),
            is_too_long: false,
            line: 0,
            blank_lines: 0,
        })
    }

    pub(crate) fn reader(&self) -> Result<Reader, BadFile> {
        let reader = if self.is_standard() {
            Ok(Reader::standard_input(self.form))
        } else {
            Reader::open(&self.path, self.state.clone(), self.form)
        };
        reader.map_err(|error| BadFile::new(&self.path, error))
    }
}

/// What cannot be read is told when it is its turn.
fn look_at_start(mut file: fs::File, form: Form) -> Result<(), String> {
    let mut buffer = [0; 1 << 10];
    let mut start = Start::new(form);
    match read_some(&mut file, &mut buffer) {
        Ok(0) => start.end(),
        Ok(read) => start.pass(buffer.get(..read).unwrap_or_default()),
        Err(_) => Ok(()),
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
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match &*extension {
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
    reader: Reader,
    max: usize,
    /// Whether all of the input is one body; to any other, a byte order mark can belong.
    is_body: bool,
    text: Vec<u8>,
    is_too_long: bool,
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
            is_too_long: self.is_too_long,
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
        let most = (self.max as u64).saturating_add(1 + BYTE_ORDER_MARK.len() as u64);
        (&mut self.reader).take(most).read_to_end(&mut self.text)?;
        self.pass_over_mark();
        self.forget_if_too_long(self.text.len());
        Ok(true)
    }

    /// Reads up to the end of the next line that is not blank.
    fn read_line(&mut self) -> io::Result<bool> {
        loop {
            self.text.clear();
            // Room for `\r\n`, and for a byte order mark.
            let most = (self.max as u64).saturating_add(2 + BYTE_ORDER_MARK.len() as u64);
            let read = (&mut self.reader)
                .take(most)
                .read_until(b'\n', &mut self.text)?;
            if read == 0 {
                return Ok(false);
            }
            self.line += 1;
            if self.line == 1 {
                self.pass_over_mark();
            }
            let mut length = self.text.len();
            if self.text.last() == Some(&b'\n') {
                self.text.pop();
                length -= 1 + usize::from(self.text.last() == Some(&b'\r'));
            } else if length > self.max {
                self.reader.skip_until(b'\n')?;
            }
            self.forget_if_too_long(length);
            if self.is_too_long || !self.text.iter().all(|byte| b" \t\r".contains(byte)) {
                return Ok(true);
            }
            self.blank_lines += 1;
        }
    }

    /// At the start of a file.
    fn pass_over_mark(&mut self) {
        if !self.is_body && self.text.starts_with(BYTE_ORDER_MARK) {
            self.text.drain(..BYTE_ORDER_MARK.len());
        }
    }

    fn forget_if_too_long(&mut self, length: usize) {
        self.is_too_long = length > self.max;
        if self.is_too_long {
            self.text.clear();
        }
    }
}
