use alloc::borrow::Cow;
use alloc::vec::Vec;
use core::fmt;

use serde::{Serialize, Serializer};

use super::{Rule, StatusText};
use crate::json::record::{RecordValue, record};
use crate::json::text::JsonText;
use crate::json::{self, Surrogates, Typed, Unread};
use crate::report::ReportBuilder;
use crate::report::checked::Rejection;
use crate::report::finding::JsonType;
use crate::report::pointer::Path;
use crate::value::secret::Redacted;

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
        "addresses" addresses: Option<Vec<Address<'a>>>,
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
        json::record::from_json(json)?.into_whole()
    }
}

record! {
    /// An address of a customer.
    ///
    /// Source: `addresses` of the customer object. No member is required.
    Address<'a> by Rule {
        /// What the address is called.
        "name" name: Option<Cow<'a, str>>,
        /// The first name of who lives there.
        "firstName" first_name: Option<Cow<'a, str>>,
        /// The last name of who lives there.
        "lastName" last_name: Option<Cow<'a, str>>,
        /// The first address line.
        "address_1" address_1: Option<Cow<'a, str>>,
        /// The second address line.
        "address_2" address_2: Option<Cow<'a, str>>,
        /// The postal code.
        "postCode" post_code: Option<Cow<'a, str>>,
        /// The city.
        "city" city: Option<Cow<'a, str>>,
        /// The state.
        "state" state: Option<Cow<'a, str>>,
        /// The country.
        "country" country: Option<Cow<'a, str>>,
        /// The company.
        "company" company: Option<Cow<'a, str>>,
        /// The phone number.
        "phone" phone: Option<Phone<'a>>,
        /// Instructions for a delivery.
        "instructions" instructions: Option<Cow<'a, str>>,
        /// The id of the address.
        "id" id: Option<Cow<'a, str>>,
    }
}

/// The phone number of an address. The service's documents call it a string on one page and a
/// number on another, so it is kept exactly as it came.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phone<'a> {
    /// A JSON number, with all its digits.
    Number(JsonText<'a>),
    /// A string.
    Text(Cow<'a, str>),
}

impl Phone<'_> {
    /// The text of the number or the string.
    pub fn expose(&self) -> &str {
        match self {
            Self::Number(number) => number.expose(),
            Self::Text(text) => text,
        }
    }
}

impl fmt::Debug for Phone<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Number(_) => "Number",
            Self::Text(_) => "Text",
        };
        f.debug_tuple(name).field(&Redacted).finish()
    }
}

impl Serialize for Phone<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
        }
    }
}

impl<'a> RecordValue<'a, Rule> for Phone<'a> {
    type Static = Phone<'static>;

    fn read(
        value: Unread<'_, 'a>,
        _: &Path<'_>,
        _: &mut ReportBuilder<Rule>,
    ) -> json::Result<Typed<Self>> {
        let text = value.text()?;
        let found = json::json_type(text);
        let string = || json::string(text, Surrogates::Replace).ok();
        Ok(match found {
            JsonType::Number => Typed::Value(Self::Number(JsonText::new(text))),
            JsonType::String => string().map_or(Typed::Mismatch(found), |text| {
                Typed::Value(Self::Text(text))
            }),
            _ => Typed::Mismatch(found),
        })
    }

    fn into_owned(self) -> Self::Static {
        match self {
            Self::Number(number) => Phone::Number(number.into_owned()),
            Self::Text(text) => Phone::Text(Cow::Owned(text.into_owned())),
        }
    }
}
