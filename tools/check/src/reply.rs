use salesive_schema::{MicroBase, Outcome, Refusal, Reply, Salesive, Service};

use crate::args::ServiceName;
use crate::documents::Document;
use crate::findings::LocatedFindings;
use crate::judged_document::{DocumentVerdict, JudgedDocument};
use crate::reply_document::ReplyDocument;

/// Judges the reply of a reply document.
pub(crate) fn judge<'a>(service: ServiceName, document: &Document<'a>) -> JudgedDocument<'a> {
    let reply = match ReplyDocument::read(document.text) {
        Ok(reply) => reply,
        Err(malformed) => {
            return JudgedDocument::malformed(document.text, malformed.in_file(document.line));
        }
    };
    match service {
        ServiceName::Salesive => {
            judge_reply::<Salesive>(reply, |refusal| refusal.kind().name().to_owned())
        }
        ServiceName::Microbase => judge_reply::<MicroBase>(reply, |refusal| {
            let code = refusal.code().filter(|code| is_code(code));
            code.unwrap_or("other").to_owned()
        }),
    }
}

fn judge_reply<'a, S: Service>(
    document: ReplyDocument<'a>,
    kind: fn(&Refusal<'_, S>) -> String,
) -> JudgedDocument<'a> {
    let body = document.body.as_bytes();
    let reply = Reply::<S>::decode(document.http_status, body);
    let (verdict, kind) = match reply.outcome() {
        Outcome::Updated(_) => (DocumentVerdict::Updated, None),
        Outcome::Accepted => (DocumentVerdict::Accepted, None),
        Outcome::Refused(refusal) => (DocumentVerdict::Refused, Some(kind(refusal))),
        Outcome::Unreadable => (DocumentVerdict::Unreadable, None),
    };
    let findings = LocatedFindings::new(reply.discrepancies(), body, 1);
    drop(reply);
    JudgedDocument {
        verdict,
        kind,
        http_status: Some(document.http_status),
        findings,
        text: document.into_body_bytes(),
        malformed: None,
    }
}

/// Whether a service's code looks like one: other text in its place can be personal.
fn is_code(text: &str) -> bool {
    let in_code = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    matches!(text.len(), 1..=64) && text.bytes().all(in_code)
}
