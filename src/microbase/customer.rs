use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::{Deserialize, Deserializer};

use super::{Addresses, Rule, StatusText};
use crate::json;
use crate::json::raw;
use crate::json::record::record;
use crate::report::checked::Rejection;

record! {
    /// A customer as the service replies it.
    ///
    /// Source: "Returns a customer object". No member is required, so each can be absent; make one
    /// with `Customer::default()` and set what there is.
    Customer<'a> by Rule {
        /// The email address.
        "email" email: Option<Cow<'a, str>>,
        /// The first name.
        "firstName" first_name: Option<Cow<'a, str>>,
        /// The last name.
        "lastName" last_name: Option<Cow<'a, str>>,
        /// The status, documented or not.
        "status" status: Option<StatusText<'a>>,
        /// The tags, in order and with duplicates.
        "tags" tags: Option<Vec<Cow<'a, str>>>,
        /// The addresses.
        "addresses" addresses: Option<Addresses<'a>>,
        /// The id.
        "id" id: Option<Cow<'a, str>>,
    }
}

impl<'a> Customer<'a> {
    /// Reads a customer that is a JSON text of its own, as a reply holds it.
    ///
    /// # Errors
    ///
    /// - [`Rejection::Malformed`] if the bytes are not JSON — `{"id": "x"`
    /// - [`Rejection::Report`] if they are no object, or a documented member has an undocumented JSON
    ///   type — `[]`, `{"tags": "VIP"}`
    ///
    /// ```
    /// use salesive_schema::microbase::Customer;
    ///
    /// let customer = Customer::from_json(br#"{"id": "HkhhuXESl", "tags": []}"#)?;
    /// assert!(customer.tags.is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(json: &'a [u8]) -> Result<Self, Rejection<Rule>> {
        json::record::from_json(json)
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
