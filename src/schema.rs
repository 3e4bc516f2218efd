//! The shipped JSON Schemas (2020-12), as text: written by hand from the documents, each keyword
//! that a rule explains beside an `x-rule` that names the rule.
//!
//! They judge what a schema can judge with `format` asserted. Out of their sight are members that
//! appear twice, the HTTP status of a reply, whether a customer's `id` is its `_id`, and advisories.

/// The request body of Salesive `PUT /customers/{id}`.
pub const SALESIVE_CUSTOMER_UPDATE: &str =
    include_str!("../schemas/salesive/customer-update.schema.json");

/// The reply body of Salesive `PUT /customers/{id}`: envelope, success and refusal.
pub const SALESIVE_CUSTOMER_UPDATE_REPLY: &str =
    include_str!("../schemas/salesive/customer-update-reply.schema.json");

/// The request body of MicroBase `customer.update`.
pub const MICROBASE_CUSTOMER_UPDATE: &str =
    include_str!("../schemas/microbase/customer-update.schema.json");

/// The reply body of MicroBase `customer.update`: success and refusal.
pub const MICROBASE_CUSTOMER_UPDATE_REPLY: &str =
    include_str!("../schemas/microbase/customer-update-reply.schema.json");
