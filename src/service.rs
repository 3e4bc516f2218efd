//! What both services have. Here lives what is said once for the two of them: the types that name
//! them, the trait that lists their parts, and what those parts are made of.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt::{self, Debug, Display};
use core::hash::Hash;
use core::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

#[cfg(feature = "http-1x")]
use crate::http::base_url::BaseUrl;
use crate::http::endpoint::Endpoint;
use crate::http::recovery::Recovery;
use crate::report::Report;
use crate::report::catalogue::CatalogueRule;
use crate::report::checked::{Checked, Rejection};
use crate::report::malformed::Malformed;
use crate::report::options::Options;
#[cfg(feature = "csv")]
use crate::service::column::Column;
use crate::service::confirmation::Match;
use crate::service::plan::Plan;
#[cfg(feature = "preflight")]
use crate::service::trace::{TracedRecord, Traces};
#[cfg(feature = "preflight")]
use crate::value::mark::Marker;

#[cfg(feature = "csv")]
pub(crate) mod column;
pub(crate) mod confirmation;
mod outcome;
mod parts;
pub(crate) mod plan;
#[cfg(feature = "preflight")]
pub(crate) mod trace;
pub(crate) mod unchecked;

pub(crate) use outcome::{Decoded, owned_text};
pub use outcome::{Outcome, Refusal};
pub(crate) use parts::parts;
pub use unchecked::Unchecked;

/// Salesive, as a type: `PUT /customers/{id}` of its Apps API ([`salesive`](crate::salesive)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Salesive {}

/// MicroBase, as a type: its `customer.update` ([`microbase`](crate::microbase)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MicroBase {}

/// Why a body is rejected, with its advisories.
#[cold]
pub(crate) fn rejection<S: Service>(json: &[u8], report: Report<S::Rule>) -> Rejection<S::Rule> {
    if !report.lacks_advisories() {
        return report.into();
    }
    match S::check(json, &Options::new()) {
        Ok(checked) => checked.into_report().into(),
        Err(malformed) => malformed.into(),
    }
}

