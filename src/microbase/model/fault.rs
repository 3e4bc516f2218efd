use alloc::string::String;
use alloc::vec::Vec;

use super::answer::Sent;
use crate::microbase::{RefusalKind, Rule};
use crate::model::{self, Consequence, Expected};
use crate::service::MicroBase;
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
        /// `ok` says the opposite of what happened.
        WrongFlag = "wrong_flag",
        /// The HTTP status says the opposite of what happened: 500 for a success, and for a refusal
        /// the 200 that the service gives to most of them anyway.
        WrongStatus = "wrong_status",
        /// A success comes without the customer. A refusal stays as it is.
        NoCustomer = "no_customer",
        /// The request reaches the service as something that it cannot read: it refuses it with an
        /// object in the place of the error code, which holds the body that was sent.
        ErrorObject = "error_object",
        /// Another client's update comes between the service's reading and its saving. The service was
        /// observed to notice where tags were set: it saves nothing and refuses without an error code.
        /// A refusal for another reason stays as it is.
        LostRace = "lost_race",
    }
}

const NO_CUSTOMER: (&str, Rule) = ("", Rule::ReplyCustomerMissing);
const NO_ERROR: (&str, Rule) = ("", Rule::ReplyErrorMissing);
const ERROR: (&str, Rule) = ("/error", Rule::ReplyErrorType);
const FLAG: (&str, Rule) = ("/ok", Rule::ReplyOkContradiction);

impl Fault {
    /// What a client must make of the fault if the service, without it, would make the update
    /// (`None`) or refuse it for this reason.
    ///
    /// ```
    /// use salesive_schema::microbase::model::{Expected, Fault};
    ///
    /// // The update is made, and no client can know.
    /// let consequence = Fault::Html502.consequence(None);
    /// assert_eq!(consequence.outcome, Expected::Unreadable);
    /// assert!(consequence.stands);
    /// ```
    pub const fn consequence(self, refusal: Option<RefusalKind>) -> Consequence<MicroBase> {
        let without_code = Expected::Refused(RefusalKind::Other);
        let (undisturbed, refused) = match refusal {
            None => (Expected::Updated, without_code),
            Some(kind) => (Expected::Refused(kind), Expected::Refused(kind)),
        };
        let (outcome, discrepancies): (_, &'static [_]) = match (self, refusal) {
            (Self::Html502 | Self::TruncatedJson | Self::EmptyBody, _) => {
                (Expected::Unreadable, &[])
            }
            (Self::WrongFlag, None) => (refused, &[NO_ERROR]),
            (Self::WrongFlag, Some(_)) => (refused, &[NO_CUSTOMER, FLAG]),
            (Self::WrongStatus, None) => (refused, &[FLAG]),
            (Self::NoCustomer, None) => (Expected::Accepted, &[NO_CUSTOMER]),
            (Self::ErrorObject, _) => (without_code, &[ERROR]),
            (Self::LostRace, None) => (without_code, &[NO_ERROR]),
            (Self::WrongStatus | Self::NoCustomer | Self::LostRace, Some(_)) => (undisturbed, &[]),
        };
        let stands = refusal.is_none() && !matches!(self, Self::ErrorObject | Self::LostRace);
        Consequence {
            outcome,
            discrepancies,
            stands,
        }
    }

    /// What becomes of an answer on its way. An unreadable request and a lost race have struck in
    /// the service already.
    pub(super) fn strike(self, mut answer: Sent) -> (u16, Vec<u8>) {
        match self {
            Self::Html502 => return model::bad_gateway(),
            Self::TruncatedJson => return model::truncated(answer.written()),
            Self::EmptyBody => return (answer.http_status, Vec::new()),
            Self::WrongFlag => answer.ok = !answer.ok,
            Self::WrongStatus => answer.http_status = if answer.ok { 500 } else { 200 },
            Self::NoCustomer if answer.ok => answer.members = String::new(),
            Self::NoCustomer | Self::ErrorObject | Self::LostRace => {}
        }
        answer.written()
    }
}
