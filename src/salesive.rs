//! Salesive `PUT /customers/{id}` of the Apps API: [`CustomerUpdate`] is the request body,
//! [`Reply`] what comes back.
//!
//! The id of the customer is in the path ([`CustomerId`]), the store in the token ([`AppToken`]).
//! A member that is left out keeps its value; `null` clears `phone` and unlinks `user`; nothing
//! else can be `null`.
//!
//! ```
//! use salesive_schema::salesive::{CustomerUpdate, Outcome, Reply};
//!
//! let update = CustomerUpdate::builder().phone("+2348099998888").active(false).build()?;
//! let body = update.to_json(); // send it, and take the HTTP status and the bytes that come back
//! # assert_eq!(body, r#"{"phone":"+2348099998888","active":false}"#);
//!
//! let reply = Reply::decode(200, br#"{"status":200,"success":false,"message":"No","data":null}"#);
//! assert!(matches!(reply.outcome(), Outcome::Refused(_)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where the document is silent: whether unlisted members are refused or dropped (an advisory),
//! what a phone number looks like (any string), which status an email address in use gets
//! ([`RefusalKind::Other`]), and what happens to an empty name or phone number (advisories).

use crate::http::endpoint::Endpoint;
use crate::schema;
use crate::service::{self, Salesive, Service};

mod builder;
mod customer;
mod draft;
mod envelope;
#[cfg(feature = "http-1x")]
mod http;
mod id;
pub mod model;
mod plan;
#[cfg(feature = "preflight")]
mod preflight;
mod recovery;
mod refusal;
mod reply;
mod rules;
#[cfg(feature = "proptest1")]
pub mod strategy;
mod token;
mod update;

pub use builder::CustomerUpdateBuilder;
pub use customer::{Customer, UserProfile};
pub use envelope::Envelope;
pub use id::{CustomerId, InvalidCustomerId, InvalidObjectId, ObjectId};
pub use plan::{apply, plan};
pub use refusal::RefusalKind;
pub use rules::Rule;
pub use token::{AppToken, InvalidAppToken};
pub use update::CustomerUpdate;

/// The base URL of the service in production.
pub const BASE_URL: &str = "https://api.salesive.com/api/v1";

/// The OAuth scope that the token needs.
pub const SCOPE: &str = "WRITE_CUSTOMERS";

/// The operation: method, path and scope.
pub const ENDPOINT: Endpoint = Endpoint {
    method: "PUT",
    path: "/customers/{id}",
    scope: Some(SCOPE),
};

/// A reply of the operation, decoded.
pub type Reply<'a> = crate::Reply<'a, Salesive>;

/// An update with what the path of its request holds, as it came in.
pub type IncomingUpdate<'a> = crate::http::IncomingUpdate<'a, Salesive>;

/// What a reply says about the update.
pub type Outcome<'a> = crate::Outcome<'a, Salesive>;

/// A reply that says no.
pub type Refusal<'a> = crate::Refusal<'a, Salesive>;

impl Service for Salesive {
    const NAME: &'static str = "salesive";
    const UPDATE_SCHEMA: &'static str = schema::SALESIVE_CUSTOMER_UPDATE;
    const REPLY_SCHEMA: &'static str = schema::SALESIVE_CUSTOMER_UPDATE_REPLY;

    const FORBIDDEN_HEADERS: &'static [(&'static str, &'static str)] =
        &[("x-shop-id", "the store is bound to the token")];

    service::parts!(CustomerId<'a>, AppToken);
}
