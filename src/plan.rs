//! What an update does to a customer: what the services' `plan` functions and
//! [`Reply::confirms`](crate::Reply::confirms) give back.
//!
//! Four functions relate a customer and an update. Each is in both services' modules, and in
//! [`Service`](crate::Service) for code that is written once for both.
//!
//! | you have | you want | use |
//! |---|---|---|
//! | a customer, and an update from elsewhere | what it would do, and the part of it that is worth sending | [`plan`](crate::Service::plan) |
//! | a customer, and the customer it is to become | the update that does it | [`between`](crate::Service::between) |
//! | a customer, and an update that was made | the customer afterwards, without reading it again | [`apply`](crate::Service::apply) |
//! | an update that was sent, and the reply | whether the write is there | [`Reply::confirms`](crate::Reply::confirms) |
//! | an update that was sent, and a customer that was read afterwards | what of it is missing | [`plan`](crate::Service::plan) again |
//!
//! They go by the document alone: `apply` and `plan` compare values as they are, while `confirms`
//! names where the service may have spelt one in another way.
//!
//! ```
//! use salesive_schema::plan::{Confirmed, Match};
//! use salesive_schema::salesive::{Customer, CustomerUpdate, Reply, apply, plan};
//!
//! let customer = Customer::from_json(br#"{"_id": "1", "name": "Ada", "phone": "0803"}"#)?;
//! let update = CustomerUpdate::from_json(br#"{"name": "Ada", "email": "Ada@example.com", "phone": null}"#)?;
//!
//! // Only what differs is worth sending.
//! let smallest = plan(&customer, &update).into_smallest().unwrap();
//! assert_eq!(smallest.to_json(), r#"{"email":"Ada@example.com","phone":null}"#);
//!
//! // What the customer is to be then, and the way from the one to the other.
//! let after = apply(&customer, &smallest);
//! assert!(after.phone.is_null());
//! assert_eq!(CustomerUpdate::between(&customer, &after)?.as_ref(), Some(&smallest));
//! assert!(plan(&after, &update).smallest().is_none());
//!
//! // The customer that came back still has its phone number: the write was lost.
//! let body = br#"{"status": 200, "success": true, "message": "Customer updated successfully",
//!     "data": {"_id": "1", "name": "Ada", "email": "Ada@example.com", "phone": "0803"}}"#;
//! let confirmation = Reply::decode(200, body).confirms(&smallest);
//! assert_eq!(confirmation.confirmed(), Confirmed::No);
//! assert_eq!(confirmation.members(), [("email", Match::Same), ("phone", Match::Differs)]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use crate::service::confirmation::{Confirmation, Confirmed, Match, Normalisation};
pub use crate::service::plan::{Effect, Plan};
