use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::draft::UpdateDraft;
use super::{CustomerUpdateBuilder, ObjectId, Rule};
use crate::json::{self, Surrogates};
use crate::report::checked::{Checked, Rejection};
use crate::report::malformed::Malformed;
use crate::report::options::Options;
use crate::service::{Salesive, Service, rejection};
use crate::value::email::Email;
use crate::value::member::Member;
use crate::value::secret::Redacted;

/// A request body of `PUT /customers/{id}` that satisfies every rule.
///
/// There is no other way to one than [`check`](Self::check), [`from_json`](Self::from_json), the
/// [`builder`](Self::builder) and [`Unchecked::check`](crate::Unchecked::check), and it never
/// changes. What is absent stays as it is at the service.
///
/// Source: schema `CustomerUpdate`. Strings borrow from the text where it has no escapes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CustomerUpdate<'a> {
    pub(super) name: Option<Cow<'a, str>>,
    pub(super) email: Option<Email<'a>>,
    pub(super) phone: Member<Cow<'a, str>>,
    pub(super) user: Member<ObjectId>,
    pub(super) active: Option<bool>,
}

impl<'a> CustomerUpdate<'a> {
    /// Judges the bytes of a request body: the update if it is accepted, and every violation and
    /// advisory in any case.
    ///
    /// # Errors
    ///
    /// [`Malformed`] if the bytes are not JSON: `{"name": Ada}`, `{"name": "Ada"`, an empty body.
    ///
    /// ```
    /// use salesive_schema::Options;
    /// use salesive_schema::salesive::{CustomerUpdate, Rule};
    ///
    /// let body = br#"{"email": "ada@example", "phone": 2348099998888, "user": null}"#;
    /// let checked = CustomerUpdate::check(body, &Options::new())?;
    /// assert!(!checked.is_accepted());
    /// let rules: Vec<_> = checked.report().findings().iter().map(|finding| finding.rule()).collect();
    /// assert_eq!(rules, [Rule::EmailPortable, Rule::PhoneType]);
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
    /// - [`Rejection::Malformed`] if the bytes are not JSON — `{"name": Ada}`
    /// - [`Rejection::Report`] if the body breaks a rule — `{}`, `{"active": "true"}`, `{"shop": "1"}`
    ///
    /// ```
    /// use salesive_schema::salesive::CustomerUpdate;
    ///
    /// let update = CustomerUpdate::from_json(br#"{"phone": "+2348099998888", "active": false}"#)?;
    /// assert_eq!(update.active(), Some(false));
    /// assert_eq!(update.name(), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(json: &'a [u8]) -> Result<Self, Rejection<Rule>> {
        let mut draft = UpdateDraft::new(&Options::without_advisories());
        let found = json::read(json, Surrogates::Refuse, &mut draft)?;
        draft
            .accept(found)
            .map_err(|report| rejection::<Salesive>(json, report))
    }

    /// Starts an update that changes nothing yet.
    pub fn builder() -> CustomerUpdateBuilder<'a> {
        CustomerUpdateBuilder::default()
    }

    /// The request body, its members in the order of the document.
    pub fn to_json(&self) -> String {
        Salesive::to_json(self)
    }

    /// The new name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The new email address.
    pub fn email(&self) -> Option<&str> {
        self.email.as_ref().map(Email::as_str)
    }

    /// The new phone number, or that it is cleared.
    pub fn phone(&self) -> Member<&str> {
        self.phone.as_ref().map(|phone| &**phone)
    }

    /// The ObjectId of the user to link, or that the user is unlinked.
    pub fn user(&self) -> Member<&str> {
        self.user.as_ref().map(ObjectId::as_str)
    }

    /// Whether the customer becomes active.
    pub const fn active(&self) -> Option<bool> {
        self.active
    }

    /// The same update, no longer borrowed.
    pub fn into_owned(self) -> CustomerUpdate<'static> {
        CustomerUpdate {
            name: self.name.map(|name| Cow::Owned(name.into_owned())),
            email: self.email.map(Email::into_owned),
            phone: self.phone.map(|phone| Cow::Owned(phone.into_owned())),
            user: self.user,
            active: self.active,
        }
    }
}

/// The members that are there, in the order of the document.
impl Serialize for CustomerUpdate<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(name) = &self.name {
            map.serialize_entry("name", name)?;
        }
        if let Some(email) = &self.email {
            map.serialize_entry("email", email)?;
        }
        if !self.phone.is_absent() {
            map.serialize_entry("phone", &self.phone)?;
        }
        if !self.user.is_absent() {
            map.serialize_entry("user", &self.user)?;
        }
        if let Some(active) = &self.active {
            map.serialize_entry("active", active)?;
        }
        map.end()
    }
}

/// Which members there are; no value is shown.
impl fmt::Debug for CustomerUpdate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomerUpdate")
            .field("name", &self.name.as_ref().map(|_| Redacted))
            .field("email", &self.email.as_ref().map(|_| Redacted))
            .field("phone", &self.phone.as_ref().map(|_| Redacted))
            .field("user", &self.user.map(|_| Redacted))
            .field("active", &self.active.map(|_| Redacted))
            .finish()
    }
}
