use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::args::InputArgs;
use crate::conflicts::is_same_place;
use crate::failure::BadFile;
use crate::form::Form;
use crate::input::{STANDARD_INPUT, Source};

/// What is asked for: standard input if nothing is, and of a directory its files of these forms.
/// A file that is read for another purpose is passed over in directories.
pub(crate) fn sources(
    asked: &InputArgs,
    forms: &[Form],
    other: Option<&Path>,
) -> Vec<Result<Source, BadFile>> {
    let standard = || Source {
        name: match &asked.stdin_filename {
            Some(name) => name.clone(),
            None => STANDARD_INPUT.into(),
        },
        is_standard: true,
    };
    let mut sources = Vec::new();
    for path in &asked.files {
        if path == Path::new(STANDARD_INPUT) {
            sources.push(Ok(standard()));
        } else if path.is_dir() {
            let before = sources.len();
            let is_other =
                |source: &Source| other.is_some_and(|other| is_same_place(&source.name, other));
            let files = files_in(path, forms);
            sources.extend(files.filter(|file| !file.as_ref().is_ok_and(is_other)));
            if sources.len() == before {
                sources.push(Err(holds_none(path, forms)));
            }
        } else {
            sources.push(Ok(Source::file(path.clone())));
        }
    }
    if asked.files.is_empty() {
        sources.push(Ok(standard()));
    }
    sources
}

/// In the order of the names; what is hidden is passed over, and so are links.
fn files_in(directory: &Path, forms: &[Form]) -> impl Iterator<Item = Result<Source, BadFile>> {
    let is_hidden = |entry: &DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
    let entries = WalkDir::new(directory).sort_by_file_name().into_iter();
    let entries = entries.filter_entry(move |entry| entry.depth() == 0 || !is_hidden(entry));
    entries.filter_map(move |entry| match entry {
        Ok(entry) => {
            let form = Form::by_extension(entry.path());
            let is_one =
                entry.file_type().is_file() && form.is_some_and(|form| forms.contains(&form));
            is_one.then(|| Ok(Source::file(entry.into_path())))
        }
        Err(error) => {
            let path = error.path().unwrap_or(directory);
            let reason = error
                .io_error()
                .map_or_else(|| error.to_string(), ToString::to_string);
            Some(Err(BadFile::new(path, reason)))
        }
    })
}

fn holds_none(directory: &Path, forms: &[Form]) -> BadFile {
    let extensions = forms.iter().flat_map(|form| form.extensions());
    let extensions: Vec<_> = extensions
        .map(|extension| format!(".{extension}"))
        .collect();
    let reason = format!("holds no file that ends in {}", extensions.join(", "));
    BadFile::new(directory, reason)
}
