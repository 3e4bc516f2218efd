use alloc::borrow::Cow;
use core::fmt;

use super::draft::{UpdateDraft, UpdateMember};
use super::{CustomerUpdate, Rule};
use crate::json::Value;
use crate::report::Report;
use crate::report::checked::Checked;
use crate::report::finding::JsonType;
use crate::report::options::Options;
use crate::value::member::Member;

/// An update in the making. Nothing is judged before [`build`](Self::build), which applies the
/// same rules as parsing does; setting a member again replaces it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CustomerUpdateBuilder<'a> {
    name: Option<Cow<'a, str>>,
    email: Option<Cow<'a, str>>,
    phone: Member<Cow<'a, str>>,
    user: Member<Cow<'a, str>>,
    active: Option<bool>,
}

impl<'a> CustomerUpdateBuilder<'a> {
    /// Changes the name.
    #[must_use]
    pub fn name(mut self, name: impl Into<Cow<'a, str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Changes the email address.
    #[must_use]
    pub fn email(mut self, email: impl Into<Cow<'a, str>>) -> Self {
        self.email = Some(email.into());
        self
    }

    /// Changes the phone number.
    #[must_use]
    pub fn phone(mut self, phone: impl Into<Cow<'a, str>>) -> Self {
        self.phone = Member::Value(phone.into());
        self
    }

    /// Clears the phone number: sends `null`.
    #[must_use]
    pub fn clear_phone(mut self) -> Self {
        self.phone = Member::Null;
        self
    }

    /// Links a platform user by its ObjectId.
    #[must_use]
    pub fn user(mut self, user: impl Into<Cow<'a, str>>) -> Self {
        self.user = Member::Value(user.into());
        self
    }

    /// Unlinks the platform user: sends `null`.
    #[must_use]
    pub fn unlink_user(mut self) -> Self {
        self.user = Member::Null;
        self
    }

    /// Makes the customer active or not.
    #[must_use]
    pub const fn active(mut self, active: bool) -> Self {
        self.active = Some(active);
        self
    }

    /// Judges the members that were set: the short form of [`check`](Self::check), which drops the
    /// advisories on an accepted update.
    ///
    /// # Errors
    ///
    /// The report, if they break a rule: nothing was set, the email address is `nobody`, the user
    /// is `42`.
    ///
    /// ```
    /// use salesive_schema::salesive::{CustomerUpdate, Rule};
    ///
    /// let update = CustomerUpdate::builder().name("Ada Obi").clear_phone().build()?;
    /// assert_eq!(update.to_json(), r#"{"name":"Ada Obi","phone":null}"#);
    ///
    /// let report = CustomerUpdate::builder().build().unwrap_err();
    /// assert_eq!(report.findings()[0].rule(), Rule::BodyEmpty);
    /// # Ok::<(), salesive_schema::Report<Rule>>(())
    /// ```
    pub fn build(self) -> Result<CustomerUpdate<'a>, Report<Rule>> {
        self.check().into_result()
    }

    /// Judges the members, as [`CustomerUpdate::check`] judges a body: the update if it is accepted, and
    /// every violation and advisory in any case.
    pub fn check(self) -> Checked<CustomerUpdate<'a>, Rule> {
        let nullable = |member| match member {
            Member::Absent => None,
            Member::Null => Some(Value::Null),
            Member::Value(text) => Some(Value::String(text)),
        };
        let members = [
            (UpdateMember::Name, self.name.map(Value::String)),
            (UpdateMember::Email, self.email.map(Value::String)),
            (UpdateMember::Phone, nullable(self.phone)),
            (UpdateMember::User, nullable(self.user)),
            (UpdateMember::Active, self.active.map(Value::Boolean)),
        ];
        let options = Options::new();
        let mut draft = UpdateDraft::new(&options);
        for (ordinal, (field, value)) in members.into_iter().enumerate() {
            if let Some(value) = value {
                draft.set(field, ordinal, value);
            }
        }
        draft.finish(JsonType::Object, &options)
    }
}

/// Shows the type and no value.
impl fmt::Debug for CustomerUpdateBuilder<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CustomerUpdateBuilder")
            .finish_non_exhaustive()
    }
}
