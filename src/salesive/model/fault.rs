use alloc::vec::Vec;

use super::answer::Sent;
use crate::model::{self, Consequence, Expected};
use crate::salesive::{RefusalKind, Rule};
use crate::service::Salesive;
use crate::value::named::named;

named! {
    /// Something that goes wrong between the client and the store, for
    /// [`Store::update_with_fault`](super::Store::update_with_fault).
    #[non_exhaustive]
    pub enum Fault {
        /// The service does its work, but a gateway stops waiting and answers HTTP status 502 with a
        /// page of HTML.
        Html502 = "html_502",
        /// The second half of the body is lost.
        TruncatedJson = "truncated_json",
        /// The whole body is lost; the HTTP status arrives.
        EmptyBody = "empty_body",
        /// The status in the body is not the HTTP status: 500 in a success, 200 in a refusal.
        WrongEcho = "wrong_echo",
        /// `success` says the opposite of what happened, and `data` is null.
        WrongFlag = "wrong_flag",
        /// The HTTP status says the opposite of what happened: 500 for a success, 200 for a refusal.
        /// The body is as it should be.
        WrongStatus = "wrong_status",
        /// A success comes with `"data": null`. A refusal stays as it is.
        NoCustomer = "no_customer",
        /// Between the update and the reply, another client that had read the customer earlier saves
        /// all of it. The document knows nothing like an ETag, so the other one wins: the customer in
        /// the reply and in the store has the old values, and only `updatedAt` has moved. A refusal
        /// stays as it is.
        LostRace = "lost_race",
    }
}

const DATA: (&str, Rule) = ("/data", Rule::ReplyDataType);
const ECHO: (&str, Rule) = ("/status", Rule::ReplyStatusEcho);
const FLAG: (&str, Rule) = ("/success", Rule::ReplySuccessContradiction);

impl Fault {
    /// What a client must make of the fault if the service, without it, would make the update
    /// (`None`) or refuse it for this reason.
    ///
    /// ```
    /// use salesive_schema::salesive::RefusalKind;
    /// use salesive_schema::salesive::model::{Expected, Fault};
    ///
    /// // The update is made, and no client can know.
    /// let consequence = Fault::Html502.consequence(None);
    /// assert_eq!(consequence.outcome, Expected::Unreadable);
    /// assert!(consequence.stands);
    /// ```
    pub const fn consequence(self, refusal: Option<RefusalKind>) -> Consequence<Salesive> {
        let (undisturbed, refused) = match refusal {
            None => (Expected::Updated, Expected::Refused(RefusalKind::Other)),
            Some(kind) => (Expected::Refused(kind), Expected::Refused(kind)),
        };
        let (outcome, discrepancies): (_, &'static [_]) = match (self, refusal) {
            (Self::Html502 | Self::TruncatedJson | Self::EmptyBody, _) => {
                (Expected::Unreadable, &[])
            }
            (Self::WrongEcho, _) => (undisturbed, &[ECHO]),
            (Self::WrongFlag, None) => (refused, &[FLAG]),
            (Self::WrongFlag, Some(_)) => (refused, &[DATA, FLAG]),
            (Self::WrongStatus, _) => (refused, &[ECHO, FLAG]),
            (Self::NoCustomer, None) => (Expected::Accepted, &[DATA]),
            (Self::NoCustomer, Some(_)) | (Self::LostRace, _) => (undisturbed, &[]),
        };
        let stands = refusal.is_none() && !matches!(self, Self::LostRace);
        Consequence {
            outcome,
            discrepancies,
            stands,
        }
    }

    /// What becomes of an answer on its way. A lost race has struck in the store already.
    pub(super) fn strike(self, mut answer: Sent) -> (u16, Vec<u8>) {
        match self {
            Self::Html502 => return model::bad_gateway(),
            Self::TruncatedJson => return model::truncated(answer.written()),
            Self::EmptyBody => return (answer.http_status, Vec::new()),
            Self::WrongEcho => answer.status = if answer.success { 500 } else { 200 },
            Self::WrongFlag => {
                answer.success = !answer.success;
                answer.data = "null".into();
            }
            Self::WrongStatus => answer.http_status = if answer.success { 500 } else { 200 },
            Self::NoCustomer if answer.success => answer.data = "null".into(),
            Self::NoCustomer | Self::LostRace => {}
        }
        answer.written()
    }
}
