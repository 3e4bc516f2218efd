//! How many instructions reading takes, counted by callgrind: documented inputs and others that
//! traffic holds, this crate beside what one would write without it; and texts that are meant to
//! cost much, which must take no more than twice as many when they are twice as long. Counts repeat
//! where times do not.
//!
//! `cargo bench --bench instructions` holds the counts against the table `instructions.md` and
//! fails if one of this crate's is off by more than 1 %, or if a text costs more than its length;
//! with `UPDATE_INSTRUCTIONS=1` it writes the tables. A word behind `--` leaves out every row whose
//! name does not hold it. It takes valgrind. The compiler, the C library and the processor's
//! vectors change counts too: compare with a table made on the same machine.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "a bench prints what it found")]

#[path = "../inputs/cases.rs"]
mod cases;
#[path = "../inputs/corpus.rs"]
mod corpus;
mod counting;
mod documented;
mod growth;
#[path = "../inputs/hostile.rs"]
mod hostile;
#[path = "../inputs/shapes.rs"]
mod shapes;
mod table;

use std::env;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let number = |nth: usize| args[nth].parse::<usize>().unwrap();
    match args.first().map(String::as_str) {
        Some(counting::DOCUMENTED) => {
            documented::inputs()[number(1)].run(number(2), counting::measured);
        }
        Some(counting::GROWTH) => {
            growth::run(number(1), number(2), number(3) == 0, counting::measured);
        }
        // `cargo test` builds and starts benches too.
        _ if args.iter().any(|arg| arg == "--bench") => {
            let word = args.iter().find(|arg| !arg.starts_with('-'));
            return table::compare(word.map_or("", String::as_str));
        }
        _ => {}
    }
    ExitCode::SUCCESS
}
