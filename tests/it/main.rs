#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

#[cfg(feature = "proptest1")]
mod agreement;
#[cfg(feature = "proptest1")]
mod backoff;
#[cfg(feature = "http-1x")]
mod base_url;
mod both;
mod builder;
mod catalogue;
mod customer;
mod debug;
mod decoded;
mod email;
mod faults;
mod fixtures;
mod ids;
mod independence;
mod intermediary;
mod json_text;
mod leak;
mod locate;
#[cfg(feature = "proptest1")]
mod machine;
mod members;
mod microbase_model;
mod microbase_observed;
#[cfg(feature = "proptest1")]
mod plan;
#[cfg(feature = "preflight")]
mod preflight;
mod problem;
mod recovery;
mod report;
#[cfg(feature = "http-1x")]
mod request;
mod round_trip;
mod salesive_model;
#[cfg_attr(
    not(feature = "proptest1"),
    expect(dead_code, reason = "the agreement laws need the strategies")
)]
mod schema;
mod snapshot;
#[cfg(feature = "proptest1")]
mod strategy;
mod token;
mod totality;
#[cfg(feature = "http-1x")]
mod traits;
mod unchecked;
#[cfg(feature = "validator0_21")]
mod validate;
mod vectors;
