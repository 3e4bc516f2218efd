use alloc::borrow::Cow;
use core::fmt;
use core::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

use super::Rule;
use crate::json::record::{RecordValue, record};
use crate::json::text::JsonText;
use crate::json::{self, Typed, Unread, expect};
use crate::report::ReportBuilder;
use crate::report::finding::JsonType;
use crate::report::pointer::Path;
use crate::value::secret::{Redacted, redacted};

/// The addresses of a customer, each read from their text when it is asked for, so that a list
/// takes no memory beside the text.
///
/// They are equal if each address is; white space and the order of members do not count.
///
/// ```
/// use salesive_schema::microbase::{Address, Addresses, Customer};
///
/// let customer = Customer::from_json(br#"{"addresses": [{"city": "Lagos"}, {}]}"#)?;
/// let addresses = customer.addresses.unwrap_or_default();
/// let cities: Vec<_> = addresses.iter().map(|address| address.city).collect();
/// assert_eq!(cities, [Some("Lagos".into()), None]);
///
/// let mut address = Address::default();
/// address.city = Some("Lagos".into());
/// assert_eq!(Addresses::from_iter([address, Address::default()]), addresses);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Addresses<'a>(JsonText<'a>);

impl Addresses<'_> {
    /// The addresses, in order.
    pub fn iter(&self) -> impl Iterator<Item = Address<'_>> {
        self.0.elements().map(|address| {
            // It was read before, and had the documented types.
            json::record::from_json(address.as_bytes()).unwrap_or_default()
        })
    }

    /// How many there are; this reads them all.
    pub fn len(&self) -> usize {
        self.0.elements().count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.elements().next().is_none()
    }

    /// The same addresses, no longer borrowed.
    pub fn into_owned(self) -> Addresses<'static> {
        Addresses(self.0.into_owned())
    }
}

impl Default for Addresses<'_> {
    fn default() -> Self {
        Self(JsonText::new("[]"))
    }
}

impl<'a> FromIterator<Address<'a>> for Addresses<'static> {
    fn from_iter<I: IntoIterator<Item = Address<'a>>>(addresses: I) -> Self {
        let addresses: alloc::vec::Vec<_> = addresses.into_iter().collect();
        Self(JsonText::of(&addresses))
    }
}

impl PartialEq for Addresses<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Addresses<'_> {}

impl Hash for Addresses<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.iter().for_each(|address| address.hash(state));
    }
}

redacted!(Addresses<'_>);

impl Serialize for Addresses<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'a> RecordValue<'a, Rule> for Addresses<'a> {
    type Static = Addresses<'static>;

    fn read(
        value: Unread<'_, 'a>,
        at: Path<'_>,
        findings: &mut ReportBuilder<Rule>,
    ) -> json::Result<Typed<Self>> {
        let (read, text) = value.with_text(|value| {
            expect::elements::<_, _, 0>(
                value,
                Rule::ReplyCustomerType,
                at,
                findings,
                |value, index, findings| {
                    Address::read(value, at.element(index), findings).map(|read| read.map(drop))
                },
            )
        })?;
        Ok(read.map(|_| Self(JsonText::new(text))))
    }

    fn into_owned(self) -> Self::Static {
        self.into_owned()
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
    pub fn as_str(&self) -> &str {
        match self {
            Self::Number(number) => number.as_str(),
            Self::Text(text) => text,
        }
    }
}

impl AsRef<str> for Phone<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
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
        _: Path<'_>,
        _: &mut ReportBuilder<Rule>,
    ) -> json::Result<Typed<Self>> {
        let text = value.text()?;
        let found = json::json_type(text);
        let string = || json::string(text);
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
