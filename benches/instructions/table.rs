//! The tables of `instructions.md`, and how far the counts are from them.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use crate::counting::{DOCUMENTED, GROWTH, as_a_dependency, count, rows, with_lto, with_preflight};
use crate::documented::{CONTENDERS, inputs};
use crate::growth::{HOSTILE, LINEAR, SIZES};

/// A row as it is written, and whether it is as it should be.
type Row = (String, bool);

/// Counts what has `word` in its name.
pub(crate) fn compare(word: &str) -> ExitCode {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.md");
    let recorded = fs::read_to_string(&path).unwrap_or_default();
    let documented = documented(&recorded, word);
    let growth = growth(word);
    let write = env::var_os("UPDATE_INSTRUCTIONS").is_some();
    let is_good = |rows: &[Row]| rows.iter().all(|(_, good)| *good);
    let good = (write || is_good(&documented)) && is_good(&growth);
    if write {
        assert!(word.is_empty(), "the whole table is written, or none of it");
        let body = |rows: Vec<Row>| rows.into_iter().map(|(row, _)| row).collect::<String>();
        let page = [HEAD, &body(documented), GROWTH_HEAD, &body(growth)].concat();
        fs::write(path, page).unwrap();
    }
    ExitCode::from(u8::from(!good))
}

/// Good is a count that is the recorded one.
fn documented(recorded: &str, word: &str) -> Vec<Row> {
    let inputs: Vec<_> = inputs().into_iter().enumerate().collect();
    let inputs: Vec<_> = inputs
        .iter()
        .filter(|(_, input)| format!("documented {}", input.name).contains(word))
        .collect();
    if inputs.is_empty() {
        return Vec::new();
    }
    let (dependency, lto) = (as_a_dependency(), with_lto());
    rows(inputs.len(), |nth| {
        let (index, input) = inputs[nth];
        let count = |bench, contender| {
            count(bench, DOCUMENTED, [*index, contender, 0]) / input.len() as u64
        };
        let mut counts: Vec<_> = (0..CONTENDERS).map(|who| count(&dependency, who)).collect();
        counts.extend([count(&lto, 0), count(&lto, 1)]);
        let [ours, owned, borrowed, schema, ours_lto, owned_lto] = counts[..] else {
            unreachable!()
        };
        let name = &input.name;
        let ratio = ours as f64 / owned as f64;
        let ratio_lto = ours_lto as f64 / owned_lto as f64;
        let before = recorded_counts(recorded, name);
        let (plain_drift, good) = drift(before.map(|before| before[0]), ours);
        let (lto_drift, good_lto) = drift(before.map(|before| before[1]), ours_lto);
        println!(
            "{name:44} {ours:>7} ({plain_drift}), ratio {ratio:.2}; with LTO {ours_lto:>7} ({lto_drift}), ratio {ratio_lto:.2}"
        );
        let row = format!(
            "| {name} | {ours} | {owned} | {borrowed} | {schema} | {ratio:.2} | {ours_lto} | {owned_lto} | {ratio_lto:.2} |\n"
        );
        (row, good && good_lto)
    })
}

/// How far a count is from the recorded one, and whether that is near enough.
fn drift(before: Option<u64>, now: u64) -> (String, bool) {
    let Some(before) = before else {
        return ("not recorded".to_owned(), false);
    };
    let drift = now as f64 / before as f64 - 1.0;
    (format!("{:+.2} %", drift * 100.0), drift.abs() <= 0.01)
}

/// Good is a text that costs no more than its length.
fn growth(word: &str) -> Vec<Row> {
    let inputs: Vec<_> = (0..HOSTILE.len())
        .filter(|input| format!("growth {}", HOSTILE[*input].name).contains(word))
        .collect();
    if inputs.is_empty() {
        return Vec::new();
    }
    let bench = with_preflight();
    rows(inputs.len(), |nth| {
        let input = inputs[nth];
        let counts: Vec<u64> = (0..SIZES.len())
            .map(|size| count(&bench, GROWTH, [input, size, 0]))
            .collect();
        let last = SIZES.len() - 1;
        let ignored = count(&bench, GROWTH, [input, last, 1]);
        let steps: Vec<f64> = counts
            .windows(2)
            .map(|pair| pair[1] as f64 / pair[0] as f64)
            .collect();
        let good = steps.iter().all(|step| LINEAR.contains(step));
        let each = counts[last] as f64 / SIZES[last] as f64;
        let ratio = counts[last] as f64 / ignored as f64;
        let [two, four, eight] = steps[..] else {
            unreachable!()
        };
        let name = HOSTILE[input].name;
        println!(
            "{name:44} {each:>7.1} a byte, {ratio:.1} times as many as `IgnoredAny`; {two:.2}, {four:.2}, {eight:.2}"
        );
        let row =
            format!("| {name} | {two:.2} | {four:.2} | {eight:.2} | {each:.1} | {ratio:.1} |\n");
        (row, good)
    })
}

const HEAD: &str = "\
# Instructions

Counted by callgrind on x86-64. Written by `UPDATE_INSTRUCTIONS=1 cargo bench --bench instructions`;
without the variable the command shows drift and fails beyond 1 %, in either build, and where a text
costs more than its length.

## The documented inputs, and others that traffic holds

From bytes to a verdict or a decoded reply. The derived structs check the shape only. The schemas
are this crate's own, with formats on, after a `Value`. The ratio is that of this crate to the
derived, owned struct: first as a dependent's release build has it (16 codegen units, no LTO across
crates), last with fat LTO and one codegen unit. This crate reads updates with `from_json`, and
where a row says so with `check`, which keeps the advisories. Of mixed traffic, it is the mean of
2,000 bodies as [the generator](inputs/corpus.rs) draws them.

| input | this crate | derived, owned | derived, borrowed | `Value` + `jsonschema` | ratio | this crate, LTO | derived, owned, LTO | ratio, LTO |
|---|---:|---:|---:|---:|---:|---:|---:|---:|
";

const GROWTH_HEAD: &str = "
## Growth

Texts that are meant to cost much, of 128, 256, 512 and 1,024 KiB, as a dependent's release build
reads them: how many times the instructions each takes of the one half as long, how many a byte the
longest takes, and how many times those that serde_json takes to pass over it as `IgnoredAny`.

| text | 256 to 128 KiB | 512 to 256 | 1,024 to 512 | a byte | to `IgnoredAny` |
|---|---:|---:|---:|---:|---:|
";

/// What the table says of this crate, in either build.
fn recorded_counts(table: &str, name: &str) -> Option<[u64; 2]> {
    let cells = table
        .lines()
        .map(|line| line.split('|').map(str::trim).collect::<Vec<_>>())
        .find(|cells| cells.get(1) == Some(&name))?;
    Some([cells.get(2)?.parse().ok()?, cells.get(7)?.parse().ok()?])
}
