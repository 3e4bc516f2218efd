//! The crate against what else knows the contracts: the shipped schemas, the schema of Salesive's
//! document, a second reading of the outcomes. Bodies are drawn near the contract, as text.

mod containment;
mod differences;
pub(crate) mod draws;
mod outcome;
mod replies;
pub(crate) mod requests;
mod round_trip;
