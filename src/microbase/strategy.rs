//! proptest strategies for MicroBase's update: requests, requests that break exactly the rules one
//! names, bodies near the contract, and replies with what a client must make of them.
//!
//! They are made by hand from the document and from what the service was observed to do. The
//! strategies of texts never ask the validator or the decoder, so a law that holds a decoder
//! against them proves something; nothing is drawn and then rejected. A failing draw shrinks to a
//! short text without extra white space, escapes and unlisted members.
//!
//! ```
//! use proptest::prelude::*;
//! use proptest::test_runner::TestRunner;
//! use salesive_schema::MicroBase;
//! use salesive_schema::microbase::strategy::{self, Expected, ReplyCase};
//! use salesive_schema::microbase::{Outcome, RefusalKind, Reply, Rule};
//!
//! // Hold a client (yours; here it is ours) against replies whose outcome is known.
//! let replies = prop_oneof![strategy::reply(), strategy::refusal(), strategy::broken_reply()];
//! let law = |reply: ReplyCase<MicroBase>| {
//!     let found = match Reply::decode(reply.http_status, &reply.body.0).into_outcome() {
//!         Outcome::Updated(_) => Expected::Updated,
//!         Outcome::Accepted => Expected::Accepted,
//!         Outcome::Refused(refusal) => Expected::Refused(refusal.kind()),
//!         Outcome::Unreadable => Expected::Unreadable,
//!     };
//!     prop_assert_eq!(found, reply.expected);
//!     Ok(())
//! };
//! TestRunner::deterministic().run(&replies, law)?;
//! # Ok::<(), proptest::test_runner::TestError<ReplyCase<MicroBase>>>(())
//! ```
//!
//! `Arbitrary` is there for [`CustomerUpdate`], [`CustomerId`], [`Status`] and
//! [`Email`](crate::Email).

mod customer;
mod near;
mod reply;
mod request;

use proptest::prelude::*;
use proptest::sample::select;

use super::{CustomerId, CustomerUpdate, Status};

pub use crate::strategy::{Body, Broken, Expected, ReplyCase};
pub use near::{near, near_reply, reordered};
pub use reply::{broken_reply, refusal, reply};
pub use request::{breaking, update, update_json};

crate::strategy::strategies!(MicroBase);

impl Arbitrary for CustomerUpdate<'static> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// As [`update`].
    fn arbitrary_with((): ()) -> Self::Strategy {
        update().boxed()
    }
}

impl Arbitrary for CustomerId<'static> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// Half as the service makes them, half any text, the empty one included.
    fn arbitrary_with((): ()) -> Self::Strategy {
        request::id().prop_map(Self::new).boxed()
    }
}

impl Arbitrary for Status {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// One as often as the other.
    fn arbitrary_with((): ()) -> Self::Strategy {
        select(Self::ALL).boxed()
    }
}
