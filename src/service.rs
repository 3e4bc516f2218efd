//! What both services have. Here lives what is said once for the two of them: the types that name
//! them, the trait that lists their parts, and what those parts are made of.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Debug, Display};
use core::hash::Hash;

use serde::Serialize;
use serde::de::DeserializeOwned;

#[cfg(feature = "http-1x")]
use crate::http::base_url::BaseUrl;
use crate::http::endpoint::Endpoint;
use crate::http::recovery::Recovery;
use crate::http::retry_after::RetryAfter;
use crate::json::text::JsonText;
use crate::plan::{Match, Plan};
#[cfg(feature = "csv")]
use crate::preflight::csv::Column;
use crate::report::Report;
use crate::report::catalogue::CatalogueRule;
use crate::report::checked::{Checked, Rejection};
use crate::report::malformed::Malformed;
use crate::report::options::Options;
#[cfg(feature = "preflight")]
use crate::service::trace::{TracedRecord, Traces};
#[cfg(feature = "preflight")]
use crate::value::mark::Marker;

#[cfg(feature = "preflight")]
pub(crate) mod trace;
pub(crate) mod unchecked;

pub use unchecked::Unchecked;

/// Salesive, as a type: `PUT /customers/{id}` of its Apps API ([`salesive`](crate::salesive)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Salesive {}

/// MicroBase, as a type: its `customer.update` ([`microbase`](crate::microbase)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MicroBase {}

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

    /// The id of a customer.
    type CustomerId<'a>: Clone + Debug + Eq + Hash;

    /// The body of a request.
    type CustomerUpdate<'a>: Clone + Debug + Eq + Hash + Serialize + Send + Sync;

    /// The customer that a reply holds.
    type Customer<'a>: Clone + Debug + Eq + Hash + Serialize + DeserializeOwned + Send + Sync;

    /// What every reply is wrapped in.
    type Envelope<'a>: Clone + Debug + Eq + Hash + Send + Sync;

    /// What the path of a request holds: the customer's id with Salesive, the version of the API with
    /// MicroBase.
    type PathParameter<'a>: Clone + Debug + Eq + Ord + Hash + Send + Sync;

    /// The token that a request carries.
    type Token: Clone + Debug + Send + Sync;

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
    fn from_json(json: &[u8]) -> Result<Self::CustomerUpdate<'_>, Rejection<Self::Rule>> {
        Ok(Self::check(json, &Options::new())?.into_result()?)
    }

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

    /// Reads a reply body; `None` if it has no envelope.
    #[doc(hidden)]
    fn decode(http_status: u16, body: &[u8]) -> Option<Decoded<'_, Self>>;

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

/// A reply that has an envelope.
#[derive(Debug)]
pub struct Decoded<'a, S: Service> {
    pub(crate) envelope: S::Envelope<'a>,
    pub(crate) outcome: Outcome<'a, S>,
    pub(crate) discrepancies: Report<S::Rule>,
}

/// What a reply says about the update. There will be no fifth outcome, so a `match` can name all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<'a, S: Service> {
    /// The update was made, and this is the customer now.
    Updated(S::Customer<'a>),
    /// The service says that the update was made, but no readable customer came back. The write
    /// happened all the same.
    ///
    /// - The member with the customer is missing, `null`, or no object: Salesive `"data": []`,
    ///   MicroBase `"customer": null`.
    /// - A documented member of the customer has an undocumented JSON type: `"active": 1`,
    ///   `"tags": "VIP"`.
    Accepted,
    /// The service refused, or one of its signals says so.
    Refused(Refusal<'a, S>),
    /// No envelope: no JSON object with one boolean success flag (Salesive `success`, MicroBase
    /// `ok`). Whether a write happened is unknown; [`Reply::body`](crate::Reply::body) holds what
    /// came.
    Unreadable,
}

/// A reply that says no. The methods that only one service has stand in its module.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Refusal<'a, S: Service> {
    pub(crate) kind: S::RefusalKind,
    pub(crate) http_status: u16,
    /// What the flag says, in spite of which the reply is a refusal.
    pub(crate) says_success: bool,
    pub(crate) retry_after: Option<RetryAfter>,
    pub(crate) details: S::RefusalDetails<'a>,
    pub(crate) data: Option<JsonText<'a>>,
}

impl<'a, S: Service> Refusal<'a, S> {
    /// Why the service refuses, as far as the document tells.
    pub const fn kind(&self) -> S::RefusalKind {
        self.kind
    }

    /// The HTTP status. MicroBase gives most refusals 200.
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// What the service adds, whatever its shape; MicroBase can echo the request in it.
    pub const fn data(&self) -> Option<&JsonText<'a>> {
        self.data.as_ref()
    }

    /// What a careful client does next, as [`Reply::recovery`](crate::Reply::recovery) says.
    pub fn recovery(&self, update: &S::CustomerUpdate<'_>) -> Recovery<S::Rule> {
        S::recovery(self, Some(update))
    }

    /// The same refusal, no longer borrowed: for any lifetime, `'static` too.
    pub fn into_owned<'o>(self) -> Refusal<'o, S> {
        Refusal {
            kind: self.kind,
            http_status: self.http_status,
            says_success: self.says_success,
            retry_after: self.retry_after,
            details: S::owned_details(self.details),
            data: self.data.map(JsonText::into_owned),
        }
    }
}

