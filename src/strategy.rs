//! What the strategies of both services are made of. JSON is text here, because spelling counts;
//! nothing in here reads JSON or asks whether a body is valid.

mod arbitrary;
pub(crate) mod breaking;
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

pub use crate::model::Expected;
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
pub struct ReplyCase<K, R> {
    /// What kind of reply this is, in a word or two: `conforming`, `HTML`, `wrong echo`, …
    pub case: &'static str,
    /// The HTTP status.
    pub http_status: u16,
    /// The bytes of the body.
    pub body: Body,
    /// What a client must report.
    pub expected: Expected<K>,
    /// JSON Pointer and rule of each departure from the document, sorted.
    pub discrepancies: Vec<(String, R)>,
}
