//! Holds another implementation of the contract against this one: the vectors that other languages
//! use too, and draws of the strategies.
//!
//! An implementation is a function of bytes, so a port in another language can stand behind a pipe
//! or a socket that the caller opens. It says as much as it knows: accepted or not, or also what it
//! found and where. What it does not say is not held against it.
//!
//! ```
//! use salesive_conformance::Verdict;
//! use salesive_schema::salesive::CustomerUpdate;
//! use salesive_schema::{Options, Salesive};
//!
//! // The implementation to be tested; here it is ours, with a mistake.
//! let comparison = salesive_conformance::run::<Salesive>(|body| {
//!     if body.windows(7).any(|part| part == b"shop_id") {
//!         return Verdict::accepted();
//!     }
//!     match CustomerUpdate::check(body, &Options::new()) {
//!         Ok(checked) if checked.is_accepted() => Verdict::accepted(),
//!         Ok(checked) => Verdict::rejected().findings(
//!             (checked.report().findings().iter())
//!                 .map(|finding| (finding.pointer().to_string(), finding.rule().id())),
//!         ),
//!         Err(_) => Verdict::malformed(),
//!     }
//! });
//! assert!(!comparison.passes());
//! let shown = comparison.to_string(); // for a test: assert!(comparison.passes(), "{comparison}")
//! let miss = "
//!   drawn by breaking([ShopForbidden]), shrunk
//!     input   {\"name\":\"Ada Obi\",\"shop_id\":null}
//!     wanted  rejected: /shop_id salesive.update.shop.forbidden
//!     got     accepted
//! ";
//! assert!(shown.contains(miss), "{shown}");
//! ```
//!
//! # What it is held against
//!
//! - The [vectors](Contract::REQUESTS): verdicts with every finding, and outcomes of replies.
//! - Draws whose verdict is known from how they are made: valid bodies, and bodies that break one
//!   rule, or two together (see `strategy` of each service); replies likewise.
//! - Draws near the contract. Of these the verdict is the one that `salesive-schema` finds.
//! - Of what a client sends: draws of [intents](Intent). The request that it makes of one is held
//!   part by part against the one that `salesive-schema` makes.
//!
//! The same version, service, [`draws`](Kit::draws) and [`seed`](Kit::seed) give the same inputs.
//! The misses show them: they are made up here, and no one's data. A panic of the implementation is
//! not caught.
//!
//! # What is not held against anyone
//!
//! Some inputs are JSON that a parser need not take: a number beyond the range of a double, half of
//! a surrogate pair, nesting deeper than 64 (RFC 8259, sections 8.2 and 9), and names beginning with
//! `$serde_json::private::`, which serde_json keeps for itself. To give up on such a text is a miss
//! of the group `beyond limits`, which [`Comparison::missed`] leaves out; so is any answer to half of
//! a pair that is malformed here, and any other verdict on one of those names. Other wrong answers
//! count, such as to accept `{"name": 1e400}`.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod answer;
mod case;
mod compare;
mod comparison;
mod contract;
mod intent;
mod judge;
mod limits;
mod send;
mod sent;
mod suite;
mod tally;

pub use answer::{Outcome, Verdict};
pub use comparison::{Comparison, Group, Miss};
pub use contract::Contract;
pub use intent::Intent;
pub use sent::Sent;

use std::marker::PhantomData;

use case::Case;

/// Holds a judge of request bodies against the contract of a service, with the usual [`Kit`].
pub fn run<S: Contract>(implementation: impl Fn(&[u8]) -> Verdict) -> Comparison {
    Kit::<S>::new().requests(implementation)
}

/// Holds a client that reads replies (HTTP status and body) against the contract of a service, with
/// the usual [`Kit`].
///
/// ```
/// use salesive_conformance::Outcome;
/// use salesive_schema::MicroBase;
///
/// // A client that takes the HTTP status for the outcome.
/// let comparison = salesive_conformance::run_replies::<MicroBase>(|http_status, _body| {
///     match http_status {
///         200..=299 => Outcome::updated(),
///         _ => Outcome::refused(),
///     }
/// });
/// let missed: Vec<_> = comparison.missed().map(|group| group.name()).collect();
/// assert_eq!(missed, ["accepted", "refused", "unreadable"]);
/// ```
pub fn run_replies<S: Contract>(implementation: impl Fn(u16, &[u8]) -> Outcome) -> Comparison {
    Kit::<S>::new().replies(implementation)
}

