#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod agreement;
mod email;
mod microbase_model;
mod salesive_model;
mod schema;
