//! The medians of a run, read from what criterion keeps of it.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::Value;

use crate::{Contender, Input, picture};

/// What the ratios are to: the struct that one would write first, which judges nothing.
const BASE: &str = "serde_json, derived owned";

/// One input, and the median of each contender in nanoseconds a text.
pub(crate) struct Row {
    pub(crate) input: &'static str,
    pub(crate) medians: Vec<(&'static str, f64)>,
}

impl Row {
    pub(crate) fn new(input: &Input, contenders: &[Contender]) -> Self {
        let medians = contenders
            .iter()
            .filter_map(|contender| {
                let whole = median(input.name, contender.name)?;
                Some((contender.name, whole / input.texts.len() as f64))
            })
            .collect();
        Self {
            input: input.name,
            medians,
        }
    }

    fn of(&self, contender: &str) -> Option<f64> {
        let (_, median) = self.medians.iter().find(|(name, _)| *name == contender)?;
        Some(*median)
    }

    pub(crate) fn ratio(&self, contender: &str) -> Option<f64> {
        Some(self.of(contender)? / self.of(BASE)?)
    }
}

fn median(input: &str, contender: &str) -> Option<f64> {
    let target = env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let name = |text: &str| text.replace(['/', '"'], "_");
    let path = Path::new(&target)
        .join("criterion")
        .join(name(input))
        .join(name(contender))
        .join("new/estimates.json");
    let estimates: Value = serde_json::from_slice(&fs::read(path).ok()?).unwrap();
    estimates["median"]["point_estimate"].as_f64()
}

/// Prints a table a service: nanoseconds a text, and the ratio to the derived owned struct.
pub(crate) fn print(rows: &[Row]) {
    let table = table(rows, "Salesive") + "\n" + &table(rows, "MicroBase");
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

fn table(rows: &[Row], service: &str) -> String {
    let rows: Vec<_> = rows
        .iter()
        .filter(|row| row.input.starts_with(service))
        .collect();
    let mut table = format!("| {service}, ns (ratio) |");
    for row in &rows {
        write!(table, " {} |", row.input.trim_start_matches(service).trim()).unwrap();
    }
    writeln!(table, "\n|---|{}", "--:|".repeat(rows.len())).unwrap();
    for contender in contenders(&rows) {
        write!(table, "| {contender} |").unwrap();
        for row in &rows {
            match (row.of(contender), row.ratio(contender)) {
                (Some(median), Some(ratio)) => write!(table, " {median:.0} ({ratio:.2}) |"),
                (Some(median), None) => write!(table, " {median:.0} |"),
                _ => write!(table, " |"),
            }
            .unwrap();
        }
        table.push('\n');
    }
    table
}

/// Every contender once, in the order of the first input.
fn contenders<'a>(rows: &[&'a Row]) -> Vec<&'a str> {
    let mut names = Vec::new();
    for (name, _) in rows.iter().flat_map(|row| &row.medians) {
        if !names.contains(name) {
            names.push(*name);
        }
    }
    names
}
