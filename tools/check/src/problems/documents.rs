use std::io;

use salesive_schema::Service;
use salesive_schema::report::{CatalogueRule, Kind};
use salesive_terminal::to_json;

use super::{LogEnd, Place, Problem, ProblemLog};
use crate::args::Message;
use crate::catalogue::Descriptor;
use crate::documents::Document;
use crate::failure::BadFile;
use crate::judged_document::{DocumentVerdict, JudgedDocument};
use crate::output::Output;
use crate::totals::Totals;

/// Each problem of documents, and each document that is not as it should be for another reason.
pub(crate) struct ProblemsOfDocuments<L> {
    log: L,
}

impl<L> ProblemsOfDocuments<L> {
    pub(crate) const fn new(log: L) -> Self {
        Self { log }
    }
}

/// What can be wrong with documents of a service.
pub(crate) fn descriptors<S: Service>(message: Message) -> impl Iterator<Item = Descriptor> {
    let verdicts = DocumentVerdict::all(message).iter().copied();
    let verdicts = verdicts.filter_map(move |verdict| of_verdict(verdict, message));
    let rules = S::Rule::ALL.iter().copied();
    let rules = rules.filter(move |rule| match message {
        Message::Request => rule.kind() != Kind::Discrepancy,
        Message::Reply => rule.kind() == Kind::Discrepancy,
    });
    verdicts.chain(rules.map(Descriptor::of))
}

impl<L: ProblemLog> Output for ProblemsOfDocuments<L> {
    fn document(&mut self, document: &Document<'_>, judged: &JudgedDocument<'_>) -> io::Result<()> {
        let (file, line) = (document.source, document.line as u64);
        let is_reply = judged.http_status.is_some();
        let message = if is_reply {
            Message::Reply
        } else {
            Message::Request
        };
        if let Some(verdict) = of_verdict(judged.verdict, message) {
            let mut at = Place::line(file, line);
            let message = match (&judged.malformed, judged.http_status) {
                (Some(malformed), _) => {
                    (at.line, at.column) = (malformed.line as u64, Some(malformed.column));
                    malformed.sentence.clone()
                }
                (None, Some(http_status)) => {
                    let kind = judged.kind.as_ref().map(|kind| format!(" ({kind})"));
                    let kind = kind.unwrap_or_default();
                    format!("{} HTTP status {http_status}{kind}.", verdict.sentence)
                }
                (None, None) => verdict.sentence.to_owned(),
            };
            let problem = Problem {
                rule: verdict.id,
                kind: verdict.kind,
                message,
                at,
                other: None,
            };
            self.log.problem(&problem, 0)?;
        }
        let findings = &judged.findings;
        for (nth, finding) in findings.listed.iter().enumerate() {
            let is_last = nth + 1 == findings.listed.len();
            let omitted = if is_last { findings.omitted } else { 0 };
            // The text of a reply's body stands in a string of its line.
            let (line, column) = if is_reply {
                (line, None)
            } else {
                (finding.line as u64, finding.column)
            };
            let at = Place {
                column,
                ..Place::line(file, line)
            };
            self.log.problem(&Problem::of(finding, at), omitted)?;
        }
        Ok(())
    }

    fn finish(&mut self, totals: &Totals, failures: &[BadFile]) -> io::Result<()> {
        self.log.finish(&LogEnd {
            notes: &[],
            failures,
            summary: &to_json(&totals.summary(failures))?,
            total: &totals.to_string(),
        })
    }
}

/// What is wrong with a document that has this verdict, if it is not what its findings say.
fn of_verdict(verdict: DocumentVerdict, message: Message) -> Option<Descriptor> {
    let (kind, sentence, help) = match verdict {
        DocumentVerdict::Malformed => (
            Kind::Violation,
            "The document cannot be read.",
            "The message of each result says why",
        ),
        DocumentVerdict::TooLarge => (
            Kind::Violation,
            "The document is longer than the limit, and was not looked at.",
            "The option --max-record says how long one can be",
        ),
        DocumentVerdict::Refused => (
            Kind::Violation,
            "The service refused the update.",
            "The kind in the message says why",
        ),
        DocumentVerdict::Unreadable => (
            Kind::Violation,
            "The body is no reply of the service, so whether the update was made is unknown.",
            "A gateway's page is such a body",
        ),
        DocumentVerdict::Accepted if message == Message::Reply => (
            Kind::Advisory,
            "The update was made, but the customer in the reply cannot be read.",
            "The customer can be read from the service",
        ),
        _ => return None,
    };
    Some(Descriptor {
        id: verdict.name(),
        kind,
        sentence,
        help,
    })
}