/// The kind and the status; the service's words and data are not shown.
impl<S: Service> Debug for Refusal<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Refusal");
        debug
            .field("kind", &self.kind)
            .field("http_status", &self.http_status);
        S::show_details(&self.details, &mut debug);
        debug.field("data", &self.data).finish()
    }
}

pub(crate) fn owned_text(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(text.into_owned())
}

/// The parts that both services' modules have under the same names.
macro_rules! parts {
    ($path:ty, $token:ty) => {
        const ENDPOINT: $crate::http::Endpoint = ENDPOINT;

        type Rule = Rule;
        type RefusalKind = RefusalKind;
        type CustomerId<'a> = CustomerId<'a>;
        type CustomerUpdate<'a> = CustomerUpdate<'a>;
        type Customer<'a> = Customer<'a>;
        type Envelope<'a> = Envelope<'a>;
        type PathParameter<'a> = $path;
        type Token = $token;
        type RefusalDetails<'a> = refusal::RefusalDetails<'a>;

        fn check<'a>(
            json: &'a [u8],
            options: &$crate::Options,
        ) -> Result<$crate::Checked<CustomerUpdate<'a>, Rule>, $crate::Malformed> {
            CustomerUpdate::check(json, options)
        }

        fn customer_from_json(json: &[u8]) -> Result<Customer<'_>, $crate::Rejection<Rule>> {
            Customer::from_json(json)
        }

        fn plan<'u>(
            customer: &Customer<'_>,
            update: &Self::CustomerUpdate<'u>,
        ) -> $crate::plan::Plan<'u, Self> {
            plan::plan(customer, update)
        }

        fn between<'a>(
            before: &Customer<'_>,
            after: &'a Customer<'_>,
        ) -> Result<Option<CustomerUpdate<'a>>, $crate::Report<Rule>> {
            CustomerUpdate::between(before, after)
        }

        fn apply(customer: &Customer<'_>, update: &CustomerUpdate<'_>) -> Customer<'static> {
            plan::apply(customer, update)
        }

        fn matches(
            customer: &Customer<'_>,
            update: &CustomerUpdate<'_>,
        ) -> alloc::vec::Vec<(&'static str, $crate::plan::Match<Rule>)> {
            plan::matches(customer, update)
        }

        fn owned_update<'o>(update: CustomerUpdate<'_>) -> CustomerUpdate<'o> {
            update.into_owned()
        }

        #[cfg(feature = "http-1x")]
        fn to_request(
            update: &CustomerUpdate<'_>,
            base: &$crate::http::BaseUrl,
            path: &Self::PathParameter<'_>,
            token: &Self::Token,
        ) -> ::http::Request<alloc::vec::Vec<u8>> {
            update.to_request(base, path, token)
        }

        fn owned_path_parameter<'o>(path: Self::PathParameter<'_>) -> Self::PathParameter<'o> {
            path.into_owned()
        }

        fn read_path_parameter(
            text: alloc::borrow::Cow<'_, str>,
        ) -> Result<Self::PathParameter<'_>, &'static str> {
            Self::PathParameter::new(text).map_err(|invalid| invalid.sentence())
        }

        fn read_token(text: &str) -> Result<Self::Token, &'static str> {
            Self::Token::new(text).map_err(|invalid| invalid.sentence())
        }

        fn owned_customer<'o>(customer: Customer<'_>) -> Customer<'o> {
            customer.into_owned()
        }

        fn owned_envelope<'o>(envelope: Envelope<'_>) -> Envelope<'o> {
            envelope.into_owned()
        }

        fn owned_details<'o>(details: Self::RefusalDetails<'_>) -> Self::RefusalDetails<'o> {
            details.into_owned()
        }

        fn show_details(
            details: &Self::RefusalDetails<'_>,
            debug: &mut core::fmt::DebugStruct<'_, '_>,
        ) {
            details.show(debug);
        }

        fn decode(http_status: u16, body: &[u8]) -> Option<$crate::service::Decoded<'_, Self>> {
            reply::decode(http_status, body)
        }

        fn recovery(
            refusal: &Refusal<'_>,
            update: Option<&CustomerUpdate<'_>>,
        ) -> $crate::http::Recovery<Rule> {
            refusal.next_step(update)
        }

        #[cfg(feature = "csv")]
        const COLUMNS: &'static [$crate::preflight::csv::Column] = preflight::COLUMNS;

        #[cfg(feature = "preflight")]
        fn trace_record<'a>(
            record: &'a [u8],
            options: &$crate::Options,
            marker: &$crate::value::mark::Marker,
        ) -> Result<$crate::service::trace::TracedRecord<'a, Self>, $crate::Malformed> {
            preflight::trace_record(record, options, marker)
        }

        #[cfg(feature = "preflight")]
        fn trace_customer(
            customer: &Customer<'_>,
            marker: &$crate::value::mark::Marker,
        ) -> Option<$crate::service::trace::Traces> {
            preflight::trace_customer(customer, marker)
        }
    };
}
pub(crate) use parts;
