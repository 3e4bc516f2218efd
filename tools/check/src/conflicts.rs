use std::path::{Path, PathBuf};
use std::{fs, io};

use same_file::Handle;

use crate::args::PreflightArgs;
use crate::input::{BadFile, Input, STANDARD_INPUT, or_standard_input};

/// Refuses outputs that would overwrite an input or each other, or hold what is no CSV any more.
pub(crate) fn check(asked: &PreflightArgs, inputs: &[Input]) -> Result<(), BadFile> {
    let outputs: Vec<_> = [&asked.accepted, &asked.rejected]
        .into_iter()
        .flatten()
        .collect();
    if !outputs.is_empty()
        && inputs.len() > 1
        && let Some(table) = inputs.iter().find(|input| input.is_table())
    {
        let reason = "CSV cannot be split into the same files as another input";
        return Err(BadFile::new(table.path(), reason));
    }
    // An input that cannot be read is one all the same.
    let known = asked.known.iter().map(PathBuf::as_path);
    let read: Vec<_> = or_standard_input(&asked.files).chain(known).collect();
    for path in &outputs {
        if *path == Path::new(STANDARD_INPUT) {
            let reason = "cannot be written to; standard output takes the report";
            return Err(BadFile::new(path, reason));
        }
        let is_read = |input: &&Path| is_same_place(input, path) || is_same_file(input, path);
        if read.iter().any(is_read) {
            return Err(BadFile::new(path, "is read, so it cannot be written to"));
        }
        if let Some(stream) = stream_to(path) {
            let reason = format!("is where {stream} goes, so it cannot be written to");
            return Err(BadFile::new(path, reason));
        }
    }
    for path in read {
        if path != Path::new(STANDARD_INPUT)
            && let Some(stream) = stream_to(path)
        {
            let reason = format!("is where {stream} goes, so it cannot be read");
            return Err(BadFile::new(path, reason));
        }
    }
    match outputs[..] {
        [accepted, rejected]
            if is_same_place(accepted, rejected) || is_same_file(accepted, rejected) =>
        {
            let reason = "cannot take both the accepted and the rejected records";
            Err(BadFile::new(rejected, reason))
        }
        _ => Ok(()),
    }
}

/// What goes to the plain file at `path` already, by whatever name.
fn stream_to(path: &Path) -> Option<&'static str> {
    let file = path.is_file().then(|| Handle::from_path(path).ok())??;
    let goes_there = |stream: io::Result<Handle>| stream.is_ok_and(|stream| stream == file);
    if goes_there(Handle::stdout()) {
        Some("standard output")
    } else if goes_there(Handle::stderr()) {
        Some("standard error")
    } else {
        None
    }
}

/// Whether two paths lead to one place, where no file need be yet.
fn is_same_place(one: &Path, other: &Path) -> bool {
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

/// Whether `input` is the plain file at `path`, by whatever name.
fn is_same_file(input: &Path, path: &Path) -> bool {
    let read = match input {
        _ if !path.is_file() => return false,
        input if input == Path::new(STANDARD_INPUT) => Handle::stdin(),
        input if input.is_file() => Handle::from_path(input),
        // A pipe that is opened is taken from its writer.
        _ => return false,
    };
    // Of two names of one file, both can be read or neither.
    read.ok() == Handle::from_path(path).ok()
}
