use super::envelope::{EnvelopeDraft, EnvelopeMember};
use super::{Refusal, Rule};
use crate::json::text::JsonText;
use crate::report::finding::JsonType;
use crate::report::pointer::Path;
use crate::service::{Decoded, MicroBase, Outcome};

/// A reply is a success only if no signal says otherwise.
pub(super) fn decode(http_status: u16, body: &[u8]) -> Decoded<'_, MicroBase> {
    let mut draft = EnvelopeDraft::new();
    if draft.read(body).is_none() {
        return Decoded::unreadable();
    }
    let is_whole = is_customer(&mut draft);
    let is_refused = is_refused(http_status, &mut draft);
    let discrepancies = draft.findings.finish();
    let envelope = draft.envelope;
    if is_refused {
        let refusal = Refusal::new(http_status, &envelope);
        return Decoded::new(envelope, Outcome::Refused(refusal), discrepancies);
    }
    match draft.held.record {
        Some(customer) if is_whole => {
            Decoded::new(envelope, Outcome::Updated(customer), discrepancies)
        }
        _ => Decoded::new(envelope, Outcome::Accepted, discrepancies),
    }
}

/// Holds the flag against the error and the HTTP status; whether one of them says failure.
fn is_refused(http_status: u16, draft: &mut EnvelopeDraft<'_>) -> bool {
    let [at_ok, at_error] =
        [EnvelopeMember::Ok, EnvelopeMember::Error].map(|field| draft.path(field));
    let findings = &mut draft.findings;
    let ok = draft.envelope.ok;
    let error = draft.envelope.error.as_ref();
    let error = error.map_or(JsonType::Absent, JsonText::json_type);
    match error {
        JsonType::String => {}
        JsonType::Absent if ok => {}
        JsonType::Absent => {
            findings.report_found(Rule::ReplyErrorMissing, Path::ROOT, error);
        }
        _ => findings.report_found(Rule::ReplyErrorType, at_error, error),
    }
    let failed = draft.has_error || !matches!(http_status, 200..=299);
    if ok && failed {
        findings.report(Rule::ReplyOkContradiction, at_ok);
    }
    !ok || failed
}

/// Whether a success carries a readable customer.
fn is_customer(draft: &mut EnvelopeDraft<'_>) -> bool {
    if !draft.envelope.ok {
        return false;
    }
    let at = draft.path(EnvelopeMember::Customer);
    let findings = &mut draft.findings;
    let Some(read) = draft.held.read else {
        findings.report_found(Rule::ReplyCustomerMissing, Path::ROOT, JsonType::Absent);
        return false;
    };
    if let Some(departures) = draft.held.findings.take() {
        findings.append(departures);
    }
    read.or_report(Rule::ReplyCustomerType, at, findings)
        .is_some()
}
