//! Requests and replies of two update-customer operations, from bytes to a typed, trustworthy
//! value or to a complete list of what is wrong: Salesive `PUT /customers/{id}` ([`salesive`]) and
//! MicroBase `customer.update` ([`microbase`]).
//!
//! - A request body is a `CustomerUpdate`, which is never invalid: built, or read with `from_json`
//!   (yes or no) or `check` (the value, and a [`Report`] with every violation and advisory).
//! - A reply is decoded whatever it is: `Reply::decode` takes any HTTP status and any bytes, tells
//!   success from refusal by every signal there is, and lists where the reply departs from its
//!   document.
//! - Each [`Finding`] has a stable rule id and a JSON Pointer; [`Report::locate`] adds line and
//!   column. Programs match on those, people read the sentence.
//!
//! ```
//! use salesive_schema::Options;
//! use salesive_schema::salesive::CustomerUpdate;
//!
//! let body = br#"{"name": "Ada Obi", "email": "ada.example.com", "phone": 2348099998888}"#;
//! let checked = CustomerUpdate::check(body, &Options::new())?;
//!
//! let mut lines = Vec::new();
//! for (finding, location) in checked.report().locate(body) {
//!     let column = location.map_or(0, |location| location.column);
//!     lines.push(format!("{column} {} {}", finding.pointer(), finding.rule()));
//! }
//! assert_eq!(
//!     lines,
//!     ["30 /email salesive.update.email.format", "58 /phone salesive.update.phone.type"]
//! );
//! # Ok::<(), salesive_schema::Malformed>(())
//! ```
//!
//! # Where things are
//!
//! What most programs need stands here at the root. The rest has its room:
//!
//! - [`salesive`] and [`microbase`]: the two services, with the same names in both: `CustomerUpdate`,
//!   `Customer`, `Rule`, `plan`, `model::Store`.
//! - [`value`]: [`Email`], [`Timestamp`], and [`Member`], which is absent, `null` or a value.
//! - [`report`]: what is said of a body: rules, findings, places, problem details (RFC 9457).
//! - [`json`]: text of JSON as it came, and the members that no document lists.
//! - [`service`]: [`Salesive`] and [`MicroBase`] as types, and the trait [`Service`], for code that is
//!   written once for both; [`Unchecked`], which web frameworks deserialise.
//! - [`reply`]: [`Reply`] and [`Outcome`], of either service.
//! - [`http`]: what a careful client does next, be there a reply or none, and when; requests and base
//!   URLs.
//! - [`plan`]: what an update does to a customer, field by field.
//! - [`model`]: what the executable models share. Each service's `model::Store` answers updates as the
//!   service does, in memory.
//! - [`schema`]: the rules again, as JSON Schemas.
//! - `preflight`: a whole file of updates, judged before the first one is sent.
//! - `strategy`: what the proptest strategies of both services share.
//!
//! # What it is not
//!
//! It sends nothing and reads no file, clock or socket: `#![no_std]` with `alloc` keeps it so. It
//! does not know whether a customer exists or an address is taken, unless `preflight` is told.
//! Nothing it prints holds a value of the input: `Debug`, `Display`, reports and errors name rules
//! and documented members only. Values are reached through accessors, fields and `Serialize`, and
//! tokens through `expose()`; [`value`] says how.
//!
//! # Features
//!
//! - `csv`: rows of CSV as records of a preflight: `preflight::csv`.
//! - `http-1x`: updates as `http::Request` of http 1.x, read out of one on the server's side, replies
//!   out of `http::Response`, and problem details as one.
//! - `preflight`: a whole file of updates checked before the first one is sent: `preflight`.
//! - `proptest1`: strategies of proptest 1 for requests and replies, valid and broken:
//!   `salesive::strategy` and `microbase::strategy`.
//! - `validator0_21`: `validator::Validate` of validator 0.21 for [`Unchecked`].

#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![warn(missing_docs)]

extern crate alloc;

pub mod http;
pub mod json;
pub mod microbase;
pub mod model;
pub mod plan;
#[cfg(feature = "preflight")]
pub mod preflight;
pub mod reply;
pub mod report;
pub mod salesive;
pub mod schema;
pub mod service;
#[cfg(feature = "proptest1")]
pub mod strategy;
pub mod value;

pub use reply::{Outcome, Reply};
pub use report::{Checked, Finding, Malformed, Options, Rejection, Report};
pub use service::{MicroBase, Refusal, Salesive, Service, Unchecked};
pub use value::{Email, Member, Timestamp};

/// The version of this crate, and so of its rules: `0.1.0`, say.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

#[cfg(all(doctest, feature = "http-1x"))]
#[doc = include_str!("../README.md")]
struct Readme;
