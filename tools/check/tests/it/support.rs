use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
#[cfg(target_os = "linux")]
use std::process::Child;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

pub(crate) const KINDS: [[&str; 2]; 4] = [
    ["salesive", "request"],
    ["salesive", "reply"],
    ["microbase", "request"],
    ["microbase", "reply"],
];

pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Standard output as JSON objects, one a line.
    pub(crate) fn objects(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// The fixtures' directory.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The fixtures of one kind of document, such as `salesive-request/multi-line.json`.
pub(crate) fn fixtures_of([service, message]: [&str; 2]) -> Vec<String> {
    let directory = format!("{service}-{message}");
    let files = fs::read_dir(fixtures().join(&directory)).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut paths: Vec<_> = names.map(|name| format!("{directory}/{name}")).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

/// A file with this content that only one test may name.
pub(crate) fn scratch(name: &str, content: &[u8]) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_salesive-check"));
    command.current_dir(fixtures());
    command
}

/// Runs the tool in the fixtures' directory.
pub(crate) fn check(args: &[&str]) -> Run {
    check_input(args, b"")
}

pub(crate) fn preflight(args: &[&str]) -> Run {
    check(&[&["salesive", "preflight"], args].concat())
}

pub(crate) fn check_input(args: &[&str], input: &[u8]) -> Run {
    let mut child = command()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let output = thread::scope(|scope| {
        // The tool need not read what it is given.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap()
    });
    Run {
        status: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The most memory that a process held so far, in kB; `None` if it ended.
#[cfg(target_os = "linux")]
pub(crate) fn peak(child: &Child) -> Option<u32> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let mut lines = status.lines();
    let high = lines.find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))?;
    high.parse().ok()
}
