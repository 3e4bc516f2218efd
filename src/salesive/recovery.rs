use alloc::borrow::ToOwned;
use alloc::vec::Vec;

use super::{Outcome, Refusal, RefusalKind, Reply, Rule, SCOPE};
use crate::http::recovery::{Action, FIELDS_MAX, FieldProblem, Recovery, Replay, Source};
use crate::http::retry_after::RetryAfter;
use crate::report::pointer::{Pointer, Token};

const REPLAY: Replay = Replay {
    is_safe: true,
    source: Source::Http("RFC 9110, section 9.2.2: PUT is idempotent"),
};

impl Reply<'_> {
    /// The same reply with what its header `Retry-After` said.
    #[must_use]
    pub fn with_retry_after(mut self, retry_after: RetryAfter) -> Self {
        if let Outcome::Refused(refusal) = &mut self.outcome {
            refusal.retry_after = Some(retry_after.clone());
        }
        self.headers.retry_after = Some(retry_after);
        self
    }

    /// The same reply with what its header `Content-Type` said. It decides nothing.
    #[must_use]
    pub fn with_content_type(mut self, content_type: &str) -> Self {
        self.headers.content_type = Some(content_type.to_owned());
        self
    }

    /// The header `Retry-After`.
    pub const fn retry_after(&self) -> Option<&RetryAfter> {
        self.headers.retry_after.as_ref()
    }

    /// The header `Content-Type`, as it came.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.content_type.as_deref()
    }

    /// What a careful client does next; `None` after a success.
    ///
    /// ```
    /// use salesive_schema::salesive::Reply;
    /// use salesive_schema::{Action, RetryAfter};
    ///
    /// let reply = Reply::decode(503, b"<html>").with_retry_after(RetryAfter::Seconds(120));
    /// let recovery = reply.recovery().unwrap();
    /// assert_eq!(recovery.action, Action::Retry { after: Some(RetryAfter::Seconds(120)) });
    /// assert!(recovery.replay.is_safe);
    /// ```
    pub fn recovery(&self) -> Option<Recovery<Rule>> {
        match self.outcome() {
            Outcome::Updated(_) | Outcome::Accepted => None,
            Outcome::Refused(refusal) => Some(refusal.recovery()),
            Outcome::Unreadable => Some(Recovery::by_status(
                self.http_status(),
                self.retry_after(),
                REPLAY,
            )),
        }
    }
}

impl Refusal<'_> {
    /// What a careful client does next.
    ///
    /// The document has no error codes, so which field is refused is read out of the message and
    /// marked as inferred.
    ///
    /// ```
    /// use salesive_schema::Action;
    /// use salesive_schema::salesive::{Outcome, Reply, Rule};
    ///
    /// let body = br#"{"status":400,"success":false,"message":"\"phone\" must be a string","data":{}}"#;
    /// let reply = Reply::decode(400, body);
    /// let Outcome::Refused(refusal) = reply.outcome() else { panic!("{reply:?}") };
    /// let recovery = refusal.recovery();
    /// let Action::FixFields(fields) = recovery.action else { panic!("{recovery:?}") };
    /// assert_eq!(fields[0].pointer.to_string(), "/phone");
    /// assert_eq!(fields[0].rule, Some(Rule::PhoneType));
    /// assert!(recovery.is_inferred);
    /// ```
    pub fn recovery(&self) -> Recovery<Rule> {
        let documented = |action, place| Recovery::new(action, Source::Document(place), REPLAY);
        match self.kind() {
            RefusalKind::Unauthorized => documented(
                Action::RenewToken,
                "response Unauthorized: \"Missing or invalid app access token.\"",
            ),
            RefusalKind::Forbidden => documented(
                Action::RequestScope(SCOPE),
                "response Forbidden: \"The app token is missing the OAuth scope required for this operation.\"",
            ),
            RefusalKind::CustomerNotFound => documented(
                Action::ChooseCustomer,
                "response CustomerNotFound: \"The customer does not exist or is not in the installation's store.\"",
            ),
            RefusalKind::Other => self.undocumented(),
        }
    }

    fn undocumented(&self) -> Recovery<Rule> {
        let status = self.decisive_status();
        let by_status = Recovery::by_status(status, self.retry_after.as_ref(), REPLAY);
        if !matches!(status, 200..=299 | 400 | 409 | 422) {
            return by_status;
        }
        let message = self.message().unwrap_or_default();
        if status == 409 || says_that_the_address_is_taken(message) {
            let place = "Update a customer: \"any new email must stay unique within the store\"";
            return Recovery::new(Action::ChooseEmail, Source::Document(place), REPLAY).inferred();
        }
        let fields = named_fields(message);
        if !fields.is_empty() {
            let place = "The vendor's messages quote the name of the field they are about";
            return Recovery::new(Action::FixFields(fields), Source::Evidence(place), REPLAY)
                .inferred();
        }
        if by_status.action == Action::ReadAgain {
            // The flag says that nothing was written, and nothing says why.
            let place = "EnvelopeBase.success: \"Whether the request succeeded.\"";
            return Recovery::new(Action::ReportBug, Source::Document(place), REPLAY);
        }
        by_status
    }
}

fn says_that_the_address_is_taken(message: &str) -> bool {
    let message = message.to_ascii_lowercase();
    message.contains("email")
        && ["already", "taken", "in use", "exists", "duplicate"]
            .iter()
            .any(|word| message.contains(word))
}

/// A field by the name that messages quote, and the rules by what they say of it.
type Said = (&'static str, &'static [(&'static str, Rule)]);

const SAID: [Said; 8] = [
    (
        "name",
        &[
            ("must be a string", Rule::NameType),
            ("not allowed to be empty", Rule::NameBlank),
        ],
    ),
    (
        "email",
        &[
            ("must be a string", Rule::EmailType),
            ("must be a valid email", Rule::EmailFormat),
            ("not allowed to be empty", Rule::EmailFormat),
        ],
    ),
    (
        "phone",
        &[
            ("must be a string", Rule::PhoneType),
            ("not allowed to be empty", Rule::PhoneEmpty),
        ],
    ),
    (
        "user",
        &[
            ("must be a string", Rule::UserType),
            ("length must be 24", Rule::UserObjectId),
            ("hexadecimal", Rule::UserObjectId),
        ],
    ),
    ("active", &[("must be a boolean", Rule::ActiveType)]),
    ("shop", &[("is not allowed", Rule::ShopForbidden)]),
    ("shopId", &[("is not allowed", Rule::ShopForbidden)]),
    ("shop_id", &[("is not allowed", Rule::ShopForbidden)]),
];

/// The documented fields that a message quotes; names that only the service knows are left out.
fn named_fields(message: &str) -> Vec<FieldProblem<Rule>> {
    let mut fields = Vec::new();
    // Outside quotes, inside, outside, …
    let mut pieces = message.split('"').skip(1);
    while fields.len() < FIELDS_MAX
        && let (Some(name), Some(says)) = (pieces.next(), pieces.next())
    {
        let mut pointer = Pointer::default();
        let rules: &[(&str, Rule)] = match SAID.iter().find(|(listed, _)| *listed == name) {
            Some((listed, rules)) => {
                pointer.push(Token::Member(listed));
                rules
            }
            None if name == "value" => &[
                ("must have at least 1 key", Rule::BodyEmpty),
                ("must be of type object", Rule::BodyType),
            ],
            None => continue,
        };
        let rule = rules.iter().find(|(words, _)| says.contains(words));
        fields.push(FieldProblem {
            pointer,
            rule: rule.map(|(_, rule)| *rule),
        });
    }
    fields
}
