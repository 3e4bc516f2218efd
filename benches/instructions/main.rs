//! How many instructions reading takes, counted by callgrind: the documented inputs, this crate
//! beside what one would write without it; and texts that are meant to cost much, which must take
//! no more than twice as many when they are twice as long. Counts repeat where times do not.
//!
//! `cargo bench --bench instructions` holds the counts against the table `instructions.md` and
//! fails if one of this crate's is off by more than 1 %, or if a text costs more than its length;
//! with `UPDATE_INSTRUCTIONS=1` it writes the tables. It takes valgrind. The compiler, the C
//! library and the processor's vectors change counts too: compare with a table made on the same
//! machine.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "a bench prints what it found")]

mod documented;
mod growth;
#[path = "../inputs/hostile.rs"]
mod hostile;
#[path = "../inputs/shapes.rs"]
mod shapes;
mod table;

use std::process::{Command, ExitCode};
use std::{env, str};

use documented::INPUTS;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let number = |nth: usize| args[nth].parse::<usize>().unwrap();
    match args.first().map(String::as_str) {
        Some("documented") => INPUTS[number(1)].run(number(2), measured),
        Some("growth") => growth::run(number(1), number(2), number(3) == 0, measured),
        _ if args.iter().any(|arg| arg == "--bench") => return table::compare(),
        // `cargo test` builds and starts benches too.
        _ => {}
    }
    ExitCode::SUCCESS
}

/// The function that callgrind counts in.
#[inline(never)]
fn measured(read: &dyn Fn() -> bool) -> bool {
    read()
}

/// Counts in a process of its own, so that no input warms up another.
fn count(what: &str, numbers: [usize; 3]) -> u64 {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg("--toggle-collect=instructions::measured*")
        .arg(env::current_exe().unwrap())
        .arg(what)
        .args(numbers.map(|number| number.to_string()))
        .output()
        .expect("valgrind has to be installed");
    let log = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{log}");
    let count = log.lines().find_map(|line| line.split_once("Collected : "));
    count.unwrap().1.trim().parse().unwrap()
}
