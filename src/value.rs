//! What values are. A type lives here if it is a value of a request or reply, checks itself alone
//! when it is made, and knows of no rule and no JSON.

pub(crate) mod email;
pub(crate) mod invalid;
#[cfg(feature = "preflight")]
pub(crate) mod mark;
pub(crate) mod member;
pub(crate) mod named;
pub(crate) mod secret;
pub(crate) mod timestamp;

pub use email::{Email, InvalidEmail};
pub use member::Member;
pub use timestamp::Timestamp;
