//! Instructions, counted in processes of their own, so that no input warms up another.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use serde_json::Value;

/// The first argument of such a process: which table it counts for.
pub(crate) const DOCUMENTED: &str = "count-documented";
pub(crate) const GROWTH: &str = "count-growth";

/// The function that callgrind counts in.
#[inline(never)]
pub(crate) fn measured(read: &dyn Fn() -> usize) -> usize {
    read()
}

/// Has this bench, as some profile builds it, count one cell.
pub(crate) fn count(bench: &Path, table: &str, cell: [usize; 3]) -> u64 {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg("--toggle-collect=instructions::counting::measured*")
        .arg(bench)
        .arg(table)
        .args(cell.map(|number| number.to_string()))
        .output()
        .expect("valgrind has to be installed");
    let log = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{log}");
    let count = log.lines().find_map(|line| line.split_once("Collected : "));
    count.unwrap().1.trim().parse().unwrap()
}

/// This bench as it runs: the library in it is built as a dependent's release build has it.
pub(crate) fn as_a_dependency() -> PathBuf {
    env::current_exe().unwrap()
}

/// The same with what is left out by default.
pub(crate) fn with_preflight() -> PathBuf {
    build(&["--release", "--features", "preflight"])
}

/// With fat LTO and one codegen unit.
pub(crate) fn with_lto() -> PathBuf {
    build(&["--profile", "fat-lto"])
}

/// This bench built once more.
fn build(how: &[&str]) -> PathBuf {
    let build = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--bench", "instructions"])
        .args(how)
        .arg("--message-format=json-render-diagnostics")
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", build.status);
    let messages = String::from_utf8(build.stdout).unwrap();
    let executable = messages.lines().find_map(|message| {
        let message: Value = serde_json::from_str(message).ok()?;
        Some(message["executable"].as_str()?.into())
    });
    executable.unwrap()
}

/// The rows of a table, made at the same time, as many as there are processors.
pub(crate) fn rows<T: Send>(inputs: usize, row: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = Mutex::new(0..inputs);
    let take = || next.lock().unwrap().next();
    let work = || -> Vec<(usize, T)> {
        std::iter::from_fn(take)
            .map(|input| (input, row(input)))
            .collect()
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut rows: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    rows.sort_by_key(|(input, _)| *input);
    rows.into_iter().map(|(_, row)| row).collect()
}
