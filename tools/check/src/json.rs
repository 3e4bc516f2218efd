use std::io::{self, Write};

use salesive_schema::Kind;
use serde::Serialize;

use crate::args::Message;
use crate::findings::Problem;
use crate::input::Document;
use crate::judged::Judged;
use crate::malformed::Malformed;
use crate::output::Output;
use crate::tally::Tally;

/// One JSON object a document, one a line.
pub(crate) struct Json<W> {
    out: W,
    message: Message,
}

#[derive(Serialize)]
struct Request<'a> {
    source: &'a str,
    line: usize,
    verdict: &'static str,
    violations: Vec<&'a Problem>,
    advisories: Vec<&'a Problem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    omitted: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    malformed: Option<&'a Malformed>,
}

#[derive(Serialize)]
struct Reply<'a> {
    source: &'a str,
    line: usize,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    discrepancies: Vec<&'a Problem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    omitted: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    malformed: Option<&'a Malformed>,
}

impl<W: Write> Json<W> {
    pub(crate) const fn new(out: W, message: Message) -> Self {
        Self { out, message }
    }

    fn line(&mut self, object: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, object)?;
        self.out.write_all(b"\n")
    }
}

impl<W: Write> Output for Json<W> {
    fn document(&mut self, document: &Document<'_>, judged: &Judged<'_>) -> io::Result<()> {
        let findings = &judged.findings;
        let omitted = Some(findings.omitted).filter(|omitted| *omitted > 0);
        let malformed = judged.malformed.as_ref();
        match self.message {
            Message::Request => self.line(&Request {
                source: document.source,
                line: document.line,
                verdict: judged.verdict.name(),
                violations: findings.of(Kind::Violation).collect(),
                advisories: findings.of(Kind::Advisory).collect(),
                omitted,
                malformed,
            }),
            Message::Reply => self.line(&Reply {
                source: document.source,
                line: document.line,
                outcome: judged.verdict.name(),
                kind: judged.kind.as_deref(),
                http_status: judged.http_status,
                discrepancies: findings.of(Kind::Discrepancy).collect(),
                omitted,
                malformed,
            }),
        }
    }

    fn finish(&mut self, _: &Tally) -> io::Result<()> {
        self.out.flush()
    }
}
