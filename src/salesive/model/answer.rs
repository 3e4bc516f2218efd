use alloc::borrow::{Cow, ToOwned};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;

use super::{Customer, Rejection, Rule};

/// The status and the message of a refusal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Answer {
    /// The HTTP status, repeated in the body.
    pub status: u16,
    /// The message.
    pub message: Cow<'static, str>,
}

/// The refusals that the document leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Answers {
    /// The body is not JSON. By default 400.
    pub malformed: Answer,
    /// None of the documented members is supplied. By default 400 with the message of the Store
    /// API for the same mistake.
    pub empty: Answer,
    /// The body breaks another rule. By default 400.
    pub invalid: Answer,
    /// The email address belongs to another customer. By default 400 with the one message that is
    /// documented for a duplicate address, under the Store API.
    pub email_taken: Answer,
}

pub(super) const UNAUTHORIZED: Answer = Answer::new(401, "Authentication required");
pub(super) const FORBIDDEN: Answer = Answer::new(403, "Insufficient scope");
pub(super) const CUSTOMER_NOT_FOUND: Answer = Answer::new(404, "Customer not found");

impl Answer {
    const fn new(status: u16, message: &'static str) -> Self {
        Self {
            status,
            message: Cow::Borrowed(message),
        }
    }

    /// The refusal in the documented envelope.
    pub(super) fn with_data(&self, data: &str) -> Sent {
        Sent {
            http_status: self.status,
            status: self.status,
            success: false,
            message: self.message.clone(),
            data: data.to_owned(),
        }
    }
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            malformed: Answer::new(400, "Malformed JSON"),
            empty: Answer::new(400, "\"value\" must have at least 1 key"),
            invalid: Answer::new(400, "Validation failed"),
            email_taken: Answer::new(400, "Email already subscribed"),
        }
    }
}

impl Answers {
    pub(super) fn to(&self, rejection: &Rejection<Rule>) -> &Answer {
        match rejection {
            Rejection::Malformed(_) => &self.malformed,
            Rejection::Report(report) => {
                let counts = report.counts();
                if counts.iter().any(|(rule, _)| *rule == Rule::BodyEmpty) {
                    &self.empty
                } else {
                    &self.invalid
                }
            }
        }
    }
}

/// A reply before it is written.
pub(super) struct Sent {
    pub(super) http_status: u16,
    pub(super) status: u16,
    pub(super) success: bool,
    message: Cow<'static, str>,
    /// As JSON.
    pub(super) data: String,
}

impl Sent {
    pub(super) fn updated(customer: &Customer<'_>) -> Self {
        Self {
            http_status: 200,
            status: 200,
            success: true,
            message: Cow::Borrowed("Customer updated successfully"),
            data: json(customer),
        }
    }

    /// The HTTP status and the bytes of the body.
    pub(super) fn written(self) -> (u16, Vec<u8>) {
        let Self {
            http_status,
            status,
            success,
            message,
            data,
        } = self;
        let message = json(&message);
        let body = format!(
            r#"{{"status":{status},"success":{success},"message":{message},"data":{data}}}"#
        );
        (http_status, body.into_bytes())
    }
}

fn json(value: &impl Serialize) -> String {
    // Strings and customers always serialise.
    serde_json::to_string(value).unwrap_or_default()
}
