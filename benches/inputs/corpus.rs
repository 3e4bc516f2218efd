//! Bodies as they come: members, order, lengths and spelling mixed, and with them what senders get
//! wrong. The same seed gives the same bodies.

mod draw;
mod malformed;
mod microbase;
mod salesive;
mod spelling;

use fastrand::Rng;
use serde_json::Value;

/// Names with their values, in the order in which they are sent; a name may come twice.
type Members = Vec<(String, Value)>;

pub(crate) struct Body {
    pub(crate) text: Vec<u8>,
    pub(crate) kind: Kind,
}

/// What is the matter with a body. One has a single kind, whatever its spelling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Documented members only.
    Plain,
    /// One to three more that no document lists.
    Unlisted,
    /// A customer as the service replies it, with what is to change in it.
    WholeRecord,
    /// A member sent twice.
    Repeated,
    /// A value of the right JSON type that a rule refuses, or a member that must not be sent.
    WrongValue,
    /// A value of the wrong JSON type, or none where one is required.
    WrongType,
    /// No JSON, or half a character.
    Malformed,
}

/// How often each kind comes, of 200 bodies; the others are plain, and where a body is to be wrong
/// its service says whether it is so in value or in type.
const UNLISTED: u8 = 5;
const WHOLE_RECORD: u8 = 5;
const REPEATED: u8 = 6;
const MALFORMED: u8 = 4;
const WRONG: u8 = 22;

impl Kind {
    /// Whether the rules of the service let such a body through.
    pub(crate) const fn is_accepted(self) -> bool {
        matches!(self, Self::Plain | Self::Unlisted | Self::WholeRecord)
    }
}

/// What a service takes, and what is sent to it by mistake.
struct Traffic {
    /// A right body's, in any order.
    members: fn(&mut Rng) -> Members,
    /// All that a customer consists of, and what is the matter with sending it.
    record: fn(&mut Rng) -> (Members, Kind),
    /// Makes one member wrong.
    spoil: fn(&mut Rng, &mut Members) -> Kind,
    /// A documented member that may be any text.
    text: &'static str,
}

pub(crate) fn salesive(bodies: usize) -> Vec<Body> {
    salesive::TRAFFIC.bodies(bodies)
}

pub(crate) fn microbase(bodies: usize) -> Vec<Body> {
    microbase::TRAFFIC.bodies(bodies)
}

impl Traffic {
    fn bodies(&self, bodies: usize) -> Vec<Body> {
        let mut rng = Rng::with_seed(20_261_121);
        (0..bodies).map(|_| self.body(&mut rng)).collect()
    }

    fn body(&self, rng: &mut Rng) -> Body {
        let mut members = (self.members)(rng);
        rng.shuffle(&mut members);
        let mut below = 0;
        let nth = rng.u8(..200);
        let mut is = |share| {
            below += share;
            nth < below
        };
        let kind = if is(UNLISTED) {
            draw::add_unlisted(rng, &mut members);
            Kind::Unlisted
        } else if is(WHOLE_RECORD) {
            let (record, kind) = (self.record)(rng);
            for (name, value) in std::mem::replace(&mut members, record) {
                put(&mut members, &name, value);
            }
            kind
        } else if is(REPEATED) {
            let again = rng.choice(&members).unwrap().clone();
            members.push(again);
            Kind::Repeated
        } else if is(MALFORMED) {
            let text = malformed::text(rng, members, self.text);
            let kind = Kind::Malformed;
            return Body { text, kind };
        } else if is(WRONG) {
            (self.spoil)(rng, &mut members)
        } else {
            Kind::Plain
        };
        let text = spelling::of_any_sender(rng, &members).into_bytes();
        Body { text, kind }
    }
}

/// The member of this name replaced, or added where it is missing.
fn put(members: &mut Members, name: &str, value: Value) {
    match members.iter_mut().find(|(other, _)| other == name) {
        Some((_, other)) => *other = value,
        None => members.push((name.to_owned(), value)),
    }
}
