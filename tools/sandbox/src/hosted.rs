use std::sync::Mutex;

use salesive_schema::Service;
use salesive_schema::model::Model;

use crate::answer::Answer;
use crate::reading::Unread;
use crate::room::Room;
use crate::sandbox::Sandbox;

/// A service that the sandbox runs.
pub(crate) trait Hosted: Service {
    type Store: Model<Service = Self>;

    /// The path that comes before the endpoint's.
    const PREFIX: &'static str;

    /// The fault whose reply is a page of HTML.
    const PAGE: Fault<Self>;

    /// A body with a value for every member that a client sets.
    const EXAMPLE: &'static str;

    /// The logins that there are: a name, the token, and what it may do.
    const LOGINS: &'static [Login];

    fn room(sandbox: &Sandbox) -> &Mutex<Room<Self::Store>>;

    /// The update as the store takes it.
    fn update<'r>(sent: &Sent<'r>) -> <Self::Store as Model>::UpdateRequest<'r>;

    /// The customer that the update means.
    fn meant<'s>(store: &'s Self::Store, sent: &Sent<'_>) -> Option<&'s Self::Customer<'static>>;

    /// The path of an update of this customer.
    fn path(id: &str) -> String;

    /// The example for the customer with this id, with a name and an email address that it can have.
    fn example(store: &Self::Store, id: &str) -> String;

    /// One of the ids that customers seldom have.
    fn unused_id(nth: usize) -> String;

    /// The customer that an update of this id means.
    fn customer<'s>(store: &'s Self::Store, id: &str) -> Option<&'s Self::Customer<'static>>;

    fn id<'c>(customer: &'c Self::Customer<'_>) -> Option<&'c str>;

    fn name(customer: &Self::Customer<'_>) -> String;

    /// What is answered where the path holds no text.
    fn no_such_customer() -> Answer;

    /// What is answered to another method.
    fn other_method() -> Answer;

    /// What is answered where there is no body, or the bytes that the store refuses for the same reason.
    fn unread(reason: &Unread) -> Result<Answer, Vec<u8>>;

    /// The members of the envelope that hold nothing of a customer.
    fn signals(envelope: &Self::Envelope<'_>) -> Vec<(&'static str, String)>;
}

/// Which of the customers the update means.
pub(crate) fn position<S: Hosted>(store: &S::Store, sent: &Sent<'_>) -> Option<usize> {
    let meant = S::meant(store, sent)?;
    let mut customers = store.customers().iter();
    customers.position(|customer| std::ptr::eq(customer, meant))
}

/// An id that no customer has.
pub(crate) fn nobody<S: Hosted>(store: &S::Store) -> String {
    let mut ids = (0..).map(S::unused_id);
    ids.find(|id| S::customer(store, id).is_none())
        .unwrap_or_default()
}

/// A login that the page offers.
pub(crate) struct Login {
    pub(crate) name: &'static str,
    pub(crate) token: Option<&'static str>,
    pub(crate) label: &'static str,
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
