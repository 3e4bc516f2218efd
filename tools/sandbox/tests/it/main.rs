#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod command;
mod exchange;
mod exchanges;
mod faults;
mod host;
mod limits;
mod microbase;
mod openapi;
mod page;
mod salesive;
mod server;
mod transport;
mod upload;
