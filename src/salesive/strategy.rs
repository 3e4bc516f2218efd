//! proptest strategies for Salesive's update: requests, requests that break exactly the rules one
//! names, bodies near the contract, and replies with what a client must make of them.
//!
//! They are made by hand from the document. The strategies of texts never ask the validator or the
//! decoder, so a law that holds a validator against them proves something; nothing is drawn and
//! then rejected. A failing draw shrinks to a short text without extra white space, escapes and
//! unlisted members.
//!
//! ```
//! use proptest::prelude::*;
//! use proptest::test_runner::TestRunner;
//! use salesive_schema::salesive::{CustomerUpdate, Rule, strategy};
//!
//! // Hold a validator (yours; here it is ours) against bodies whose violations are known.
//! let broken = strategy::breaking(&[Rule::EmailFormat, Rule::ShopForbidden]).unwrap();
//! let law = |broken: strategy::Broken<Rule>| {
//!     prop_assert!(CustomerUpdate::from_json(broken.json.as_bytes()).is_err());
//!     prop_assert!(broken.violations.contains(&("/email".into(), Rule::EmailFormat)));
//!     Ok(())
//! };
//! TestRunner::deterministic().run(&broken, law)?;
//! # Ok::<(), proptest::test_runner::TestError<strategy::Broken<Rule>>>(())
//! ```
//!
//! `Arbitrary` is there for [`Drawn`] ones of [`CustomerUpdate`], [`CustomerId`], [`ObjectId`],
//! [`AppToken`] and [`Email`](crate::Email), with `http-1x` of [`BaseUrl`](crate::http::BaseUrl), and
//! for [`Member`](crate::Member).

mod customer;
mod near;
mod reply;
mod request;

use alloc::string::String;

use proptest::prelude::*;

use super::{AppToken, CustomerId, CustomerUpdate, ObjectId};
use crate::strategy::drawn::{drawn, to_json};
use crate::strategy::text;

pub use crate::strategy::{Body, Broken, Drawn, Expected, ReplyCase};
pub use near::{near, near_reply, reordered};
pub use reply::{broken_reply, refusal, reply};
pub use request::{breaking, update, update_json};

crate::strategy::strategies!(Salesive);

impl Arbitrary for Drawn<CustomerUpdate<'static>> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// As [`update`].
    fn arbitrary_with((): ()) -> Self::Strategy {
        update().boxed()
    }
}

impl Arbitrary for Drawn<ObjectId> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// Two in three with lower-case digits only.
    fn arbitrary_with((): ()) -> Self::Strategy {
        let id = |id: String| ObjectId::new(&id).expect("24 hexadecimal digits are an ObjectId");
        drawn(text::object_id().prop_map(id), to_json)
    }
}

impl Arbitrary for Drawn<CustomerId<'static>> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// Two in three an ObjectId, the others any text that can be a segment of a path, half of them
    /// out of characters that mean something in a URL.
    fn arbitrary_with((): ()) -> Self::Strategy {
        let visible = |text: String| text.chars().filter(|c| !c.is_control()).collect::<String>();
        let other = prop_oneof![text::of("/?#%+&:;=@. ", 1..=4), text::any_text()];
        let other = other.prop_map(move |text| visible(text) + "x");
        let ids = prop_oneof![2 => text::object_id(), 1 => other];
        let ids = ids.prop_map(|id| CustomerId::new(id).expect("visible characters are an id"));
        drawn(ids, |id| to_json(id.as_str()))
    }
}

impl Arbitrary for Drawn<AppToken> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// Two in three as they are issued, the others any visible ASCII after the prefix.
    fn arbitrary_with((): ()) -> Self::Strategy {
        let token = |rest| AppToken::new(alloc::format!("app_{rest}")).expect("it has its prefix");
        drawn(text::token().prop_map(token), |token| {
            to_json(token.expose())
        })
    }
}
