use std::io::{self, Write};

use salesive_schema::report::Kind;
use salesive_terminal::to_json;
use serde::Serialize;
use serde_json::json;

use crate::args::Message;
use crate::documents::Document;
use crate::failure::BadFile;
use crate::findings::{LocatedFinding, LocatedFindings};
use crate::judged_document::JudgedDocument;
use crate::malformed::MalformedDocument;
use crate::output::Output;
use crate::totals::Totals;

/// One JSON object a document, one a line.
pub(crate) struct Json<W> {
    out: W,
    message: Message,
}

/// What is said of a request, or of a record of a preflight.
#[derive(Serialize)]
pub(crate) struct RequestObject<'a, M> {
    source: &'a str,
    line: u64,
    verdict: &'static str,
    violations: Vec<&'a LocatedFinding>,
    advisories: Vec<&'a LocatedFinding>,
    #[serde(skip_serializing_if = "is_zero")]
    omitted: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    malformed: Option<M>,
}

#[derive(Serialize)]
struct ReplyObject<'a> {
    source: &'a str,
    line: usize,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    discrepancies: Vec<&'a LocatedFinding>,
    #[serde(skip_serializing_if = "is_zero")]
    omitted: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    malformed: Option<&'a MalformedDocument>,
}

const fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// Writes an object as a line.
pub(crate) fn write_line(out: &mut impl Write, object: &impl Serialize) -> io::Result<()> {
    let mut line = to_json(object)?;
    line.push('\n');
    out.write_all(line.as_bytes())
}

impl<'a, M> RequestObject<'a, M> {
    pub(crate) fn new(
        (source, line): (&'a str, u64),
        verdict: &'static str,
        findings: &'a LocatedFindings,
        malformed: Option<M>,
    ) -> Self {
        Self {
            source,
            line,
            verdict,
            violations: findings.of(Kind::Violation).collect(),
            advisories: findings.of(Kind::Advisory).collect(),
            omitted: findings.omitted,
            malformed,
        }
    }
}

impl<W: Write> Json<W> {
    pub(crate) const fn new(out: W, message: Message) -> Self {
        Self { out, message }
    }
}

impl<W: Write> Output for Json<W> {
    fn document(&mut self, document: &Document<'_>, judged: &JudgedDocument<'_>) -> io::Result<()> {
        let (source, line) = (document.source, document.line);
        let findings = &judged.findings;
        let malformed = judged.malformed.as_ref();
        match self.message {
            Message::Request => {
                let (place, verdict) = ((source, line as u64), judged.verdict.name());
                let object = RequestObject::new(place, verdict, findings, malformed);
                write_line(&mut self.out, &object)
            }
            Message::Reply => write_line(
                &mut self.out,
                &ReplyObject {
                    source,
                    line,
                    outcome: judged.verdict.name(),
                    kind: judged.kind.as_deref(),
                    http_status: judged.http_status,
                    discrepancies: findings.of(Kind::Discrepancy).collect(),
                    omitted: findings.omitted,
                    malformed,
                },
            ),
        }
    }

    fn finish(&mut self, totals: &Totals, failures: &[BadFile]) -> io::Result<()> {
        if !failures.is_empty() {
            let summary = totals.summary(failures);
            write_line(&mut self.out, &json!({"summary": summary}))?;
        }
        self.out.flush()
    }
}
