//! Typed, validated requests and replies of two update-customer operations: Salesive
//! `PUT /customers/{id}` and MicroBase `customer.update`.
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

mod catalogue;
mod decode;
mod email;
mod expect;
mod finding;
mod json_text;
mod locate;
mod malformed;
mod member;
mod members;
mod number;
mod options;
mod pointer;
mod record;
mod report;
mod secret;
mod suggest;
mod timestamp;
mod unchecked;
mod verdict;

pub mod microbase;
pub mod salesive;
pub mod schema;

pub use catalogue::{Catalogue, Kind, Layer};
pub use email::{Email, InvalidEmail};
pub use finding::{Finding, JsonType};
pub use json_text::{JsonText, UnlistedMembers};
pub use locate::Location;
pub use malformed::Malformed;
pub use member::Member;
pub use options::Options;
pub use pointer::{Pointer, Token};
pub use report::Report;
pub use secret::Secret;
pub use timestamp::Timestamp;
pub use unchecked::{Judged, Unchecked};
pub use verdict::{Checked, Rejection};
