use alloc::borrow::Cow;

use super::draft::{UpdateDraft, UpdateMember};
use super::{Customer, CustomerId, CustomerUpdate};
use crate::json::{self, Object, Surrogates, Unread, Value};
use crate::report::checked::Checked;
use crate::report::finding::JsonType;
use crate::report::malformed::Malformed;
use crate::report::options::Options;
use crate::service::Salesive;
#[cfg(feature = "csv")]
use crate::service::column::{Column, Holds};
use crate::service::trace::{RecordFault, TracedRecord, Traces};
use crate::value::mark::{Mark, Marker, Of};
use crate::value::member::Member;
use crate::value::named::{MemberName, at_start};

/// The columns that a table of updates can have.
#[cfg(feature = "csv")]
pub(super) const COLUMNS: &[Column] = &[
    Column::new("id", Holds::Text),
    Column::new("name", Holds::Text),
    Column::new("email", Holds::Text),
    Column::new("phone", Holds::Text),
    Column::new("user", Holds::Text),
    Column::new("active", Holds::Flag),
];

/// The id goes into the path, the rest of the record is the body.
#[inline]
pub(super) fn trace_record<'a>(
    record: &'a [u8],
    options: &Options,
    marker: &Marker,
) -> Result<TracedRecord<'a, Salesive>, Malformed> {
    let mut members = RecordDraft {
        id: Err(RecordFault::IdRequired),
        draft: UpdateDraft::new(options),
    };
    let found = json::read(record, Surrogates::Refuse, &mut members)?;
    let (traces, problem) = match &members.id {
        Ok(id) => (Some(traces(id, &members.draft.update, marker)), None),
        // What is no object is no record either.
        Err(_) if found != JsonType::Object => (None, None),
        Err(fault) => (None, Some(*fault)),
    };
    let (update, report) = match members.draft.finish(found, options) {
        Checked::Accepted(update, report) => (Some(update), report),
        Checked::Rejected(report) => (None, report),
    };
    Ok(TracedRecord {
        report,
        problem,
        update: members.id.ok().zip(update),
        traces,
    })
}

pub(super) fn trace_customer(customer: &Customer<'_>, marker: &Marker) -> Option<Traces> {
    let linked = match &customer.user {
        Member::Value(user) => user.id.as_deref().map_or(Member::Absent, Member::Value),
        Member::Null => Member::Null,
        Member::Absent => Member::Absent,
    };
    let members = TracedMembers {
        name: customer.name.as_deref(),
        email: customer.email.as_deref(),
        phone: customer.phone.as_ref().map(|phone| &**phone),
        user: linked,
        active: customer.active,
    };
    Some(members.traces(customer.id.as_deref()?, marker))
}

fn traces(id: &CustomerId<'_>, update: &CustomerUpdate<'_>, marker: &Marker) -> Traces {
    let members = TracedMembers {
        name: update.name(),
        email: update.email(),
        phone: update.phone(),
        user: update.user(),
        active: update.active(),
    };
    members.traces(id.as_str(), marker)
}

/// What an update sets, or what a customer has.
struct TracedMembers<'v> {
    name: Option<&'v str>,
    email: Option<&'v str>,
    phone: Member<&'v str>,
    user: Member<&'v str>,
    active: Option<bool>,
}

impl TracedMembers<'_> {
    fn traces(&self, id: &str, marker: &Marker) -> Traces {
        let field = |value| marker.mark(Of::Field, value);
        // The case of its digits does not count.
        let object_id = |value| marker.in_any_case(Of::Field, value);
        let nullable = |member: Member<Mark>| match member {
            Member::Absent => None,
            Member::Null => Some(marker.mark(Of::NullField, "")),
            Member::Value(mark) => Some(mark),
        };
        let user = match self.user {
            Member::Absent => None,
            Member::Null => Some(None),
            Member::Value(user) => Some(Some(marker.mark(Of::Customer, user))),
        };
        let active = self
            .active
            .map(|active| if active { "true" } else { "false" });
        Traces {
            customer: marker.cased(Of::Customer, id),
            email: self.email.map(|email| marker.cased(Of::Email, email)),
            user,
            fields: [
                self.name.map(field),
                nullable(self.phone.map(field)),
                nullable(self.user.map(object_id)),
                active.map(field),
            ],
        }
    }
}

/// A record while its members come in.
struct RecordDraft<'a> {
    id: Result<CustomerId<'a>, RecordFault>,
    draft: UpdateDraft<'a>,
}

#[derive(Clone, Copy)]
enum Slot {
    Id,
    Body(UpdateMember),
}

impl MemberName for Slot {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "id" => Some(Self::Id),
            _ => UpdateMember::from_name(name).map(Self::Body),
        }
    }

    #[inline]
    fn at_start(text: &[u8]) -> Option<(Self, usize)> {
        let member =
            || UpdateMember::at_start(text).map(|(member, length)| (Self::Body(member), length));
        at_start!(text, "id" => Self::Id,).or_else(member)
    }
}

impl<'a> Object<'a> for RecordDraft<'a> {
    type Slot = Slot;

    fn listed(&mut self, slot: Slot, ordinal: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        match slot {
            Slot::Id => {
                let value = value.scalar()?;
                self.id = match (&self.id, value) {
                    (Err(RecordFault::IdRequired), Value::String(id)) => {
                        CustomerId::new(id).map_err(|_| RecordFault::IdSegment)
                    }
                    (Err(RecordFault::IdRequired), _) => Err(RecordFault::IdType),
                    _ => Err(RecordFault::IdDuplicate),
                };
                Ok(())
            }
            Slot::Body(field) => self.draft.listed(field, ordinal, value),
        }
    }

    fn unlisted(
        &mut self,
        name: Cow<'a, str>,
        ordinal: usize,
        value: Unread<'_, 'a>,
    ) -> json::Result<()> {
        self.draft.unlisted(name, ordinal, value)
    }
}
