use std::fs;
use std::path::{Path, PathBuf};

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
    }
    match outputs[..] {
        [accepted, rejected] if is_same_place(accepted, rejected) => Err(both(rejected)),
        _ => Ok(()),
    }
}

/// The output at this path is the other one too.
pub(crate) fn both(path: &Path) -> BadFile {
    BadFile::new(
        path,
        "cannot take both the accepted and the rejected records",
    )
}

/// Whether two paths lead to one place, where no file need be yet.
fn is_same_place(one: &Path, other: &Path) -> bool {
    let places = location(one).zip(location(other));
    one == other || places.is_some_and(|(one, other)| one == other)
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
