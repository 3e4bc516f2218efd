use super::envelope::{EnvelopeDraft, EnvelopeMember};
use super::{Refusal, Rule};
use crate::json::Typed;
use crate::report::finding::JsonType;
use crate::report::pointer::Path;
use crate::service::{Decoded, Outcome, Salesive};

/// A reply is a success only if no signal says otherwise.
pub(super) fn decode<'a>(http_status: u16, body: &'a [u8], decoded: &mut Decoded<'a, Salesive>) {
    let mut draft = EnvelopeDraft::new(http_status);
    if draft.read(body).is_none() {
        return;
    }
    compare(http_status, &mut draft);
    let is_whole = is_customer(&mut draft);
    let is_refused = !draft.envelope.success || !is_success(http_status);
    if is_refused {
        decoded.outcome = Outcome::Refused(Refusal::new(http_status, &draft.envelope));
    } else if let (true, Some(customer)) = (is_whole, draft.data.record) {
        decoded.outcome = Outcome::Updated(customer);
    } else {
        decoded.outcome = Outcome::Accepted;
    }
    decoded.envelope = Some(draft.envelope);
    decoded.discrepancies = draft.findings.finish();
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

/// Whether a success carries a readable customer; what a refusal carries is only held against the
/// document.
fn is_customer(draft: &mut EnvelopeDraft<'_>) -> bool {
    let at = draft.path(EnvelopeMember::Data);
    let findings = &mut draft.findings;
    match (draft.envelope.success, draft.data.read) {
        (true, Some(read)) => {
            if let Some(departures) = draft.data.findings.take() {
                findings.append(departures);
            }
            read.or_report(Rule::ReplyDataType, at, findings).is_some()
        }
        (true, None) => {
            findings.report_found(Rule::ReplyDataMissing, Path::ROOT, JsonType::Absent);
            false
        }
        (false, None | Some(Typed::Mismatch(JsonType::Array | JsonType::Null))) => false,
        (false, Some(read)) => {
            read.or_report(Rule::ReplyDataType, at, findings);
            false
        }
    }
}
