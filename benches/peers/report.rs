//! The figures of a run as tables.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use crate::figures::{BASE, Row};
use crate::{hostile, picture};

/// Prints a table a service, and one of the hostile texts.
pub(crate) fn print(rows: &[Row]) {
    let of = |start: &str| -> Vec<_> {
        rows.iter()
            .filter(|row| row.input.starts_with(start) && !row.figures.is_empty())
            .collect()
    };
    let tables = [
        table(&of("Salesive"), "Salesive"),
        table(&of("MicroBase"), "MicroBase"),
        hostile_table(&of("Hostile")),
    ];
    let table = tables.join("\n");
    println!("{table}");
    if env::var_os("UPDATE_FIGURES").is_some() {
        let benches = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches");
        let page = fs::read_to_string(benches.join("README.md")).unwrap();
        let (before, rest) = page.split_once("<!-- peers -->\n").unwrap();
        let (_, after) = rest.split_once("<!-- /peers -->\n").unwrap();
        let page = format!("{before}<!-- peers -->\n{table}<!-- /peers -->\n{after}");
        fs::write(benches.join("README.md"), page).unwrap();
        fs::write(benches.join("peers.svg"), picture::bars(rows)).unwrap();
    }
}

/// A row for each input, a column for each contender.
fn table(rows: &[&Row], service: &str) -> String {
    let contenders = contenders(rows);
    let heads = contenders.join(" | ");
    let mut table = format!("| {service} | {heads} | {BASE}, ns |\n|---|");
    table += &"--:|".repeat(contenders.len() + 1);
    for row in rows {
        let input = row.input.trim_start_matches(service).trim();
        write!(table, "\n| {input} |").unwrap();
        for contender in &contenders {
            match row.of(contender) {
                Some(figure) => write!(table, " {:.2} |", figure.ratio).unwrap(),
                None => table.push_str(" |"),
            }
        }
        if let Some(base) = row.of(BASE) {
            write!(table, " {:.0} |", base.nanoseconds).unwrap();
        }
    }
    table + "\n"
}

/// A row for each text.
fn hostile_table(rows: &[&Row]) -> String {
    let base = hostile::BASE;
    let mut table = format!("| Hostile, 1 MiB | this crate | {base}, ms |\n|---|--:|--:|\n");
    for row in rows {
        let (Some(ours), Some(base)) = (row.of("this crate"), row.of(base)) else {
            continue;
        };
        let name = row.input.trim_start_matches("Hostile, ");
        let (ratio, milliseconds) = (ours.ratio, base.nanoseconds / 1e6);
        writeln!(table, "| {name} | {ratio:.2} | {milliseconds:.2} |").unwrap();
    }
    table
}

/// Every contender once, in the order of the first input.
fn contenders(rows: &[&Row]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for figure in rows.iter().flat_map(|row| &row.figures) {
        if !names.contains(&figure.contender) {
            names.push(figure.contender);
        }
    }
    names
}
