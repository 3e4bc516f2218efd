use salesive_schema::{microbase, salesive};

use crate::args::ServiceName;
use crate::findings::LocatedFindings;
use crate::input::Document;
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
    let body = reply.body.as_bytes();
    let (verdict, kind, findings) = match service {
        ServiceName::Salesive => salesive(reply.http_status, body),
        ServiceName::Microbase => microbase(reply.http_status, body),
    };
    JudgedDocument {
        verdict,
        kind,
        http_status: Some(reply.http_status),
        text: reply.into_body_bytes(),
        findings,
        malformed: None,
    }
}

/// The rooms mirror each other, but their outcomes are types of their own.
macro_rules! decoder {
    ($room:ident, $kind:expr) => {
        fn $room(
            http_status: u16,
            body: &[u8],
        ) -> (DocumentVerdict, Option<String>, LocatedFindings) {
            let reply = $room::Reply::decode(http_status, body);
            let (verdict, kind) = match reply.outcome() {
                $room::Outcome::Updated(_) => (DocumentVerdict::Updated, None),
                $room::Outcome::Accepted => (DocumentVerdict::Accepted, None),
                $room::Outcome::Refused(refusal) => {
                    (DocumentVerdict::Refused, Some($kind(refusal)))
                }
                $room::Outcome::Unreadable => (DocumentVerdict::Unreadable, None),
            };
            (
                verdict,
                kind,
                LocatedFindings::new(reply.discrepancies(), body, 1),
            )
        }
    };
}

decoder!(salesive, |refusal: &salesive::Refusal<'_>| {
    refusal.kind().name().to_owned()
});
decoder!(microbase, |refusal: &microbase::Refusal<'_>| {
    let code = refusal.code().filter(|code| is_code(code));
    code.unwrap_or("other").to_owned()
});

/// Whether a service's code looks like one: other text in its place can be personal.
fn is_code(text: &str) -> bool {
    let in_code = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
    matches!(text.len(), 1..=64) && text.bytes().all(in_code)
}
