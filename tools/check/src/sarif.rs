mod kept;
mod result;
mod uri;

use std::collections::HashMap;
use std::io::{self, Write};

use salesive_terminal::to_json;
use serde_json::{Value, json};

use crate::catalogue::Descriptor;
use crate::failure::BadFile;
use crate::problems::{LogEnd, Problem, ProblemLog};
use crate::totals::count;
use kept::Kept;
use result::{level, result};
use uri::uri;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Where the library and its rules are described.
const DOCUMENTATION: &str = "https://docs.rs/salesive-schema/latest/salesive_schema/";

/// One SARIF 2.1.0 log with a result for each problem: the worst ones at the end, or all as they come.
pub(crate) struct SarifLog<W> {
    out: W,
    results: u64,
    /// What is to be written at the end; `None` if all are written as they come.
    kept: Option<Kept>,
    /// How often each fingerprint came, but for this number at its end.
    fingerprints: HashMap<String, u64>,
    /// The problems that no report lists.
    omitted: usize,
}

impl<W: Write> SarifLog<W> {
    /// Writes what stands before the results.
    pub(crate) fn new(
        mut out: W,
        rules: impl Iterator<Item = Descriptor>,
        all: bool,
    ) -> io::Result<Self> {
        let rules: Vec<_> = rules.map(descriptor).collect();
        let driver = json!({
            "name": env!("CARGO_PKG_NAME"),
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": DOCUMENTATION,
            "rules": rules,
        });
        write!(
            out,
            r#"{{"$schema":"{SCHEMA}","version":"2.1.0","runs":[{{"tool":{{"driver":{driver}}},"columnKind":"unicodeCodePoints","results":["#
        )?;
        Ok(Self {
            out,
            results: 0,
            kept: (!all).then(Kept::default),
            fingerprints: HashMap::new(),
            omitted: 0,
        })
    }

    /// Names a problem without its line, which other lines move, and without what stands there, which
    /// can be personal: the how-manieth of its rule at its place in the records of the file.
    fn fingerprint(&mut self, problem: &Problem<'_>) -> String {
        let at = &problem.at;
        let members = at.pointer.as_deref().unwrap_or_default().split('/');
        let members: Vec<_> = members
            .map(|member| match member.parse::<usize>() {
                Ok(_) => "*",
                Err(_) => member,
            })
            .collect();
        let (file, members) = (uri(at.file), members.join("/"));
        let mut fingerprint = format!("{file}:{}:{members}", problem.rule);
        let before = self.fingerprints.entry(fingerprint.clone()).or_default();
        *before += 1;
        fingerprint += &format!(":{before}");
        fingerprint
    }

    fn result(&mut self, result: &str) -> io::Result<()> {
        let comma = if self.results > 0 { "," } else { "" };
        self.results += 1;
        write!(self.out, "{comma}\n{result}")
    }
}

impl<W: Write> ProblemLog for SarifLog<W> {
    fn problem(&mut self, problem: &Problem<'_>, omitted: usize) -> io::Result<()> {
        self.omitted += omitted;
        let fingerprint = self.fingerprint(problem);
        let is_written = match &mut self.kept {
            Some(kept) => kept.has_room(problem.kind, problem.rule),
            None => true,
        };
        if !is_written {
            return Ok(());
        }
        let result = to_json(&result(problem, &fingerprint, omitted))?;
        match &mut self.kept {
            Some(kept) => kept.add(problem.kind, problem.rule, result),
            None => self.result(&result)?,
        }
        Ok(())
    }

    fn finish(&mut self, end: &LogEnd<'_>) -> io::Result<()> {
        let mut notifications: Vec<_> = end.notes.iter().map(|text| warning(text)).collect();
        if let Some((results, left_out)) = self.kept.take().map(Kept::into_parts) {
            for result in &results {
                self.result(result)?;
            }
            let sum: u64 = left_out.values().sum();
            if sum > 0 {
                let mut more = warning(&format!(
                    "{} among the results, of which there are at most {}, the worst ones; \
                     --all lists them.",
                    count(sum, "more problem is not", "more problems are not"),
                    kept::MOST,
                ));
                if let Some(more) = more.as_object_mut() {
                    more.insert("properties".to_owned(), json!({"leftOut": left_out}));
                }
                notifications.push(more);
            }
        }
        if self.omitted > 0 {
            let problems = count(self.omitted as u64, "problem is", "problems are");
            notifications.push(warning(&format!(
                "{problems} not among the results, because a document has more than are listed; the \
                 last result of such a document, if it is listed, has the number in its property `omitted`."
            )));
        }
        notifications.extend(end.failures.iter().map(failure));
        let invocation = to_json(&json!({
            "executionSuccessful": end.failures.is_empty(),
            "toolExecutionNotifications": notifications,
        }))?;
        let summary = end.summary;
        writeln!(
            self.out,
            "\n],\"invocations\":[{invocation}],\"properties\":{{\"summary\":{summary}}}}}]}}"
        )?;
        self.out.flush()
    }
}

fn descriptor(rule: Descriptor) -> Value {
    let (name, uri) = match rule.id.split_once('.') {
        Some((catalogue, _)) => (
            pascal_case(rule.id),
            format!("{DOCUMENTATION}{catalogue}/enum.Rule.html"),
        ),
        None => (
            format!("Document{}", pascal_case(rule.id)),
            DOCUMENTATION.to_owned(),
        ),
    };
    let sentence = json!({"text": rule.sentence});
    let help = rule.help.trim_end_matches('.');
    json!({
        "id": rule.id,
        "name": name,
        "shortDescription": sentence,
        "fullDescription": sentence,
        "help": {"text": format!("{help}.")},
        "helpUri": uri,
        "defaultConfiguration": {"level": level(rule.kind)},
    })
}

fn warning(text: &str) -> Value {
    json!({"level": "warning", "message": {"text": text}})
}

fn failure(bad: &BadFile) -> Value {
    let reason = format!(
        "The file is incomplete: {}.",
        bad.reason.trim_end_matches('.')
    );
    let artifact = json!({"artifactLocation": {"uri": uri(&bad.name)}});
    json!({
        "level": "error",
        "message": {"text": reason},
        "locations": [{"physicalLocation": artifact}],
    })
}

/// `SalesiveUpdateEmailFormat` of `salesive.update.email.format`
fn pascal_case(id: &str) -> String {
    let mut starts = true;
    let mut name = String::new();
    for c in id.chars() {
        match c {
            '.' | '_' => starts = true,
            c if starts => {
                name.push(c.to_ascii_uppercase());
                starts = false;
            }
            c => name.push(c),
        }
    }
    name
}
