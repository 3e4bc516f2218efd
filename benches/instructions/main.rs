//! How many instructions the documented inputs take, counted by callgrind: this crate beside what
//! one would write without it. Counts repeat where times do not.
//!
//! `cargo bench --bench instructions` holds the counts against the table `instructions.md` and
//! fails if one of this crate's is off by more than 1 %; with `UPDATE_INSTRUCTIONS=1` it writes the
//! table. It takes valgrind. The compiler, the C library and the processor's vectors change counts
//! too: compare with a table made on the same machine.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench that panics has failed"
)]
#![allow(clippy::print_stdout, reason = "a bench prints what it found")]

mod borrowed;
mod owned;

use std::fmt::Write;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs, str};

use jsonschema::Validator;
use salesive_schema::{microbase, salesive, schema};

struct Input {
    name: &'static str,
    body: &'static [u8],
    ours: fn(&[u8]) -> bool,
    owned: fn(&[u8]) -> bool,
    borrowed: fn(&[u8]) -> bool,
    schema: &'static str,
    /// What this crate says; the derived structs look at the shape only, and always say yes.
    accepted: bool,
}

const CONTENDERS: [&str; 4] = [
    "this crate",
    "derived, owned",
    "derived, borrowed",
    "jsonschema",
];

macro_rules! input {
    ($name:literal, $body:expr, $ours:expr, $shape:ident, $schema:ident, $accepted:literal) => {
        Input {
            name: $name,
            body: $body,
            ours: $ours,
            owned: |body| serde_json::from_slice::<owned::$shape>(black_box(body)).is_ok(),
            borrowed: |body| {
                let text = str::from_utf8(black_box(body)).unwrap();
                serde_json::from_str::<borrowed::$shape>(text).is_ok()
            },
            schema: schema::$schema,
            accepted: $accepted,
        }
    };
}

const INPUTS: [Input; 6] = [
    input!(
        "Salesive body, two members",
        br#"{"phone":"+2348099998888","active":false}"#,
        |body| salesive::CustomerUpdate::from_json(black_box(body)).is_ok(),
        SalesiveUpdate,
        SALESIVE_CUSTOMER_UPDATE,
        true
    ),
    input!(
        "Salesive body, five members",
        br#"{"name":"Ada Obi","email":"ada@example.com","phone":"+2348099998888","user":"6650aa11bb22cc33dd44ee55","active":false}"#,
        |body| salesive::CustomerUpdate::from_json(black_box(body)).is_ok(),
        SalesiveUpdate,
        SALESIVE_CUSTOMER_UPDATE,
        true
    ),
    input!(
        "Salesive body, rejected",
        br#"{"name":"Ada Obi","email":"ada.example.com","phone":"+2348099998888","user":"6650aa11bb22cc33dd44ee5x","active":false}"#,
        |body| salesive::CustomerUpdate::from_json(black_box(body)).is_ok(),
        SalesiveUpdate,
        SALESIVE_CUSTOMER_UPDATE,
        false
    ),
    input!(
        "MicroBase body",
        br#"{"id":"HkhhuXESl","email":"","firstName":"John","lastName":"Doe","tags":["VIP"],"status":"ACTIVE"}"#,
        |body| microbase::CustomerUpdate::from_json(black_box(body)).is_ok(),
        MicrobaseUpdate,
        MICROBASE_CUSTOMER_UPDATE,
        true
    ),
    input!(
        "Salesive reply",
        include_bytes!("../inputs/salesive-reply.json"),
        |body| {
            let reply = salesive::Reply::decode(200, black_box(body));
            matches!(reply.outcome(), salesive::Outcome::Updated(_))
        },
        SalesiveReply,
        SALESIVE_CUSTOMER_UPDATE_REPLY,
        true
    ),
    input!(
        "MicroBase reply",
        include_bytes!("../inputs/microbase-reply.json"),
        |body| {
            let reply = microbase::Reply::decode(200, black_box(body));
            matches!(reply.outcome(), microbase::Outcome::Updated(_))
        },
        MicrobaseReply,
        MICROBASE_CUSTOMER_UPDATE_REPLY,
        true
    ),
];

