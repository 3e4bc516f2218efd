use std::fmt;

use salesive_schema::report::Kind;
use serde_json::{Value, json};

use crate::args::Message;
use crate::failure::BadFile;
use crate::judged_document::{DocumentVerdict, JudgedDocument};

/// What was counted over all documents.
pub(crate) struct Totals {
    message: Message,
    strict: bool,
    files: usize,
    documents: usize,
    passed: usize,
    verdicts: Vec<(DocumentVerdict, usize)>,
    violations: usize,
    advisories: usize,
    discrepancies: usize,
    omitted: usize,
    pub(crate) blank_lines: usize,
}

impl Totals {
    pub(crate) fn new(message: Message, strict: bool, files: usize) -> Self {
        let verdicts = DocumentVerdict::all(message)
            .iter()
            .map(|it| (*it, 0))
            .collect();
        Self {
            message,
            strict,
            files,
            documents: 0,
            passed: 0,
            verdicts,
            violations: 0,
            advisories: 0,
            discrepancies: 0,
            omitted: 0,
            blank_lines: 0,
        }
    }

    pub(crate) fn add(&mut self, judged: &JudgedDocument<'_>) {
        self.documents += 1;
        self.passed += usize::from(judged.verdict.passes(self.message));
        for (verdict, count) in &mut self.verdicts {
            *count += usize::from(*verdict == judged.verdict);
        }
        self.violations += judged.findings.of(Kind::Violation).count();
        self.advisories += judged.findings.of(Kind::Advisory).count();
        self.discrepancies += judged.findings.of(Kind::Discrepancy).count();
        self.omitted += judged.findings.omitted;
    }

    /// What was counted, for programs.
    pub(crate) fn summary(&self, failures: &[BadFile]) -> Value {
        let mut summary = json!({
            "documents": self.documents,
            "blank_lines": self.blank_lines,
            "complete": failures.is_empty(),
        });
        if let Some(summary) = summary.as_object_mut() {
            let verdicts = self.verdicts.iter();
            summary
                .extend(verdicts.map(|(verdict, count)| (verdict.name().into(), (*count).into())));
            if !failures.is_empty() {
                summary.insert("failures".to_owned(), json!(failures));
            }
        }
        summary
    }

    /// Whether there was no document.
    pub(crate) const fn is_empty(&self) -> bool {
        self.documents == 0
    }

    pub(crate) const fn all_passed(&self) -> bool {
        self.passed == self.documents
    }
}

/// `3 documents: 1 accepted, 2 rejected, 0 malformed; 2 violations, 1 advisory`
impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let documents = count(self.documents, "document", "documents");
        write!(f, "{documents}{}:", in_files(self.files))?;
        for (nth, (verdict, count)) in self.verdicts.iter().enumerate() {
            if *verdict == DocumentVerdict::TooLarge && *count == 0 {
                continue;
            }
            let comma = if nth > 0 { "," } else { "" };
            write!(f, "{comma} {count} {}", verdict.name().replace('_', " "))?;
        }
        match self.message {
            Message::Request => {
                let violations = count(self.violations, "violation", "violations");
                let advisories = count(self.advisories, "advisory", "advisories");
                write!(f, "; {violations}, {advisories}")?;
                if self.strict {
                    f.write_str(" (advisories reject: --strict)")?;
                }
            }
            Message::Reply => {
                let discrepancies = count(self.discrepancies, "discrepancy", "discrepancies");
                write!(f, "; {discrepancies}")?;
            }
        }
        if self.omitted > 0 {
            write!(f, "; {} more not listed", self.omitted)?;
        }
        if self.blank_lines > 0 {
            let blank = count(self.blank_lines, "blank line", "blank lines");
            write!(f, "; {blank} skipped")?;
        }
        Ok(())
    }
}

/// Where what was counted stood, unless it is one file: ` in 3 files`
pub(crate) fn in_files(files: usize) -> String {
    match files {
        0 | 1 => String::new(),
        files => format!(" in {files} files"),
    }
}

/// `1 record`, `2 records`
pub(crate) fn count<N: fmt::Display + PartialEq + From<u8>>(
    number: N,
    one: &str,
    many: &str,
) -> String {
    let noun = if number == N::from(1) { one } else { many };
    format!("{number} {noun}")
}
