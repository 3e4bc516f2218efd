#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

#[path = "../../../../tools/sandbox/tests/it/exchange.rs"]
#[allow(dead_code, reason = "the tests of the sandbox need the rest of it")]
mod exchange;
mod exchanges;
mod faults;
mod own;
#[path = "../../../../tools/sandbox/tests/it/server.rs"]
mod server;
mod support;
mod transport;
mod upstream;
