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
//! `Arbitrary` is there for [`Drawn`] ones of [`CustomerUpdate`], [`CustomerId`], [`BearerToken`],
//! [`Version`] and [`Email`](crate::Email), with `http-1x` of [`BaseUrl`](crate::http::BaseUrl), and
//! for [`Status`].

mod customer;
mod near;
mod reply;
mod request;

use proptest::prelude::*;
use proptest::sample::select;

use super::{BearerToken, CustomerId, CustomerUpdate, Status, Version};
use crate::strategy::drawn::{drawn, to_json};
use crate::strategy::text;

pub use crate::strategy::{Body, Broken, Drawn, Expected, ReplyCase};
pub use near::{near, near_reply, reordered};
pub use reply::{broken_reply, refusal, reply};
pub use request::{breaking, update, update_json};

crate::strategy::strategies!(MicroBase);

impl Arbitrary for Drawn<CustomerUpdate<'static>> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// As [`update`].
    fn arbitrary_with((): ()) -> Self::Strategy {
        update().boxed()
    }
}

impl Arbitrary for Drawn<CustomerId<'static>> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// Half as the service makes them, half any text, the empty one included.
    fn arbitrary_with((): ()) -> Self::Strategy {
        drawn(request::id().prop_map(CustomerId::new), to_json)
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

impl Arbitrary for Drawn<BearerToken> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// Two in three letters and digits, the others any visible ASCII.
    fn arbitrary_with((): ()) -> Self::Strategy {
        let token = |text| BearerToken::new(text).expect("visible characters are a token");
        drawn(text::token().prop_map(token), |token| {
            to_json(token.expose())
        })
    }
}

impl Arbitrary for Drawn<Version<'static>> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// Half `v1`, half any. Shrinks to `v1`.
    fn arbitrary_with((): ()) -> Self::Strategy {
        let other = text::of("v0123456789.-_~", 0..=5).prop_map(|text| text + "x");
        let versions = prop_oneof![text::just("v1"), other];
        let version = |text| Version::new(text).expect("unreserved characters are a version");
        drawn(versions.prop_map(version), |version| {
            to_json(version.as_str())
        })
    }
}
