#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod catalogue;
mod decoded;
mod email;
mod fixtures;
mod independence;
mod json_text;
mod locate;
mod members;
mod microbase_model;
mod microbase_observed;
mod report;
mod room;
mod salesive_model;
mod totality;
