use alloc::borrow::Cow;
use core::fmt;

use super::draft::{UpdateDraft, UpdateMember};
use super::rules::TagList;
use super::{CustomerUpdate, Rule, Status};
use crate::json::{Typed, Value};
use crate::report::Report;
use crate::report::checked::Checked;
use crate::report::finding::JsonType;
use crate::report::options::Options;

/// An update in the making. Nothing is judged before [`build`](Self::build), which applies the
/// same rules as parsing does; setting a member again replaces it.
#[derive(Clone, PartialEq, Eq)]
pub struct CustomerUpdateBuilder<'a> {
    id: Cow<'a, str>,
    email: Option<Cow<'a, str>>,
    first_name: Option<Cow<'a, str>>,
    last_name: Option<Cow<'a, str>>,
    status: Option<Status>,
    tags: Option<TagList<'a>>,
}

impl<'a> CustomerUpdateBuilder<'a> {
    pub(super) const fn new(id: Cow<'a, str>) -> Self {
        Self {
            id,
            email: None,
            first_name: None,
            last_name: None,
            status: None,
            tags: None,
        }
    }

    /// Changes the email address.
    #[must_use]
    pub fn email(mut self, email: impl Into<Cow<'a, str>>) -> Self {
        self.email = Some(email.into());
        self
    }

    /// Changes the first name.
    #[must_use]
    pub fn first_name(mut self, first_name: impl Into<Cow<'a, str>>) -> Self {
        self.first_name = Some(first_name.into());
        self
    }

    /// Changes the last name.
    #[must_use]
    pub fn last_name(mut self, last_name: impl Into<Cow<'a, str>>) -> Self {
        self.last_name = Some(last_name.into());
        self
    }

    /// Changes the status.
    #[must_use]
    pub const fn status(mut self, status: Status) -> Self {
        self.status = Some(status);
        self
    }

    /// Replaces all tags; order and duplicates are kept.
    #[must_use]
    pub fn tags<T: Into<Cow<'a, str>>>(mut self, tags: impl IntoIterator<Item = T>) -> Self {
        self.tags = Some(tags.into_iter().map(Into::into).collect());
        self
    }

    /// Removes all tags: sends `[]`.
    #[must_use]
    pub fn clear_tags(mut self) -> Self {
        self.tags = Some(TagList::default());
        self
    }

    /// Judges the members that were set: the short form of [`check`](Self::check), which drops the
    /// advisories on an accepted update.
    ///
    /// # Errors
    ///
    /// The report, if they break a rule: the email address is `nobody`.
    ///
    /// ```
    /// use salesive_schema::microbase::{CustomerUpdate, Rule};
    ///
    /// let update = CustomerUpdate::builder("HkhhuXESl").first_name("Jack").clear_tags().build()?;
    /// assert_eq!(update.to_json(), r#"{"id":"HkhhuXESl","firstName":"Jack","tags":[]}"#);
    ///
    /// let report = CustomerUpdate::builder("HkhhuXESl").email("nobody").build().unwrap_err();
    /// assert_eq!(report.findings()[0].rule(), Rule::EmailFormat);
    /// # Ok::<(), salesive_schema::Report<Rule>>(())
    /// ```
    pub fn build(self) -> Result<CustomerUpdate<'a>, Report<Rule>> {
        self.check().into_result()
    }

    /// Judges the members, as [`CustomerUpdate::check`] judges a body: the update if it is accepted, and
    /// every violation and advisory in any case.
    pub fn check(self) -> Checked<CustomerUpdate<'a>, Rule> {
        let status = self
            .status
            .map(|status| Value::String(Cow::Borrowed(status.name())));
        let members = [
            (UpdateMember::Id, Some(Value::String(self.id))),
            (UpdateMember::Email, self.email.map(Value::String)),
            (UpdateMember::FirstName, self.first_name.map(Value::String)),
            (UpdateMember::LastName, self.last_name.map(Value::String)),
            (UpdateMember::Status, status),
        ];
        let options = Options::new();
        let mut draft = UpdateDraft::new(&options);
        for (ordinal, (field, value)) in members.into_iter().enumerate() {
            if let Some(value) = value {
                draft.set(field, ordinal, value);
            }
        }
        if let Some(tags) = self.tags {
            draft.set_tags(UpdateMember::Tags as usize, Typed::Value(tags));
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
