use salesive_schema::{microbase, salesive};

use crate::args::Service;
use crate::exchange::Exchange;
use crate::findings::Findings;
use crate::input::Document;
use crate::judged::Judged;
use crate::verdict::Verdict;

/// Judges the reply of a reply document.
pub(crate) fn judge<'a>(service: Service, document: &Document<'a>) -> Judged<'a> {
    let exchange = match Exchange::read(document.text) {
        Ok(exchange) => exchange,
        Err(malformed) => {
            return Judged::malformed(document.text, malformed.in_file(document.line));
        }
    };
    let body = exchange.body.as_bytes();
    let (verdict, kind, findings) = match service {
        Service::Salesive => salesive(exchange.http_status, body),
        Service::Microbase => microbase(exchange.http_status, body),
    };
    Judged {
        verdict,
        kind,
        http_status: Some(exchange.http_status),
        text: exchange.into_body_bytes(),
        findings,
        malformed: None,
    }
}

/// The rooms mirror each other, but their outcomes are types of their own.
macro_rules! decoder {
    ($room:ident, $kind:expr) => {
        fn $room(http_status: u16, body: &[u8]) -> (Verdict, Option<String>, Findings) {
            let reply = $room::Reply::decode(http_status, body);
            let (verdict, kind) = match reply.outcome() {
                $room::Outcome::Updated(_) => (Verdict::Updated, None),
                $room::Outcome::Accepted => (Verdict::Accepted, None),
                $room::Outcome::Refused(refusal) => (Verdict::Refused, Some($kind(refusal))),
                $room::Outcome::Unreadable => (Verdict::Unreadable, None),
            };
            (verdict, kind, Findings::new(reply.discrepancies(), body, 1))
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
