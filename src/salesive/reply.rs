use super::envelope::{EnvelopeDraft, EnvelopeMember};
use super::{Refusal, Rule};
use crate::json::Typed;
use crate::report::finding::JsonType;
use crate::report::pointer::Path;
use crate::service::{Decoded, Outcome, Salesive};

/// A reply is a success only if no signal says otherwise.
pub(super) fn decode(http_status: u16, body: &[u8]) -> Decoded<'_, Salesive> {
    let mut draft = EnvelopeDraft::new(http_status);
    if draft.read(body).is_none() {
        return Decoded::unreadable();
    }
    compare(http_status, &mut draft);
    let is_whole = is_customer(&mut draft);
    let is_refused = !draft.envelope.success || !is_success(http_status);
    let discrepancies = draft.findings.finish();
    let envelope = draft.envelope;
    if is_refused {
        let refusal = Refusal::new(http_status, &envelope);
        return Decoded::new(envelope, Outcome::Refused(refusal), discrepancies);
    }
    match draft.data.record {
        Some(customer) if is_whole => {
            Decoded::new(envelope, Outcome::Updated(customer), discrepancies)
        }
        _ => Decoded::new(envelope, Outcome::Accepted, discrepancies),
    }
}

const fn is_success(http_status: u16) -> bool {
    matches!(http_status, 200..=299)
}

/// Holds the success flag against the HTTP status.
fn compare(http_status: u16, draft: &mut EnvelopeDraft<'_>) {
    let success = draft.envelope.success;
    if success != is_success(http_status) {
        let at = draft.path(EnvelopeMember::Success);
        draft.findings.report(Rule::ReplySuccessContradiction, at);
    } else if success && http_status != 200 {
        draft
            .findings
            .report(Rule::ReplyHttpStatusUnexpected, Path::ROOT);
    }
}

/// Whether the reply carries a readable customer; what a refusal carries is only held against the
/// document.
fn is_customer(draft: &mut EnvelopeDraft<'_>) -> bool {
    let success = draft.envelope.success;
    let read = match draft.data.read {
        None if success => {
            draft
                .findings
                .report_found(Rule::ReplyDataMissing, Path::ROOT, JsonType::Absent);
            return false;
        }
        None => return false,
        Some(Typed::Mismatch(JsonType::Array | JsonType::Null)) if !success => return false,
        Some(read) => read,
    };
    if success && let Some(departures) = draft.data.findings.take() {
        draft.findings.append(departures);
    }
    let at = draft.path(EnvelopeMember::Data);
    read.or_report(Rule::ReplyDataType, at, &mut draft.findings)
        .is_some()
}
