//! The edge, without IO: what HTTP says and takes. Here lives what rests on the HTTP standards and
//! knows neither service: URLs, requests, headers, and what a status makes a careful client do.

#[cfg(feature = "request")]
pub(crate) mod base_url;
#[cfg(feature = "http1")]
pub(crate) mod reading;
#[cfg(feature = "http1")]
pub(crate) mod received;
pub(crate) mod recovery;
#[cfg(feature = "request")]
pub(crate) mod request;
pub(crate) mod retry_after;

#[cfg(feature = "request")]
pub use base_url::{BaseUrl, InvalidBaseUrl};
#[cfg(feature = "http1")]
pub use received::{RequestPart, RequestProblem, RequestProblems};
pub use recovery::{Action, FieldProblem, Recovery, Replay, Source};
#[cfg(feature = "request")]
pub use request::{Header, RequestParts};
pub use retry_after::RetryAfter;
