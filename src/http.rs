//! The edge, without IO: what HTTP says and takes. Here lives what rests on the HTTP standards and
//! knows neither service: URLs, requests, headers, and what a status makes a careful client do.

mod advice;
pub(crate) mod backoff;
#[cfg(feature = "http-1x")]
pub(crate) mod base_url;
pub(crate) mod endpoint;
pub(crate) mod incoming;
pub(crate) mod intermediary;
#[cfg(feature = "http-1x")]
pub(crate) mod reading;
#[cfg(feature = "http-1x")]
pub(crate) mod received;
pub(crate) mod recovery;
#[cfg(feature = "http-1x")]
pub(crate) mod request;
#[cfg(feature = "http-1x")]
mod response;
pub(crate) mod retry_after;
pub(crate) mod unanswered;

pub use backoff::Backoff;
#[cfg(feature = "http-1x")]
pub use base_url::{BaseUrl, InvalidBaseUrl};
pub use endpoint::Endpoint;
pub use incoming::IncomingUpdate;
pub use intermediary::IntermediaryProblem;
#[cfg(feature = "http-1x")]
pub use received::{RequestPart, RequestProblem, RequestProblems};
pub use recovery::{Action, FieldProblem, Recovery, Source, Written};
pub use retry_after::RetryAfter;
pub use unanswered::Unanswered;
