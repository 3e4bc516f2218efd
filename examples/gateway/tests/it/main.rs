#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod exchanges;
mod faults;
mod own;
mod support;
mod upstream;