fn main() -> ExitCode {
    let args: Vec<String> = env::args().collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "run", input, contender] => {
            run(
                &INPUTS[input.parse::<usize>().unwrap()],
                contender.parse().unwrap(),
            );
            ExitCode::SUCCESS
        }
        [_, .., "--bench"] => compare(),
        // `cargo test` builds and starts benches too.
        _ => ExitCode::SUCCESS,
    }
}

/// The function that callgrind counts in.
#[inline(never)]
fn measured<T>(judge: impl FnOnce() -> T) -> T {
    judge()
}

/// Judges once to warm up and once to be measured.
fn run(input: &Input, contender: usize) {
    // As a body arrives: in an allocation of its own.
    let body = input.body.to_vec();
    let (judge, expected): (Box<dyn Fn() -> bool>, _) = match contender {
        0 => (Box::new(|| (input.ours)(&body)), input.accepted),
        1 => (Box::new(|| (input.owned)(&body)), true),
        2 => (Box::new(|| (input.borrowed)(&body)), true),
        _ => {
            let validator = validator(input.schema);
            let body = &body;
            let judge = move || {
                serde_json::from_slice(black_box(body)).is_ok_and(|body| validator.is_valid(&body))
            };
            // The schema leaves the rest of a refused body to rules that are no JSON Schema's.
            (Box::new(judge), input.accepted)
        }
    };
    assert_eq!(judge(), expected, "{}", input.name);
    assert_eq!(measured(&judge), expected, "{}", input.name);
}

fn validator(schema: &str) -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(&serde_json::from_str(schema).unwrap())
        .unwrap()
}

fn compare() -> ExitCode {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.md");
    let recorded = fs::read_to_string(&path).unwrap_or_default();
    let mut table = String::from(HEAD);
    let mut drifted = false;
    for (index, input) in INPUTS.iter().enumerate() {
        let counts: Vec<u64> = (0..CONTENDERS.len()).map(|who| count(index, who)).collect();
        let cells = counts
            .iter()
            .map(u64::to_string)
            .collect::<Vec<_>>()
            .join(" | ");
        let ratio = counts[0] as f64 / counts[1] as f64;
        writeln!(table, "| {} | {cells} | {ratio:.2} |", input.name).unwrap();
        let before = recorded_count(&recorded, input.name);
        let drift = before.map(|before| counts[0] as f64 / before as f64 - 1.0);
        drifted |= drift.is_none_or(|drift| drift.abs() > 0.01);
        let drift = drift.map_or("not recorded".into(), |drift| {
            format!("{:+.2} %", drift * 100.0)
        });
        println!(
            "{:30} {:>7} ({drift}), ratio {ratio:.2}",
            input.name, counts[0]
        );
    }
    if env::var_os("UPDATE_INSTRUCTIONS").is_some() {
        fs::write(path, table).unwrap();
        return ExitCode::SUCCESS;
    }
    ExitCode::from(u8::from(drifted))
}

const HEAD: &str = "\
# Instructions for the documented inputs

From bytes to a verdict or a decoded reply, counted by callgrind in an optimised build (fat LTO, one
codegen unit) on x86-64. Written by `UPDATE_INSTRUCTIONS=1 cargo bench --bench instructions`; without
the variable the command shows drift, and fails beyond 1 %.

The derived structs check the shape only. The schemas are this crate's own, with formats on, after
a `Value`. The ratio is that of this crate to the derived, owned struct.

| input | this crate | derived, owned | derived, borrowed | `Value` + `jsonschema` | ratio |
|---|---:|---:|---:|---:|---:|
";

/// What the table says of this crate.
fn recorded_count(table: &str, name: &str) -> Option<u64> {
    let mut cells = table
        .lines()
        .map(|line| line.split('|').map(str::trim))
        .find(|cells| cells.clone().nth(1) == Some(name))?;
    cells.nth(2)?.parse().ok()
}

/// Counts in a process of its own, so that no input warms up another.
fn count(input: usize, contender: usize) -> u64 {
    let run = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg("--toggle-collect=instructions::measured*")
        .arg(env::current_exe().unwrap())
        .args(["run", &input.to_string(), &contender.to_string()])
        .output()
        .expect("valgrind has to be installed");
    let log = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{log}");
    let count = log.lines().find_map(|line| line.split_once("Collected : "));
    count.unwrap().1.trim().parse().unwrap()
}
