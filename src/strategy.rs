//! What the strategies of both services are made of. JSON is text here, because spelling counts;
//! nothing in here reads JSON or asks whether a body is valid.

mod arbitrary;
#[cfg(feature = "http-1x")]
mod base_url;
pub(crate) mod breaking;
pub(crate) mod drawn;
mod json;
pub(crate) mod junk;
pub(crate) mod mailbox;
pub(crate) mod near;
pub(crate) mod object;
pub(crate) mod reply;

pub(crate) mod text;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use proptest::prelude::*;

use crate::service::Service;

pub use crate::model::Expected;
pub use drawn::Drawn;
pub(crate) use json::{Json, spacing};

/// The bytes of a body; `Debug` shows them as text with escapes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Body(pub Vec<u8>);

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.0.escape_ascii())
    }
}

/// A request body and every rule that it breaks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Broken<R> {
    /// The body.
    pub json: String,
    /// JSON Pointer and rule of each violation, sorted; advisories are not listed.
    pub violations: Vec<(String, R)>,
}

/// A reply and what a client must make of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ReplyCase<S: Service> {
    /// What kind of reply this is, in a word or two: `conforming`, `HTML`, `wrong echo`, …
    pub case: &'static str,
    /// The HTTP status.
    pub http_status: u16,
    /// The bytes of the body.
    pub body: Body,
    /// What a client must report.
    pub expected: Expected<S>,
    /// JSON Pointer and rule of each departure from the document, sorted.
    pub discrepancies: Vec<(String, S::Rule)>,
}

/// The strategies that both services have, for laws that are written once. Each service's module
/// says what they draw: [`salesive::strategy`](crate::salesive::strategy),
/// [`microbase::strategy`](crate::microbase::strategy).
pub trait Strategies: Service {
    /// Valid updates.
    fn update() -> BoxedStrategy<Drawn<Self::CustomerUpdate<'static>>>;

    /// Valid request bodies.
    fn update_json() -> BoxedStrategy<String>;

    /// Request bodies that break exactly these rules; `None` if no body can.
    fn breaking(rules: &[Self::Rule]) -> Option<BoxedStrategy<Broken<Self::Rule>>>;

    /// Request bodies near the contract, on either side of it.
    fn near() -> BoxedStrategy<Body>;

    /// Replies of an update that was made, as documented.
    fn reply() -> BoxedStrategy<ReplyCase<Self>>;

    /// Documented refusals.
    fn refusal() -> BoxedStrategy<ReplyCase<Self>>;

    /// Replies that depart from the document.
    fn broken_reply() -> BoxedStrategy<ReplyCase<Self>>;

    /// HTTP statuses and reply bodies near the contract, on either side of it.
    fn near_reply() -> BoxedStrategy<(u16, Body)>;
}

/// Implements the trait by the functions of the same names in the service's module.
macro_rules! strategies {
    ($service:ident) => {
        impl $crate::strategy::Strategies for $crate::$service {
            fn update() -> BoxedStrategy<Drawn<Self::CustomerUpdate<'static>>> {
                update().boxed()
            }

            fn update_json() -> BoxedStrategy<alloc::string::String> {
                update_json().boxed()
            }

            fn breaking(rules: &[Self::Rule]) -> Option<BoxedStrategy<Broken<Self::Rule>>> {
                Some(breaking(rules)?.boxed())
            }

            fn near() -> BoxedStrategy<Body> {
                near().boxed()
            }

            fn reply() -> BoxedStrategy<ReplyCase<Self>> {
                reply().boxed()
            }

            fn refusal() -> BoxedStrategy<ReplyCase<Self>> {
                refusal().boxed()
            }

            fn broken_reply() -> BoxedStrategy<ReplyCase<Self>> {
                broken_reply().boxed()
            }

            fn near_reply() -> BoxedStrategy<(u16, Body)> {
                near_reply().boxed()
            }
        }
    };
}
pub(crate) use strategies;
