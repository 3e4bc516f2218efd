//! The tables of `instructions.md`, and how far the counts are from them.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use crate::count;
use crate::documented::{CONTENDERS, INPUTS};
use crate::growth::{HOSTILE, LINEAR, SIZES};

pub(crate) fn compare() -> ExitCode {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.md");
    let recorded = fs::read_to_string(&path).unwrap_or_default();
    let mut table = String::from(HEAD);
    let drifted = documented(&recorded, &mut table);
    table.push_str(GROWTH);
    let outgrown = growth(&mut table);
    if env::var_os("UPDATE_INSTRUCTIONS").is_some() {
        fs::write(path, table).unwrap();
        return ExitCode::from(u8::from(outgrown));
    }
    ExitCode::from(u8::from(drifted || outgrown))
}

/// Whether a count is not the recorded one.
fn documented(recorded: &str, table: &mut String) -> bool {
    let mut drifted = false;
    for (index, input) in INPUTS.iter().enumerate() {
        let counts: Vec<u64> = (0..CONTENDERS)
            .map(|who| count("documented", [index, who, 0]))
            .collect();
        let cells = counts
            .iter()
            .map(u64::to_string)
            .collect::<Vec<_>>()
            .join(" | ");
        let ratio = counts[0] as f64 / counts[1] as f64;
        writeln!(table, "| {} | {cells} | {ratio:.2} |", input.name).unwrap();
        let before = recorded_count(recorded, input.name);
        let drift = before.map(|before| counts[0] as f64 / before as f64 - 1.0);
        drifted |= drift.is_none_or(|drift| drift.abs() > 0.01);
        let drift = drift.map_or("not recorded".into(), |drift| {
            format!("{:+.2} %", drift * 100.0)
        });
        println!(
            "{:32} {:>7} ({drift}), ratio {ratio:.2}",
            input.name, counts[0]
        );
    }
    drifted
}

/// Whether a text costs more than its length.
fn growth(table: &mut String) -> bool {
    let mut outgrown = false;
    for (index, input) in HOSTILE.iter().enumerate() {
        let counts: Vec<u64> = (0..SIZES.len())
            .map(|size| count("growth", [index, size, 0]))
            .collect();
        let last = SIZES.len() - 1;
        let ignored = count("growth", [index, last, 1]);
        let steps: Vec<f64> = counts
            .windows(2)
            .map(|pair| pair[1] as f64 / pair[0] as f64)
            .collect();
        outgrown |= steps.iter().any(|step| !LINEAR.contains(step));
        let each = counts[last] as f64 / SIZES[last] as f64;
        let ratio = counts[last] as f64 / ignored as f64;
        let [two, four, eight] = steps[..] else {
            unreachable!()
        };
        let name = input.name;
        println!(
            "{name:32} {each:>7.1} a byte, {ratio:.1} times as many as `IgnoredAny`; {two:.2}, {four:.2}, {eight:.2}"
        );
        writeln!(
            table,
            "| {name} | {two:.2} | {four:.2} | {eight:.2} | {each:.1} | {ratio:.1} |"
        )
        .unwrap();
    }
    outgrown
}

const HEAD: &str = "\
# Instructions

Counted by callgrind in an optimised build (fat LTO, one codegen unit) on x86-64. Written by
`UPDATE_INSTRUCTIONS=1 cargo bench --bench instructions`; without the variable the command shows
drift and fails beyond 1 %, and where a text costs more than its length.

## The documented inputs

From bytes to a verdict or a decoded reply. The derived structs check the shape only. The schemas
are this crate's own, with formats on, after a `Value`. The ratio is that of this crate to the
derived, owned struct.

| input | this crate | derived, owned | derived, borrowed | `Value` + `jsonschema` | ratio |
|---|---:|---:|---:|---:|---:|
";

const GROWTH: &str = "
## Growth

Texts that are meant to cost much, of 128, 256, 512 and 1,024 KiB: how many times the instructions
each takes of the one half as long, how many a byte the longest takes, and how many times those
that serde_json takes to pass over it as `IgnoredAny`.

| text | 256 to 128 KiB | 512 to 256 | 1,024 to 512 | a byte | to `IgnoredAny` |
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
