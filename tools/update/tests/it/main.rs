#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod canaries;
mod client;
#[path = "../../../sandbox/tests/it/exchange.rs"]
mod exchange;
mod exchanges;
mod faults;
mod gateway;
#[path = "../../../sandbox/tests/it/server.rs"]
mod server;
mod transport;
