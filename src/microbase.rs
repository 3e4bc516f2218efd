//! MicroBase `customer.update`: [`CustomerUpdate`] is the request body, [`Reply`] what comes back.
//!
//! The id of the customer is in the body ([`CustomerId`]). A member that is left out keeps its
//! value, and so does an empty string, which the service ignores; `tags` replaces the whole list,
//! `[]` clears it; nothing can be `null`.
//!
//! ```
//! use salesive_schema::microbase::{CustomerUpdate, Outcome, Reply, Status};
//!
//! let update = CustomerUpdate::builder("HkhhuXESl").status(Status::Active).tags(["VIP"]).build()?;
//! let body = update.to_json(); // send it, and take the HTTP status and the bytes that come back
//! # assert_eq!(body, r#"{"id":"HkhhuXESl","status":"ACTIVE","tags":["VIP"]}"#);
//!
//! let reply = Reply::decode(200, br#"{"ok":false,"error":"validation_error","data":["no"]}"#);
//! assert!(matches!(reply.outcome(), Outcome::Refused(_)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Where the document is silent: what becomes of unlisted members and empty strings (advisories,
//! after what the service was observed to do), and whether the phone number of an address is a
//! string or a number ([`Phone`] is either).

use crate::http::endpoint::Endpoint;
use crate::schema;
use crate::service::{self, MicroBase, Service};

mod address;
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
mod status;
#[cfg(feature = "proptest1")]
pub mod strategy;
mod token;
mod update;
mod version;

pub use address::{Address, Addresses, Phone};
pub use builder::CustomerUpdateBuilder;
pub use customer::Customer;
pub use envelope::Envelope;
pub use id::CustomerId;
pub use plan::{apply, plan};
pub use refusal::RefusalKind;
pub use rules::Rule;
pub use status::{Status, StatusText};
pub use token::{BearerToken, InvalidBearerToken};
pub use update::CustomerUpdate;
pub use version::{InvalidVersion, Version};

/// The operation: method and path. Its base URL depends on where the service is installed.
pub const ENDPOINT: Endpoint = Endpoint {
    method: "POST",
    path: "/services/customer/{version}/customer.update",
    scope: None,
};

/// A reply of the operation, decoded.
pub type Reply<'a> = crate::Reply<'a, MicroBase>;

/// An update with what the path of its request holds, as it came in.
pub type IncomingUpdate<'a> = crate::http::IncomingUpdate<'a, MicroBase>;

/// What a reply says about the update.
pub type Outcome<'a> = crate::Outcome<'a, MicroBase>;

/// A reply that says no.
pub type Refusal<'a> = crate::Refusal<'a, MicroBase>;

impl Service for MicroBase {
    const NAME: &'static str = "microbase";
    const UPDATE_SCHEMA: &'static str = schema::MICROBASE_CUSTOMER_UPDATE;
    const REPLY_SCHEMA: &'static str = schema::MICROBASE_CUSTOMER_UPDATE_REPLY;

    const FORBIDDEN_HEADERS: &'static [(&'static str, &'static str)] = &[];

    service::parts!(Version<'a>, BearerToken);
}
