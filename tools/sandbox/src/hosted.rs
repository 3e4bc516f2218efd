use std::sync::Mutex;

use salesive_schema::Service;
use salesive_schema::model::Model;

use crate::Sandbox;
use crate::answer::Answer;
use crate::faults::Turns;
use crate::reading::Unread;

/// A service that the sandbox runs.
pub(crate) trait Hosted: Service {
    type Store: Model<Service = Self>;

    /// The path that comes before the endpoint's.
    const PREFIX: &'static str;

    /// The fault whose reply is a page of HTML.
    const PAGE: Fault<Self>;

    fn room(sandbox: &Sandbox) -> &Mutex<Room<Self::Store>>;

    /// The update as the store takes it.
    fn update<'r>(sent: &Sent<'r>) -> <Self::Store as Model>::UpdateRequest<'r>;

    /// What is answered where the path holds no text.
    fn no_such_customer() -> Answer;

    /// What is answered to another method.
    fn other_method() -> Answer;

    /// What is answered where there is no body, or the bytes that the store refuses for the same reason.
    fn unread(reason: &Unread) -> Result<Answer, Vec<u8>>;
}

pub(crate) type Fault<S> = <<S as Hosted>::Store as Model>::Fault;

/// What the store looks at of a request.
pub(crate) struct Sent<'r> {
    pub(crate) token: Option<&'r str>,
    /// What the path holds.
    pub(crate) id: &'r str,
    pub(crate) body: &'r [u8],
    pub(crate) at: &'r str,
}

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
