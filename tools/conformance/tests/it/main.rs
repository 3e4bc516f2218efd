//! The kit: our own implementation passes, each kind of mistake is told, and what two other
//! implementations miss stands in the README.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod both;
mod coarse;
mod headers;
mod mistakes;
mod others;
mod ours;
mod readme;
mod sends;
