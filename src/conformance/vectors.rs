//! The vectors as text: one JSON object a line, the same files that implementations in other
//! languages use. `tests/vectors/README.md` of this package says what the members mean.

use crate::service::{Salesive, Service};

/// Request bodies for Salesive `PUT /customers/{id}`.
pub const SALESIVE_REQUEST: &str = include_str!("../../tests/vectors/salesive-request.ndjson");

/// Replies of Salesive `PUT /customers/{id}`.
pub const SALESIVE_REPLY: &str = include_str!("../../tests/vectors/salesive-reply.ndjson");

/// Request bodies for MicroBase `customer.update`.
pub const MICROBASE_REQUEST: &str = include_str!("../../tests/vectors/microbase-request.ndjson");

/// Replies of MicroBase `customer.update`.
pub const MICROBASE_REPLY: &str = include_str!("../../tests/vectors/microbase-reply.ndjson");

/// The request bodies for a service.
pub fn requests<S: Service>() -> &'static str {
    if S::NAME == Salesive::NAME {
        SALESIVE_REQUEST
    } else {
        MICROBASE_REQUEST
    }
}

/// The replies of a service.
pub fn replies<S: Service>() -> &'static str {
    if S::NAME == Salesive::NAME {
        SALESIVE_REPLY
    } else {
        MICROBASE_REPLY
    }
}
