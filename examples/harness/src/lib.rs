//! [`departures`] and [`misread`] hold a client and a validator that somebody else wrote against the
//! contract of a service; the modules stand for somebody else's code.

#![forbid(unsafe_code)]

use salesive_conformance::{Comparison, Contract, Intent, Kit, Outcome, Sent, Verdict};
use salesive_schema::{Reply, model::Model};

pub mod client;
mod members;
pub mod validator;

/// What somebody else wrote, behind functions.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// Whether a request body is valid.
    pub is_valid: fn(&[u8]) -> bool,
    /// What the client sends for an intent, if it can.
    pub send: fn(&Intent) -> Option<Sent>,
    /// What the client makes of HTTP status and body of a reply.
    pub read: fn(u16, &[u8]) -> Outcome,
}

/// The validator and the client of this package.
pub const SOMEBODY_ELSES: Subject = Subject {
    is_valid: validator::is_valid,
    send: |intent| {
        let (base, id) = (&intent.base_url, &intent.customer_id);
        let request = client::request(base, &intent.token, id, &intent.members());
        request.ok().map(Sent::from)
    },
    read: |http_status, body| Outcome::from(client::read(http_status, body)),
};

/// Everything in which it departs from the contract, shrunk: bodies, intents and replies are drawn.
pub fn departures<S: Contract>(kit: &Kit<S>, subject: &Subject) -> [Comparison; 3] {
    [
        kit.requests(|body| Verdict::from((subject.is_valid)(body))),
        kit.sends(subject.send),
        kit.replies(subject.read),
    ]
}

/// The faults, between client and model, of which the client misreads what the model answers.
pub fn misread<M: Model<Service: Contract>>(
    store: &M,
    request: &M::UpdateRequest<'_>,
    subject: &Subject,
) -> Vec<M::Fault> {
    let is_misread = |fault: &M::Fault| {
        let (http_status, body) = store.clone().update(request, Some(*fault));
        let reply = Reply::<M::Service>::decode(http_status, &body);
        !(subject.read)(http_status, &body).agrees_with(&reply)
    };
    M::FAULTS.iter().copied().filter(is_misread).collect()
}
