use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::failure::BadFile;
use crate::form::Form;
use crate::reader::{FileState, Reader};
use crate::start::Start;

/// The name of standard input, as it can be given and as every report has it, unless it is named.
pub(crate) const STANDARD_INPUT: &str = "-";

/// What is to be read.
pub(crate) struct Source {
    /// The name that reports have.
    pub(crate) name: PathBuf,
    pub(crate) is_standard: bool,
}

impl Source {
    /// A file, though it is called like standard input.
    pub(crate) const fn file(name: PathBuf) -> Self {
        Self {
            name,
            is_standard: false,
        }
    }

    /// Where it can be read, and read again; `None` for standard input.
    pub(crate) fn path(&self) -> Option<&Path> {
        (!self.is_standard).then_some(&self.name)
    }
}

/// A file, or standard input, that can be read as far as can be told.
pub(crate) struct Input {
    source: Source,
    form: Form,
    /// Of a plain file, when it was looked at.
    state: Option<FileState>,
}

impl Input {
    /// `form` is what was asked for; otherwise the extension says which of the `forms` it is.
    pub(crate) fn look_at(
        source: Source,
        form: Option<Form>,
        forms: &[Form],
    ) -> Result<Self, BadFile> {
        let Source { name, is_standard } = source;
        let by_extension = Form::by_extension(&name);
        let is_other = by_extension.is_some_and(|form| !forms.contains(&form));
        let mut state = None;
        let form = form.or(by_extension.filter(|_| !is_other));
        let form = if is_standard && !is_other {
            form.unwrap_or(Form::Lines)
        } else if is_standard {
            form.ok_or_else(|| BadFile::new(&name, which(forms)))?
        } else {
            let bad = |error| BadFile::new(&name, error);
            let metadata = fs::metadata(&name).map_err(bad)?;
            let form = form.ok_or_else(|| BadFile::new(&name, which(forms)))?;
            // Opening a named pipe twice would take it from its writer.
            if metadata.is_file() {
                let file = fs::File::open(&name).map_err(bad)?;
                look_at_start(file, form).map_err(|reason| BadFile::new(&name, reason))?;
                state = Some(FileState::from(&metadata));
            }
            form
        };
        Ok(Self {
            source: Source { name, is_standard },
            form,
            state,
        })
    }

    /// The name of a report.
    pub(crate) fn name(&self) -> String {
        self.source.name.to_string_lossy().into_owned()
    }

    pub(crate) const fn source(&self) -> &Source {
        &self.source
    }

    pub(crate) const fn form(&self) -> Form {
        self.form
    }

    pub(crate) fn bad(&self, reason: impl ToString) -> BadFile {
        BadFile::new(&self.source.name, reason)
    }

    /// How many bytes there are, if it is a plain file.
    pub(crate) fn size(&self) -> Option<u64> {
        let metadata = fs::metadata(self.source.path()?).ok()?;
        metadata.is_file().then_some(metadata.len())
    }

    pub(crate) fn reader(&self) -> Result<Reader, BadFile> {
        let reader = match self.source.path() {
            None => Ok(Reader::standard_input(self.form)),
            Some(path) => Reader::open(path, self.state.clone(), self.form),
        };
        reader.map_err(|error| self.bad(error))
    }
}

/// What to type for a file whose extension does not say what it holds.
fn which(forms: &[Form]) -> String {
    let each: Vec<_> = forms
        .iter()
        .map(|form| format!("{} for {}", form.name(), form.holds()))
        .collect();
    format!(
        "the extension does not say what it holds; type --input-format {}",
        each.join(", or ")
    )
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