/// A service with an update-customer operation, for code that is written once for both,
/// [`Salesive`] and [`MicroBase`].
///
/// ```
/// use salesive_schema::{MicroBase, Options, Outcome, Reply, Salesive, Service};
///
/// fn is_accepted<S: Service>(body: &[u8]) -> bool {
///     S::check(body, &Options::new()).is_ok_and(|checked| checked.is_accepted())
/// }
/// assert!(is_accepted::<Salesive>(br#"{"name": "Ada Obi"}"#));
/// assert!(!is_accepted::<MicroBase>(br#"{"name": "Ada Obi"}"#));
///
/// let reply = Reply::<MicroBase>::decode(200, br#"{"ok": true, "customer": {}}"#);
/// assert!(matches!(reply.outcome(), Outcome::Updated(_)));
/// ```
pub trait Service:
    sealed::Sealed + Copy + Debug + Eq + Ord + Hash + Send + Sync + Sized + 'static
{
    /// The name with which rule ids begin: `salesive` or `microbase`.
    const NAME: &'static str;

    /// The operation: method, path and scope.
    const ENDPOINT: Endpoint;

    /// The JSON Schema of a request body, one of those in [`schema`](crate::schema).
    const UPDATE_SCHEMA: &'static str;

    /// The JSON Schema of a reply body.
    const REPLY_SCHEMA: &'static str;

    /// The catalogue of rules.
    type Rule: CatalogueRule;

    /// Why the service refuses; displayed as its name.
    type RefusalKind: Copy + Debug + Display + Eq + Ord + Hash + Send + Sync;

    /// The body of a request.
    type CustomerUpdate<'a>: Clone + Debug + Eq + Hash + Serialize + Send + Sync;

    /// The customer that a reply holds.
    type Customer<'a>: Clone + Debug + Eq + Hash + Serialize + DeserializeOwned + Send + Sync;

    /// What every reply is wrapped in.
    type Envelope<'a>: Clone + Debug + Eq + Hash + Send + Sync;

    /// What the path of a request holds: the customer's id with Salesive, the version of the API with
    /// MicroBase.
    type PathParameter<'a>: Clone
        + Debug
        + Eq
        + Ord
        + Hash
        + Send
        + Sync
        + AsRef<str>
        + TryFrom<&'a str, Error: Error + Send + Sync + 'static>;

    /// The token that a request carries.
    type Token: Clone + Debug + Send + Sync + FromStr<Err: Error + Send + Sync + 'static>;

    #[doc(hidden)]
    type RefusalDetails<'a>: Clone + Debug + Eq + Hash + Send + Sync;

    /// The headers that the service's document forbids, and why.
    #[doc(hidden)]
    const FORBIDDEN_HEADERS: &'static [(&'static str, &'static str)];

    /// Judges the bytes of a request body, as `CustomerUpdate::check` does.
    ///
    /// # Errors
    ///
    /// [`Malformed`] if the bytes are not JSON: `{"id": x}`, an empty body.
    fn check<'a>(
        json: &'a [u8],
        options: &Options,
    ) -> Result<Checked<Self::CustomerUpdate<'a>, Self::Rule>, Malformed>;

    /// Reads a request body, as `CustomerUpdate::from_json` does: the short form of
    /// [`check`](Self::check), which drops the advisories on an accepted body.
    ///
    /// # Errors
    ///
    /// - [`Rejection::Malformed`] if the bytes are not JSON: `{"id": x}`
    /// - [`Rejection::Report`] if the body breaks a rule: `[]`
    fn from_json(json: &[u8]) -> Result<Self::CustomerUpdate<'_>, Rejection<Self::Rule>>;

    /// Reads a customer that is a JSON text of its own, as `Customer::from_json` does.
    ///
    /// # Errors
    ///
    /// - [`Rejection::Malformed`] if the bytes are not JSON: `{"id": "1"`
    /// - [`Rejection::Report`] if a reply with this customer would not be
    ///   [`Updated`](Outcome::Updated): `[]`, `{"email": 5}`
    fn customer_from_json(json: &[u8]) -> Result<Self::Customer<'_>, Rejection<Self::Rule>>;

    /// The request body of an update, as `CustomerUpdate::to_json` gives it.
    fn to_json(update: &Self::CustomerUpdate<'_>) -> String {
        // Strings, booleans, null and lists of strings under string keys are always JSON.
        serde_json::to_string(update).unwrap_or_default()
    }

    /// What an update does to a customer, field by field, and the smallest update that does the same.
    /// [`plan`](crate::plan) says when to use which of these.
    fn plan<'u>(customer: &Self::Customer<'_>, update: &Self::CustomerUpdate<'u>)
    -> Plan<'u, Self>;

    /// The smallest update that turns one customer into another, as `CustomerUpdate::between` says.
    ///
    /// # Errors
    ///
    /// The report, if a value of `after` breaks a rule: the email address `nobody`.
    fn between<'a>(
        before: &Self::Customer<'_>,
        after: &'a Self::Customer<'_>,
    ) -> Result<Option<Self::CustomerUpdate<'a>>, Report<Self::Rule>>;

    /// The customer after an update was made, as far as the update decides.
    fn apply(
        customer: &Self::Customer<'_>,
        update: &Self::CustomerUpdate<'_>,
    ) -> Self::Customer<'static>;

    #[doc(hidden)]
    fn matches(
        customer: &Self::Customer<'_>,
        update: &Self::CustomerUpdate<'_>,
    ) -> Vec<(&'static str, Match<Self::Rule>)>;

    /// The same update, no longer borrowed: for any lifetime, `'static` too.
    fn owned_update<'o>(update: Self::CustomerUpdate<'_>) -> Self::CustomerUpdate<'o>;

    /// The request that sends an update, as `CustomerUpdate::to_request` makes it.
    #[cfg(feature = "http-1x")]
    #[cfg_attr(docsrs, doc(cfg(feature = "http-1x")))]
    fn to_request(
        update: &Self::CustomerUpdate<'_>,
        base: &BaseUrl,
        path: &Self::PathParameter<'_>,
        token: &Self::Token,
    ) -> ::http::Request<Vec<u8>>;

    /// The same parameter, no longer borrowed.
    fn owned_path_parameter<'o>(path: Self::PathParameter<'_>) -> Self::PathParameter<'o>;

    #[doc(hidden)]
    fn read_path_parameter(text: Cow<'_, str>) -> Result<Self::PathParameter<'_>, &'static str>;

    #[doc(hidden)]
    fn read_token(text: &str) -> Result<Self::Token, &'static str>;

    /// The same customer, no longer borrowed.
    fn owned_customer<'o>(customer: Self::Customer<'_>) -> Self::Customer<'o>;

    /// The same envelope, no longer borrowed.
    fn owned_envelope<'o>(envelope: Self::Envelope<'_>) -> Self::Envelope<'o>;

    #[doc(hidden)]
    fn decode(http_status: u16, body: &[u8]) -> Decoded<'_, Self>;

    #[doc(hidden)]
    fn owned_details<'o>(details: Self::RefusalDetails<'_>) -> Self::RefusalDetails<'o>;

    #[doc(hidden)]
    fn show_details(details: &Self::RefusalDetails<'_>, debug: &mut fmt::DebugStruct<'_, '_>);

    #[doc(hidden)]
    fn recovery(
        refusal: &Refusal<'_, Self>,
        update: Option<&Self::CustomerUpdate<'_>>,
    ) -> Recovery<Self::Rule>;

    #[cfg(feature = "csv")]
    #[doc(hidden)]
    const COLUMNS: &'static [Column];

    #[cfg(feature = "preflight")]
    #[doc(hidden)]
    fn trace_record<'a>(
        record: &'a [u8],
        options: &Options,
        marker: &Marker,
    ) -> Result<TracedRecord<'a, Self>, Malformed>;

    #[cfg(feature = "preflight")]
    #[doc(hidden)]
    fn trace_customer(customer: &Self::Customer<'_>, marker: &Marker) -> Option<Traces>;
}

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "no other crate is to implement the trait")]
    pub trait Sealed {}

    impl Sealed for super::Salesive {}

    impl Sealed for super::MicroBase {}
}
