use alloc::vec::Vec;

use super::{CustomerUpdate, RefusalKind, Rule, SCOPE};
use crate::http::recovery::{Action, FIELDS_MAX, FieldProblem, Recovery, Source, Written};
use crate::report::pointer::{Pointer, Token};
use crate::service::{Refusal, Salesive};

impl Refusal<'_, Salesive> {
    pub(super) fn next_step(&self, update: Option<&CustomerUpdate<'_>>) -> Recovery<Rule> {
        if self.is_contradicted() {
            let place = Rule::ReplySuccessContradiction.source();
            return Recovery::unknown(Source::Document(place));
        }
        if self.body_says_that_it_is_unknown() {
            let place = Rule::ReplyStatusEcho.source();
            return Recovery::unknown(Source::Document(place));
        }
        let documented = |action, place| Recovery::new(action, Source::Document(place));
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
            RefusalKind::Other => self.undocumented(update),
        }
    }

    /// Whether the flag says one thing, and the status that decides another.
    fn is_contradicted(&self) -> bool {
        self.says_success || matches!(self.decisive_status(), 200..=299)
    }

    /// Whether the body's status is another than that of HTTP, and a server error after which nobody
    /// knows.
    fn body_says_that_it_is_unknown(&self) -> bool {
        let decisive = self.decisive_status();
        let other = self.body_status().filter(|status| *status != decisive);
        other.is_some_and(|status| {
            let by_body = Recovery::<Rule>::by_status(status, None);
            matches!(status, 500..=599) && by_body.written == Written::Unknown
        })
    }

    fn undocumented(&self, update: Option<&CustomerUpdate<'_>>) -> Recovery<Rule> {
        let status = self.decisive_status();
        let by_status = Recovery::by_status(status, self.retry_after.as_ref());
        if !matches!(status, 400 | 409 | 422) {
            return by_status;
        }
        let message = self.message().unwrap_or_default();
        let sets_email = update.is_none_or(|update| update.email().is_some());
        if sets_email && (status == 409 || says_that_the_address_is_taken(message)) {
            let place = "Update a customer: \"any new email must stay unique within the store\"";
            return Recovery::new(Action::ChooseEmail, Source::Document(place)).inferred();
        }
        let fields = named_fields(message);
        if fields.is_empty() {
            return by_status;
        }
        let place = "The vendor's messages quote the name of the field they are about";
        Recovery::new(Action::FixFields(fields), Source::Evidence(place)).inferred()
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