/// Holds what a client sends against the contract of a service, with the usual [`Kit`]. `None` is an
/// update that it cannot send.
///
/// ```
/// use salesive_conformance::{Intent, Sent};
/// use salesive_schema::Salesive;
///
/// // A client that drops what is to be cleared, and forgets to encode the id.
/// let client = |intent: &Intent| {
///     let url = format!("{}/customers/{}", intent.base_url, intent.customer_id);
///     let sent = Sent::new("PUT", url)
///         .header("Authorization", format!("Bearer {}", intent.token))
///         .header("Content-Type", "application/json")
///         .body(serde_json::to_vec(&intent.set).ok()?);
///     Some(sent)
/// };
/// let comparison = salesive_conformance::run_sends::<Salesive>(client);
/// let missed: Vec<_> = comparison.missed().map(|group| group.name()).collect();
/// assert_eq!(missed, ["path", "query", "body"]);
/// ```
pub fn run_sends<S: Contract>(implementation: impl Fn(&Intent) -> Option<Sent>) -> Comparison {
    Kit::<S>::new().sends(implementation)
}

/// What [`run`], [`run_replies`] and [`run_sends`] do, with settings.
///
/// ```
/// use salesive_conformance::{Kit, Verdict};
/// use salesive_schema::MicroBase;
///
/// let comparison = Kit::<MicroBase>::new().draws(10).seed(7).requests(|body| {
///     // A judge that takes anything is right about what is valid, and about nothing else.
///     let _ = body;
///     Verdict::accepted()
/// });
/// assert!(comparison.missed().all(|group| group.name() != "accepted"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kit<S> {
    service: PhantomData<S>,
    draws: u32,
    seed: u64,
    advisories: bool,
}

impl<S: Contract> Default for Kit<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Contract> Kit<S> {
    /// 100 draws for each rule, seed 0, without advisories.
    pub const fn new() -> Self {
        Self {
            service: PhantomData,
            draws: 100,
            seed: 0,
            advisories: false,
        }
    }

    /// How many bodies are drawn to break each rule. Of each pair of rules it is a tenth of that,
    /// of valid bodies, of each kind of replies and of intents five times as many, of bodies and
    /// replies near the contract ten times. 0 leaves the vectors.
    #[must_use]
    pub const fn draws(mut self, draws: u32) -> Self {
        self.draws = draws;
        self
    }

    /// Another seed gives other draws.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Whether advisories are compared too, for an implementation that gives
    /// [findings](Verdict::findings); where they are known, which is in the vectors and in draws
    /// near the contract. Otherwise they may or may not be among the findings.
    #[must_use]
    pub const fn advisories(mut self, advisories: bool) -> Self {
        self.advisories = advisories;
        self
    }

    /// Holds a judge of request bodies against the contract.
    pub fn requests(&self, implementation: impl Fn(&[u8]) -> Verdict) -> Comparison {
        let suite = suite::requests::<S>(self.draws);
        let ask = |case: &Case| implementation(&case.input).0;
        compare::compare(suite, self.seed, self.advisories, &ask)
    }

    /// Holds a client that reads replies (HTTP status and body) against the contract.
    pub fn replies(&self, implementation: impl Fn(u16, &[u8]) -> Outcome) -> Comparison {
        let suite = suite::replies::<S>(self.draws);
        let ask = |case: &Case| {
            let http_status = case.http_status.unwrap_or_default();
            implementation(http_status, &case.input).0
        };
        compare::compare(suite, self.seed, self.advisories, &ask)
    }

    /// Holds what a client sends for an intent against the contract. `None` is an update that it
    /// cannot send.
    pub fn sends(&self, implementation: impl Fn(&Intent) -> Option<Sent>) -> Comparison {
        let suite = suite::sends::<S>(self.draws);
        let ask = |case: &Case| match serde_json::from_slice(&case.input) {
            Ok(intent) => send::answer::<S>(&intent, implementation(&intent)),
            // An intent that was written is read.
            Err(_) => answer::Answer::named(send::SENT),
        };
        compare::compare(suite, self.seed, self.advisories, &ask)
    }
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
