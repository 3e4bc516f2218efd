use alloc::vec::Vec;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::{Customer, CustomerId, CustomerUpdate, Rule};
use crate::decode::{self, Surrogates};
use crate::finding::JsonType;
use crate::malformed::Malformed;
use crate::member::Member;
use crate::options::Options;
use crate::pointer::Path;
use crate::preflight::mark::{Marker, Of};
use crate::preflight::{Problem, Read, Records, Rule as Across, Traces};
use crate::record;

/// The id goes into the path, the rest of the record is the body.
impl Records for Rule {
    fn read(record: &[u8], max_findings: usize, marker: &Marker) -> Result<Read<Self>, Malformed> {
        // One more for the id, which no body should have.
        let options = Options::new().max_findings(max_findings.saturating_add(1));
        let (update, report) = CustomerUpdate::check(record, &options)?.into_parts();
        let Some(ids) = Ids::of(record) else {
            let problems = Vec::new();
            return Ok(Read {
                report,
                problems,
                traces: None,
            });
        };
        let pointer = Path::ROOT.member("id", 0).pointer();
        let report = report.without(Self::MemberReadOnly, &pointer, ids.count, max_findings);
        let (id, problem) = match ids.id(record)? {
            Ok(id) => (Some(id), None),
            Err(Across::IdRequired) => (None, Some(Problem::of_body(Across::IdRequired))),
            Err(rule) => (None, Some(Problem::new(rule, "id"))),
        };
        let traces = id
            .zip(update)
            .map(|(id, update)| traces(&id, &update, marker));
        Ok(Read {
            report,
            problems: problem.into_iter().collect(),
            traces,
        })
    }

    fn known(customer: &[u8], marker: &Marker) -> Option<Traces> {
        let customer: Customer<'_> = record::from_json::<_, Self>(customer)?;
        let linked = match &customer.user {
            Member::Value(user) => user.id.as_deref().map_or(Member::Absent, Member::Value),
            Member::Null => Member::Null,
            Member::Absent => Member::Absent,
        };
        let members = Members {
            name: customer.name.as_deref(),
            email: customer.email.as_deref(),
            phone: customer.phone.as_ref().map(|phone| &**phone),
            user: linked,
            active: customer.active,
        };
        Some(members.traces(customer.id.as_deref()?, marker))
    }
}

fn traces(id: &CustomerId<'_>, update: &CustomerUpdate<'_>, marker: &Marker) -> Traces {
    let user = update.user();
    let members = Members {
        name: update.name(),
        email: update.email().map(|email| email.expose()),
        phone: update.phone(),
        user: user.as_ref().map(|user| user.expose()),
        active: update.active(),
    };
    members.traces(id.expose(), marker)
}

/// What an update sets, or what a customer has.
struct Members<'v> {
    name: Option<&'v str>,
    email: Option<&'v str>,
    phone: Member<&'v str>,
    user: Member<&'v str>,
    active: Option<bool>,
}

impl Members<'_> {
    fn traces(&self, id: &str, marker: &Marker) -> Traces {
        let field = |value| marker.mark(Of::Field, value);
        let nullable = |member| match member {
            Member::Absent => None,
            Member::Null => Some(marker.mark(Of::NullField, "")),
            Member::Value(value) => Some(field(value)),
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
            customer: marker.mark(Of::Customer, id),
            email: self.email.map(|email| marker.mark(Of::Email, email)),
            email_in_any_case: self
                .email
                .map(|email| marker.in_any_case(Of::EmailInAnyCase, email)),
            user,
            fields: [
                self.name.map(field),
                nullable(self.phone),
                nullable(self.user),
                active.map(field),
            ],
        }
    }
}

/// The members `id` of a record.
#[derive(Default)]
struct Ids<'t> {
    /// The first one, as text.
    first: Option<&'t str>,
    count: usize,
}

impl<'t> Ids<'t> {
    /// `record` is JSON; `None` if it is no object.
    fn of(record: &'t [u8]) -> Option<Self> {
        let text = core::str::from_utf8(record).ok()?;
        serde_json::Deserializer::from_str(text)
            .deserialize_map(IdsVisitor)
            .ok()
    }

    /// The id, or what is wrong with it.
    fn id(&self, record: &'t [u8]) -> Result<Result<CustomerId<'t>, Across>, Malformed> {
        let Some(text) = self.first else {
            return Ok(Err(Across::IdRequired));
        };
        if self.count > 1 {
            return Ok(Err(Across::IdDuplicate));
        }
        if decode::json_type(text) != JsonType::String {
            return Ok(Err(Across::IdType));
        }
        let Ok(id) = decode::string(text, Surrogates::Refuse) else {
            let offset = text.as_ptr().addr() - record.as_ptr().addr();
            return Err(Malformed::half_surrogate_pair(record, offset));
        };
        Ok(CustomerId::new(id).map_err(|_| Across::IdSegment))
    }
}

struct IdsVisitor;

impl<'t> Visitor<'t> for IdsVisitor {
    type Value = Ids<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut ids = Ids::default();
        while let Some(is_id) = map.next_key_seed(IsId)? {
            if is_id {
                let text = map.next_value::<&RawValue>()?.get();
                ids.first.get_or_insert(text);
                ids.count += 1;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(ids)
    }
}

struct IsId;

impl<'t> DeserializeSeed<'t> for IsId {
    type Value = bool;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for IsId {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<bool, E> {
        Ok(name == "id")
    }
}
