//! How many more instructions the tool takes for twice the input, counted by callgrind: texts that are
//! meant to cost much, and files of many records, in every format. `cargo bench -p salesive-check --bench
//! growth` fails where it is not about twice as many. It takes valgrind.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "a bench prints what it found")]

#[path = "../../../../benches/inputs/hostile.rs"]
mod hostile;
mod tables;

use std::ops::RangeInclusive;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::{env, fs};

use hostile::{HOSTILE, Hostile, Reads};

/// Bytes of an input: of one that tells what the start of the process takes, and of two of which one is
/// twice as long.
const SIZES: [usize; 3] = [1 << 6, 1 << 18, 1 << 19];

/// Lists that grow make steps; an input that takes less is not read to its end.
const LINEAR: RangeInclusive<f64> = 1.6..=2.1;

fn main() -> ExitCode {
    // `cargo test` builds and starts benches too.
    if !env::args().any(|arg| arg == "--bench") {
        return ExitCode::SUCCESS;
    }
    let texts: Vec<_> = HOSTILE.iter().map(of_text).collect();
    let tables: Vec<_> = tables::TABLES.iter().map(of_table).collect();
    let all: Vec<bool> = texts.into_iter().chain(tables).flatten().collect();
    ExitCode::from(u8::from(all.contains(&false)))
}

const REQUEST: &[&str] = &[
    "request",
    "request --format json",
    "preflight --format json",
];
const REPLY: &[&str] = &["reply", "reply --format json", "reply --format sarif"];
const FILE: &[&str] = &["preflight --format json"];

/// Whether a text takes no more than its length, in each way that the tool reads it.
fn of_text(text: &Hostile) -> Vec<bool> {
    let (service, operations) = match text.reads {
        Reads::SalesiveUpdate => ("salesive", REQUEST),
        Reads::SalesiveReply => ("salesive", REPLY),
        Reads::MicrobaseUpdate | Reads::MicrobaseUpdateWithPlaces | Reads::MicrobaseUnchecked => {
            ("microbase", REQUEST)
        }
        Reads::MicrobaseReply => ("microbase", REPLY),
        Reads::MicrobaseFile => ("microbase", FILE),
        // No document of the tool.
        Reads::MicrobasePlan | Reads::SalesiveCustomer | Reads::MicrobaseCustomer => return vec![],
    };
    let is_linear = |operation: &&str| {
        let args = format!("{service} {operation}");
        let (is_linear, passes) = measure(text.name, "text.ndjson", &args, |size| {
            let text = text.of_bytes(size);
            if operations == REPLY {
                [br#"{"http_status":200,"body":"#, &*text, b"}"].concat()
            } else {
                text
            }
        });
        // A record without an id is none, and places are found in what is rejected.
        if !operation.starts_with("preflight") && text.reads != Reads::MicrobaseUpdateWithPlaces {
            assert_eq!(passes, text.passes, "{}, {args}", text.name);
        }
        is_linear
    };
    operations.iter().map(is_linear).collect()
}

fn of_table((name, file, args, rows): &tables::Table) -> Vec<bool> {
    let is_linear = |format| {
        let args = format!("{args} --threads 1 {format}");
        measure(name, file, &args, |size| tables::text(rows, size)).0
    };
    tables::FORMATS.iter().map(is_linear).collect()
}

/// Whether twice the input takes about twice the instructions, and whether the tool passes it.
fn measure(name: &str, file: &str, args: &str, input: impl Fn(usize) -> Vec<u8>) -> (bool, bool) {
    let [start, half, whole] = SIZES.map(|size| count(&input(size), file, args));
    let (passes, [half, whole]) = (whole.1, [half, whole].map(|it| (it.0 - start.0) as f64));
    let step = whole / half;
    let is_linear = LINEAR.contains(&step);
    let each = whole / SIZES[2] as f64;
    let verdict = if is_linear { "" } else { ", NOT LINEAR" };
    println!("{name:40} {args:70} {step:.2}, {each:.1} a byte{verdict}");
    (is_linear, passes)
}

/// The instructions of the whole process, and whether it ends with 0.
fn count(input: &[u8], file: &str, args: &str) -> (u64, bool) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::write(directory.join(file), input).unwrap();
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env!("CARGO_BIN_EXE_salesive-check"))
        .args(args.split(' ').chain([file]))
        .current_dir(directory)
        .stdout(Stdio::null())
        .output()
        .expect("valgrind has to be installed");
    let log = String::from_utf8_lossy(&run.stderr);
    assert!(matches!(run.status.code(), Some(0 | 1)), "{args}: {log}");
    let count = log.lines().find_map(|line| line.split_once("Collected : "));
    let count = count.unwrap().1.trim().parse().unwrap();
    (count, run.status.success())
}
