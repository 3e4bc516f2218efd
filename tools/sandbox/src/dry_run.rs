use salesive_schema::Reply;
use salesive_schema::model::{Expected, Model};

use crate::exchange::Advice;
use crate::hosted::{Hosted, Sent, position};
use crate::sandbox::{Sandbox, lock};

/// What the service would make of an update now, without a fault; nothing of it is kept.
pub(crate) struct DryRun<S: Hosted> {
    /// The customer that the update means.
    pub(crate) before: Option<S::Customer<'static>>,
    pub(crate) after: Option<S::Customer<'static>>,
    pub(crate) http_status: u16,
    /// Why it would be refused, and what then helps.
    pub(crate) refusal: Option<(S::RefusalKind, Option<Advice>)>,
}

/// One step of a copy of the store, with the first login.
pub(crate) fn dry_run<S: Hosted>(sandbox: &Sandbox, id: &str, body: &[u8]) -> DryRun<S> {
    let sent = Sent {
        token: S::LOGINS.first().and_then(|login| login.token),
        id,
        body,
        at: "",
    };
    let mut store = lock(S::room(sandbox)).store.clone();
    let position = position::<S>(&store, &sent);
    let customer = |store: &S::Store| store.customers().get(position?).cloned();
    let before = customer(&store);
    let (http_status, reply) = store.update(&S::update(&sent), None);
    let reply = Reply::<S>::decode(http_status, &reply);
    let kind = Expected::from(reply.outcome()).kind();
    DryRun {
        before,
        after: customer(&store),
        http_status,
        refusal: kind.map(|kind| (kind, Advice::of_reply(&reply, body))),
    }
}
