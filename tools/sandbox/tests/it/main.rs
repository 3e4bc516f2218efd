#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod canaries;
mod client;
mod command;
mod exchange;
mod exchanges;
mod faults;
mod gateway;
mod microbase;
mod salesive;
mod server;
mod upload;
