use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
        let is_read = |input: &&Path| is_same(input, path) || is_standard_input(input, path);
        if read.iter().any(is_read) {
            return Err(BadFile::new(path, "is read, so it cannot be written to"));
        }
    }
    match outputs[..] {
        [accepted, rejected] if is_same(accepted, rejected) => Err(both(rejected)),
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

/// Whether two paths lead to one file, which need not exist yet.
fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || location(one)
            .zip(location(other))
            .is_some_and(|(one, other)| one == other)
        || fs::metadata(one)
            .ok()
            .zip(fs::metadata(other).ok())
            .is_some_and(|(one, other)| is_one(&one, &other))
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

/// Whether these are of one file.
#[cfg(unix)]
pub(crate) fn is_one(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Whether `input` is standard input, and that is the plain file at `path`.
#[cfg(unix)]
fn is_standard_input(input: &Path, path: &Path) -> bool {
    use std::os::fd::AsFd;

    if input != Path::new(STANDARD_INPUT) {
        return false;
    }
    let read = io::stdin().as_fd().try_clone_to_owned();
    let read = read.and_then(|read| fs::File::from(read).metadata());
    read.ok()
        .zip(fs::metadata(path).ok())
        .is_some_and(|(read, written)| read.is_file() && is_one(&read, &written))
}

#[cfg(not(unix))]
pub(crate) const fn is_one(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}

#[cfg(not(unix))]
const fn is_standard_input(_: &Path, _: &Path) -> bool {
    false
}
