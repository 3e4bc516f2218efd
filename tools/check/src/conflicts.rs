use std::path::{Path, PathBuf};
use std::{fs, io};

use same_file::Handle;

use crate::failure::BadFile;
use crate::form::Form;
use crate::input::{STANDARD_INPUT, Source};

/// A file that is to be written.
pub(crate) struct Written<'a> {
    pub(crate) path: &'a Path,
    /// Such as `the report`.
    pub(crate) what: &'a str,
}

impl<'a> Written<'a> {
    pub(crate) const fn report(path: &'a Path) -> Self {
        Self {
            path,
            what: "the report",
        }
    }
}

/// Refuses outputs that would overwrite an input or each other.
/// `asked` are files and directories as they were named.
pub(crate) fn check(
    outputs: &[Written<'_>],
    inputs: &[&Source],
    asked: &[PathBuf],
) -> Result<(), BadFile> {
    for Written { path, .. } in outputs {
        if *path == Path::new(STANDARD_INPUT) {
            let reason = "cannot be written to; without --output, standard output takes the report";
            return Err(BadFile::new(path, reason));
        }
        let is_read = |input: &&Source| {
            let is_same_place = input.path().is_some_and(|input| is_same_place(input, path));
            is_same_place || is_same_file(input.path(), path)
        };
        if inputs.iter().any(is_read) {
            return Err(BadFile::new(path, "is read, so it cannot be written to"));
        }
        if let Some(stream) = stream_to(path) {
            let reason = format!("is where {stream} goes, so it cannot be written to");
            return Err(BadFile::new(path, reason));
        }
        let mut directories = asked.iter().filter(|path| path.is_dir());
        let is_inside = |directory: &PathBuf| {
            let places = location(path).zip(location(directory));
            places.is_some_and(|(path, directory)| path.starts_with(directory))
        };
        if Form::by_extension(path).is_some() && directories.any(is_inside) {
            let reason = "lies in a directory that is read, so the next run would read it; write it elsewhere";
            return Err(BadFile::new(path, reason));
        }
    }
    for input in inputs {
        let stream = match input.path() {
            Some(path) => stream_to(path),
            None => stream_from_standard_input(),
        };
        if let Some(stream) = stream {
            let reason = format!("is where {stream} goes, so it cannot be read");
            return Err(BadFile::new(&input.name, reason));
        }
    }
    for (nth, Written { path, what }) in outputs.iter().enumerate() {
        let is_same = |other: &&Written<'_>| {
            is_same_place(other.path, path) || is_same_file(Some(other.path), path)
        };
        if let Some(other) = outputs.iter().take(nth).find(is_same) {
            let reason = format!("cannot take both {} and {what}", other.what);
            return Err(BadFile::new(path, reason));
        }
    }
    Ok(())
}

/// What goes to the plain file at `path` already, by whatever name.
fn stream_to(path: &Path) -> Option<&'static str> {
    stream_to_file(&path.is_file().then(|| Handle::from_path(path).ok())??)
}

/// What goes to the plain file that standard input comes from.
fn stream_from_standard_input() -> Option<&'static str> {
    let file = Handle::stdin().ok()?;
    let is_file = file.as_file().metadata().is_ok_and(|it| it.is_file());
    is_file.then(|| stream_to_file(&file))?
}

fn stream_to_file(file: &Handle) -> Option<&'static str> {
    let goes_there = |stream: io::Result<Handle>| stream.is_ok_and(|stream| stream == *file);
    if goes_there(Handle::stdout()) {
        Some("standard output")
    } else if goes_there(Handle::stderr()) {
        Some("standard error")
    } else {
        None
    }
}

/// Whether two paths lead to one place, where no file need be yet.
pub(crate) fn is_same_place(one: &Path, other: &Path) -> bool {
    let places = location(one).zip(location(other));
    one == other || places.is_some_and(|(one, other)| one == other)
}

/// Where a path leads, though no file need be there yet.
pub(crate) fn location(path: &Path) -> Option<PathBuf> {
    let mut path = path.to_path_buf();
    // Links can lead round in a circle.
    for _ in 0..MOST_LINKS {
        if let Ok(location) = fs::canonicalize(&path) {
            return Some(location);
        }
        let directory = match path.parent()? {
            here if here == Path::new("") => Path::new("."),
            directory => directory,
        };
        path = match fs::read_link(&path) {
            Ok(target) => directory.join(target),
            Err(_) => return Some(fs::canonicalize(directory).ok()?.join(path.file_name()?)),
        };
    }
    None
}

const MOST_LINKS: usize = 40;

/// Whether an input, without a path standard input, is the plain file at `path`, by whatever name.
fn is_same_file(input: Option<&Path>, path: &Path) -> bool {
    let read = match input {
        _ if !path.is_file() => return false,
        None => Handle::stdin(),
        Some(input) if input.is_file() => Handle::from_path(input),
        // A pipe that is opened is taken from its writer.
        Some(_) => return false,
    };
    // Of two names of one file, both can be read or neither.
    read.ok() == Handle::from_path(path).ok()
}
