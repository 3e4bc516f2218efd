use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::failure::BadFile;
use crate::failure::tell;

/// What is written beside a file, and takes its place once all of it is there.
pub(crate) struct Replacement {
    /// Where the file is, or is to be.
    target: PathBuf,
    beside: PathBuf,
    is_done: bool,
}

/// What a run that is interrupted leaves: each file as it was given, and what stands beside it.
static UNFINISHED: Mutex<Vec<(PathBuf, PathBuf)>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<(PathBuf, PathBuf)>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

const LEFT: &str = "is left as it was, because the run did not end well";

/// A new file beside another. One that a run of before left has a number that is passed over.
fn new_beside(target: &Path) -> io::Result<(PathBuf, File)> {
    let mut number = 0_u64;
    loop {
        let name = format!(".salesive-{}-{number}.part", process::id());
        let beside = target.with_file_name(name);
        match File::create_new(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            file => return file.map(|file| (beside, file)),
        }
    }
}

impl Replacement {
    /// Opens what takes the place of the plain file at `target`; `path` is how it was given.
    pub(crate) fn open(path: &Path, target: PathBuf) -> io::Result<(Self, File)> {
        watch_for_interrupt()?;
        let old = match File::options().write(true).open(&target) {
            Ok(old) => Some(old.metadata()?.permissions()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let mut unfinished = unfinished();
        let (beside, file) = new_beside(&target)?;
        unfinished.push((path.to_path_buf(), beside.clone()));
        let replacement = Self {
            target,
            beside,
            is_done: false,
        };
        drop(unfinished);
        if let Some(permissions) = old {
            fs::set_permissions(&replacement.beside, permissions)?;
        }
        Ok((replacement, file))
    }

    /// Puts all that was written in its place.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        let mut unfinished = unfinished();
        fs::rename(&self.beside, &self.target)?;
        unfinished.retain(|(_, beside)| *beside != self.beside);
        self.is_done = true;
        Ok(())
    }

    /// Leaves the file as it was, and says so.
    pub(crate) fn give_up(mut self) -> Option<BadFile> {
        self.remove()
    }

    fn remove(&mut self) -> Option<BadFile> {
        if self.is_done {
            return None;
        }
        self.is_done = true;
        let mut unfinished = unfinished();
        let nth = unfinished
            .iter()
            .position(|(_, beside)| *beside == self.beside)?;
        Some(left(unfinished.swap_remove(nth), LEFT))
    }
}

/// A run can end at any place.
impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(bad) = self.remove() {
            tell(&bad);
        }
    }
}

fn left((path, beside): (PathBuf, PathBuf), reason: &str) -> BadFile {
    match fs::remove_file(&beside) {
        Ok(()) => BadFile::new(&path, reason),
        Err(_) => {
            let rest = beside.display();
            BadFile::new(&path, format!("{reason}; {rest} can be removed"))
        }
    }
}

#[cfg(unix)]
fn watch_for_interrupt() -> io::Result<()> {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    static IS_WATCHED: AtomicBool = AtomicBool::new(false);
    if IS_WATCHED.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    // A signal that is ignored from the start, as after `nohup`, stays ignored.
    let ignored = ignored_signals();
    let heard = [SIGHUP, SIGINT, SIGTERM];
    let heard = heard
        .iter()
        .filter(|signal| ignored >> (*signal - 1) & 1 == 0);
    let mut signals = Signals::new(heard)?;
    let watch = move || {
        if let Some(signal) = signals.forever().next() {
            // Nothing is put in its place from now on.
            let mut unfinished = unfinished();
            for one in unfinished.drain(..) {
                tell(&left(
                    one,
                    "is left as it was, because the run was interrupted",
                ));
            }
            // What shells say of a program that a signal ended.
            process::exit(128 + signal);
        }
    };
    thread::Builder::new().spawn(watch)?;
    Ok(())
}

/// A bit for each signal, from 1 on, as far as the system tells.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = status.lines();
    let mask = lines.find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .unwrap_or_default()
}

#[cfg(not(unix))]
const fn watch_for_interrupt() -> io::Result<()> {
    Ok(())
}
