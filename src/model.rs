//! What the executable models of both services share. Here lives what is said of a model from
//! outside: its faults and what must come of them.

use alloc::vec::Vec;
use core::fmt::{Debug, Display};

use crate::reply::Outcome;
use crate::service::Service;

/// The outcome of a reply, without the customer and the words of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected<S: Service> {
    /// The update was made and the customer came back.
    Updated,
    /// The update was made, but no readable customer came back.
    Accepted,
    /// The service refused.
    Refused(S::RefusalKind),
    /// There is no envelope.
    Unreadable,
}

impl<S: Service> Expected<S> {
    /// The outcome in one word: `updated`, `accepted`, `refused` or `unreadable`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Accepted => "accepted",
            Self::Refused(_) => "refused",
            Self::Unreadable => "unreadable",
        }
    }

    /// Of a refusal: why the service refuses.
    pub const fn kind(self) -> Option<S::RefusalKind> {
        match self {
            Self::Refused(kind) => Some(kind),
            _ => None,
        }
    }
}

impl<S: Service> From<&Outcome<'_, S>> for Expected<S> {
    fn from(outcome: &Outcome<'_, S>) -> Self {
        match outcome {
            Outcome::Updated(_) => Self::Updated,
            Outcome::Accepted => Self::Accepted,
            Outcome::Refused(refusal) => Self::Refused(refusal.kind()),
            Outcome::Unreadable => Self::Unreadable,
        }
    }
}

/// What a client must make of a reply with a fault, and what became of the update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Consequence<S: Service> {
    /// What the client must report.
    pub outcome: Expected<S>,
    /// JSON Pointer and rule of each discrepancy that the fault causes, sorted.
    pub discrepancies: &'static [(&'static str, S::Rule)],
    /// Whether the update stands in the store afterwards, whatever the reply says.
    pub stands: bool,
}

/// A service as a state machine in memory: what the `Store`s of both services have in common.
pub trait Model: Clone + Debug {
    /// The service that the model answers as.
    type Service: Service;

    /// An update as the service gets it.
    type UpdateRequest<'r>;

    /// Something that goes wrong between the client and the store; displayed as its name.
    type Fault: Copy + Debug + Display + Eq + 'static;

    /// Every fault.
    const FAULTS: &'static [Self::Fault];

    /// What a client must make of the fault if the service, without it, would make the update
    /// (`None`) or refuse it for this reason.
    fn consequence(
        fault: Self::Fault,
        refusal: Option<<Self::Service as Service>::RefusalKind>,
    ) -> Consequence<Self::Service>;

    /// All customers, in the order in which they came.
    fn customers(&self) -> &[<Self::Service as Service>::Customer<'static>];

    /// Answers one update, with or without a fault: the HTTP status and the bytes of the reply.
    fn update(
        &mut self,
        request: &Self::UpdateRequest<'_>,
        fault: Option<Self::Fault>,
    ) -> (u16, Vec<u8>);
}

/// What a gateway answers in the place of a service that it has not heard from.
pub(crate) fn bad_gateway() -> (u16, Vec<u8>) {
    let page =
        "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>";
    (502, page.into())
}

/// The first half of a reply.
pub(crate) fn truncated((http_status, mut body): (u16, Vec<u8>)) -> (u16, Vec<u8>) {
    body.truncate(body.len() / 2);
    (http_status, body)
}

/// Every store is a model by its functions of the same names.
macro_rules! model {
    ($service:ident) => {
        impl Model for Store {
            type Service = $crate::$service;
            type UpdateRequest<'r> = UpdateRequest<'r>;
            type Fault = Fault;

            const FAULTS: &'static [Fault] = Fault::ALL;

            fn consequence(
                fault: Fault,
                refusal: Option<super::RefusalKind>,
            ) -> Consequence<Self::Service> {
                fault.consequence(refusal)
            }

            fn customers(&self) -> &[Customer<'static>] {
                self.customers()
            }

            fn update(
                &mut self,
                request: &UpdateRequest<'_>,
                fault: Option<Fault>,
            ) -> (u16, Vec<u8>) {
                match fault {
                    None => self.update(request),
                    Some(fault) => self.update_with_fault(request, fault),
                }
            }
        }
    };
}
pub(crate) use model;
