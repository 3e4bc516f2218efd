use super::draft::UpdateDraft;
use super::model::BODY_LIMIT;
use super::{Customer, Status, Version};
use crate::json::{self, Surrogates};
use crate::report::checked::Checked;
use crate::report::malformed::Malformed;
use crate::report::options::Options;
use crate::service::MicroBase;
#[cfg(feature = "csv")]
use crate::service::column::{Column, Holds};
use crate::service::trace::{RecordFault, TracedRecord, Traces};
use crate::value::mark::{Cased, Marker, Of};

/// The columns that a table of updates can have.
#[cfg(feature = "csv")]
pub(super) const COLUMNS: &[Column] = &[
    Column::new("id", Holds::Text),
    Column::new("email", Holds::Text),
    Column::new("firstName", Holds::Text),
    Column::new("lastName", Holds::Text),
    Column::new("status", Holds::Text),
    Column::new("tags", Holds::Tags),
];

/// The record is the body.
#[inline]
pub(super) fn trace_record<'a>(
    record: &'a [u8],
    options: &Options,
    marker: &Marker,
) -> Result<TracedRecord<'a, MicroBase>, Malformed> {
    let mut draft = UpdateDraft::new(options);
    let found = json::read(record, Surrogates::Refuse, &mut draft)?;
    let problem = (record.len() > BODY_LIMIT).then_some(RecordFault::BodyTooLarge);
    let traces = draft.id.as_ref().map(|id| {
        // The service ignores what is empty.
        let set = |text: Option<_>| text.filter(|text: &&str| !text.is_empty());
        let fields = TracedMembers {
            first_name: set(draft.first_name.as_deref()),
            last_name: set(draft.last_name.as_deref()),
            status: draft.status.map(Status::name),
            tags: draft
                .tags
                .as_ref()
                .map(|tags| tags.iter().map(|tag| &**tag)),
        };
        let email = draft.email.as_ref().and_then(Option::as_ref);
        fields.traces(id.as_str(), email.map(|email| email.as_str()), marker)
    });
    let (update, report) = match draft.finish(found, options) {
        Checked::Accepted(update, report) => (Some(update), report),
        Checked::Rejected(report) => (None, report),
    };
    Ok(TracedRecord {
        report,
        problem,
        update: update.map(|update| (Version::V1, update)),
        traces,
    })
}

pub(super) fn trace_customer(customer: &Customer<'_>, marker: &Marker) -> Option<Traces> {
    let fields = TracedMembers {
        first_name: customer.first_name.as_deref(),
        last_name: customer.last_name.as_deref(),
        status: customer.status.as_ref().map(|status| status.as_str()),
        // No tags are none.
        tags: Some(customer.tags.iter().flatten().map(|tag| &**tag)),
    };
    Some(fields.traces(customer.id.as_deref()?, customer.email.as_deref(), marker))
}

/// What an update sets, or what a customer has, besides the email address.
struct TracedMembers<'v, T> {
    first_name: Option<&'v str>,
    last_name: Option<&'v str>,
    status: Option<&'v str>,
    tags: Option<T>,
}

impl<'v, T: Iterator<Item = &'v str>> TracedMembers<'v, T> {
    fn traces(self, id: &str, email: Option<&str>, marker: &Marker) -> Traces {
        let field = |value| marker.mark(Of::Field, value);
        Traces {
            customer: marker.cased(Of::Customer, id),
            email: email.map(|email| Cased::counting(marker.mark(Of::Email, email))),
            user: None,
            fields: [
                self.first_name.map(field),
                self.last_name.map(field),
                self.status.map(field),
                self.tags.map(|tags| marker.list(Of::Field, tags)),
            ],
        }
    }
}
