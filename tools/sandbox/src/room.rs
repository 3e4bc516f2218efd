use std::sync::Mutex;

use salesive_schema::model::Model;

use crate::faults::Turns;

/// The state of one service.
pub(crate) struct Room<M: Model> {
    pub(crate) store: M,
    faults: Turns<M::Fault>,
}

impl<M: Model> Room<M> {
    pub(crate) const fn new(store: M, faults: Turns<M::Fault>) -> Mutex<Self> {
        Mutex::new(Self { store, faults })
    }

    /// The fault of an update's turn. One without a token has none: a page of any site can have a browser
    /// send it.
    pub(crate) fn fault(&mut self, token: Option<&str>) -> Option<M::Fault> {
        token.and_then(|_| self.faults.next().flatten())
    }
}
