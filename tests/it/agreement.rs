//! The crate against what else knows the contracts: the shipped schemas, the schema of Salesive's
//! document, a second reading of the outcomes. Bodies are drawn near the contract, as text.

mod containment;
mod differences;
mod draws;
mod microbase;
mod near;
mod outcome;
mod replies;
mod requests;
mod round_trip;
mod salesive;
