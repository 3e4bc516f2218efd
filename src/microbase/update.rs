use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::draft::UpdateDraft;
use super::rules::TagList;
use super::{CustomerId, CustomerUpdateBuilder, Rule, Status};
use crate::json::{self, Surrogates};
use crate::report::checked::{Checked, Rejection};
use crate::report::malformed::Malformed;
use crate::report::options::Options;
use crate::service::{MicroBase, Service, rejection};
use crate::value::email::Email;
use crate::value::secret::Redacted;

/// A request body of `customer.update` that satisfies every rule.
///
/// There is no other way to one than [`check`](Self::check), [`from_json`](Self::from_json), the
/// [`builder`](Self::builder) and [`Unchecked::check`](crate::Unchecked::check), and it never
/// changes. What is absent stays as it is at the service, and so does what is `""`.
///
/// Source: the table of arguments. Strings borrow from the text where it has no escapes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CustomerUpdate<'a> {
    pub(super) id: CustomerId<'a>,
    /// `Some(None)` is `""`.
    pub(super) email: Option<Option<Email<'a>>>,
    pub(super) first_name: Option<Cow<'a, str>>,
    pub(super) last_name: Option<Cow<'a, str>>,
    pub(super) status: Option<Status>,
    pub(super) tags: Option<TagList<'a>>,
}

impl<'a> CustomerUpdate<'a> {
    /// Judges the bytes of a request body: the update if it is accepted, and every violation and
    /// advisory in any case.
    ///
    /// # Errors
    ///
    /// [`Malformed`] if the bytes are not JSON: `{"id": HkhhuXESl}`, `{"id": "HkhhuXESl"`, an empty
    /// body.
    ///
    /// ```
    /// use salesive_schema::Options;
    /// use salesive_schema::microbase::{CustomerUpdate, Rule};
    ///
    /// let body = br#"{"id": "HkhhuXESl", "email": "", "tags": ["VIP", 1]}"#;
    /// let checked = CustomerUpdate::check(body, &Options::new())?;
    /// let findings: Vec<_> = checked
    ///     .report()
    ///     .findings()
    ///     .iter()
    ///     .map(|finding| (finding.rule(), finding.pointer().to_string()))
    ///     .collect();
    /// assert_eq!(
    ///     findings,
    ///     [(Rule::MemberIgnored, "/email".into()), (Rule::TagsItemType, "/tags/1".into())]
    /// );
    /// # Ok::<(), salesive_schema::Malformed>(())
    /// ```
    pub fn check(json: &'a [u8], options: &Options) -> Result<Checked<Self, Rule>, Malformed> {
        let mut draft = UpdateDraft::new(options);
        let found = json::read(json, Surrogates::Refuse, &mut draft)?;
        Ok(draft.finish(found, options))
    }

    /// Reads a request body: the short form of [`check`](Self::check), which drops the advisories on
    /// an accepted body.
    ///
    /// # Errors
    ///
    /// - [`Rejection::Malformed`] if the bytes are not JSON — `{"id": HkhhuXESl}`
    /// - [`Rejection::Report`] if the body breaks a rule — `{}`, `{"id": "1", "status": "active"}`
    ///
    /// ```
    /// use salesive_schema::microbase::{CustomerUpdate, Status};
    ///
    /// let update = CustomerUpdate::from_json(br#"{"id": "HkhhuXESl", "status": "INACTIVE"}"#)?;
    /// assert_eq!(update.id(), "HkhhuXESl");
    /// assert_eq!(update.status(), Some(Status::Inactive));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(json: &'a [u8]) -> Result<Self, Rejection<Rule>> {
        let mut draft = UpdateDraft::new(&Options::without_advisories());
        let found = json::read(json, Surrogates::Refuse, &mut draft)?;
        draft
            .accept(found)
            .map_err(|report| rejection::<MicroBase>(json, report))
    }

    /// Starts an update of the customer `id` that changes nothing yet.
    pub fn builder(id: impl Into<Cow<'a, str>>) -> CustomerUpdateBuilder<'a> {
        CustomerUpdateBuilder::new(id.into())
    }

    /// The request body, its members in the order of the document.
    pub fn to_json(&self) -> String {
        MicroBase::to_json(self)
    }

    /// The id of the customer to update.
    pub fn id(&self) -> &str {
        self.id.as_str()
    }

    /// The new email address; the service ignores `""`.
    pub fn email(&self) -> Option<&str> {
        let email = self.email.as_ref()?;
        Some(email.as_ref().map_or("", Email::as_str))
    }

    /// The new first name; the service ignores `""`.
    pub fn first_name(&self) -> Option<&str> {
        self.first_name.as_deref()
    }

    /// The new last name; the service ignores `""`.
    pub fn last_name(&self) -> Option<&str> {
        self.last_name.as_deref()
    }

    /// The new status.
    pub const fn status(&self) -> Option<Status> {
        self.status
    }

    /// The tags that replace all there are.
    pub fn tags(&self) -> Option<&[Cow<'a, str>]> {
        self.tags.as_deref()
    }

    /// The same update, no longer borrowed.
    pub fn into_owned(self) -> CustomerUpdate<'static> {
        let owned = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        CustomerUpdate {
            id: self.id.into_owned(),
            email: self.email.map(|email| email.map(Email::into_owned)),
            first_name: self.first_name.map(owned),
            last_name: self.last_name.map(owned),
            status: self.status,
            tags: self
                .tags
                .map(|tags| tags.into_vec().into_iter().map(owned).collect()),
        }
    }
}

/// The members that are there, in the order of the document.
impl Serialize for CustomerUpdate<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        if let Some(email) = self.email() {
            map.serialize_entry("email", email)?;
        }
        if let Some(first_name) = &self.first_name {
            map.serialize_entry("firstName", first_name)?;
        }
        if let Some(last_name) = &self.last_name {
            map.serialize_entry("lastName", last_name)?;
        }
        if let Some(status) = &self.status {
            map.serialize_entry("status", status)?;
        }
        if let Some(tags) = &self.tags {
            map.serialize_entry("tags", &**tags)?;
        }
        map.end()
    }
}

/// Which members there are; no value is shown.
impl fmt::Debug for CustomerUpdate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomerUpdate")
            .field("id", &self.id)
            .field("email", &self.email.as_ref().map(|_| Redacted))
            .field("first_name", &self.first_name.as_ref().map(|_| Redacted))
            .field("last_name", &self.last_name.as_ref().map(|_| Redacted))
            .field("status", &self.status.map(|_| Redacted))
            .field("tags", &self.tags.as_ref().map(|_| Redacted))
            .finish()
    }
}
