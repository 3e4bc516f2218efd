use alloc::borrow::Cow;

use serde::{Deserialize, Deserializer};

use super::Rule;
use crate::json::raw;
use crate::json::record::{RecordReader, RecordValue, record};
use crate::json::{self, Typed, Unread};
use crate::report::ReportBuilder;
use crate::report::checked::Rejection;
use crate::report::finding::JsonType;
use crate::report::pointer::Path;
use crate::value::member::Member;
use crate::value::timestamp::Timestamp;

record! {
    /// A customer record as the service replies it.
    ///
    /// Source: schema `Customer`. No member is required, so each can be absent; make one with
    /// `Customer::default()` and set what there is.
    Customer<'a> by Rule {
        /// The record's id.
        "_id" id: Option<Cow<'a, str>>,
        /// The linked platform user; `null` when there is none.
        "user" user: Member<UserProfile<'a>>,
        /// The store's id.
        "shop" shop: Option<Cow<'a, str>>,
        /// The name.
        "name" name: Option<Cow<'a, str>>,
        /// The phone number.
        "phone" phone: Member<Cow<'a, str>>,
        /// The email address, as the service holds it.
        "email" email: Option<Cow<'a, str>>,
        /// When the customer was last active.
        "lastActive" last_active: Option<Timestamp<'a>>,
        /// Whether the customer is online.
        "online" online: Option<bool>,
        /// Whether the customer is active.
        "active" active: Option<bool>,
        /// When the record was made.
        "createdAt" created_at: Option<Timestamp<'a>>,
        /// When the record was last changed.
        "updatedAt" updated_at: Option<Timestamp<'a>>,
        /// The address of a picture.
        "avatar" avatar: Member<Cow<'a, str>>,
        /// The member `id`, which the document calls a virtual alias of `_id`.
        "id" alias: Option<Cow<'a, str>>,
    }
}

record! {
    /// The platform user linked to a customer.
    ///
    /// Source: schema `UserProfile`. No member is required.
    UserProfile<'a> by Rule {
        /// The user's id.
        "_id" id: Option<Cow<'a, str>>,
        /// The user's name.
        "name" name: Option<Cow<'a, str>>,
        /// The user's email address.
        "email" email: Option<Cow<'a, str>>,
        /// The address of a picture.
        "avatar" avatar: Member<Cow<'a, str>>,
    }
}

impl<'a> Customer<'a> {
    /// Reads a customer that is a JSON text of its own, as a reply holds it.
    ///
    /// # Errors
    ///
    /// - [`Rejection::Malformed`] if the bytes are not JSON — `{"_id": "1"`
    /// - [`Rejection::Report`] if they are no object, or a documented member has an undocumented JSON
    ///   type — `[]`, `{"active": "yes"}`
    ///
    /// ```
    /// use salesive_schema::salesive::Customer;
    ///
    /// let customer = Customer::from_json(br#"{"name": "Ada Obi", "phone": null}"#)?;
    /// assert!(customer.phone.is_null());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(json: &'a [u8]) -> Result<Self, Rejection<Rule>> {
        json::record::from_json(json)
    }

    /// Reads `data`; the customer is whole unless that is no object or a documented member has an
    /// undocumented JSON type.
    pub(super) fn read(
        &mut self,
        value: Unread<'_, 'a>,
        at: Path<'_>,
        findings: &mut ReportBuilder<Rule>,
    ) -> json::Result<Typed<()>> {
        let mut reader = RecordReader::new(self, at, findings);
        let found = value.object(&mut reader)?;
        let alias_at = reader.ordinal("id");
        let read = reader.finish(found);
        if let Typed::Value(()) = read
            && let (Some(id), Some(alias)) = (&self.id, &self.alias)
            && id != alias
        {
            let at = at.member("id", alias_at);
            findings.report(Rule::ReplyCustomerAlias, at);
        }
        Ok(read)
    }
}

/// Reads the text as [`from_json`](Self::from_json) does, so it takes a deserialiser of serde_json. Behind
/// `#[serde(flatten)]` and in untagged or internally tagged enums there is no text, and the error says so
/// (of an untagged enum serde says only that no variant matched): keep a `Box<RawValue>` there, and give
/// its text to `from_json`.
impl<'de> Deserialize<'de> for Customer<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        raw::deserialize(deserializer, |json| {
            Customer::from_json(json).map(Customer::into_owned)
        })
    }
}

impl<'a> RecordValue<'a, Rule> for Timestamp<'a> {
    type Static = Timestamp<'static>;

    fn read(
        value: Unread<'_, 'a>,
        at: Path<'_>,
        findings: &mut ReportBuilder<Rule>,
    ) -> json::Result<Typed<Self>> {
        let timestamp = value.string()?.map(Self::new);
        if let Typed::Value(timestamp) = &timestamp
            && !timestamp.is_rfc3339()
        {
            findings.report_found(Rule::ReplyCustomerTimestamp, at, JsonType::String);
        }
        Ok(timestamp)
    }

    fn into_owned(self) -> Self::Static {
        self.into_owned()
    }
}
