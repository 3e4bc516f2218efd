use alloc::borrow::{Cow, ToOwned};
use alloc::vec::Vec;

use super::{Outcome, Refusal, RefusalKind, Reply, Rule};
use crate::http::recovery::{Action, FIELDS_MAX, FieldProblem, Recovery, Replay, Source};
use crate::http::retry_after::RetryAfter;
use crate::report::finding::JsonType;
use crate::report::pointer::{Pointer, Token};

const REPLAY: Replay = Replay {
    is_safe: true,
    source: Source::Evidence(
        "The service writes only what differs, so the same update again changes nothing",
    ),
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
    /// use salesive_schema::Action;
    /// use salesive_schema::microbase::Reply;
    ///
    /// let reply = Reply::decode(404, b"<html>"); // the path lacks `/services`
    /// assert_eq!(reply.recovery().unwrap().action, Action::CheckBaseUrl);
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
    /// What a careful client does next: by the code if it is known, else by the HTTP status.
    ///
    /// Which field is refused is read out of `data`, whose form is not documented, and marked as
    /// inferred.
    ///
    /// ```
    /// use salesive_schema::Action;
    /// use salesive_schema::microbase::{Outcome, Reply, Rule};
    ///
    /// let body = br#"{"ok":false,"error":"validation_error","data":["payload.tags[1]: should be string"]}"#;
    /// let reply = Reply::decode(200, body);
    /// let Outcome::Refused(refusal) = reply.outcome() else { panic!("{reply:?}") };
    /// let recovery = refusal.recovery();
    /// let Action::FixFields(fields) = recovery.action else { panic!("{recovery:?}") };
    /// assert_eq!(fields[0].pointer.to_string(), "/tags/1");
    /// assert_eq!(fields[0].rule, Some(Rule::TagsItemType));
    /// ```
    pub fn recovery(&self) -> Recovery<Rule> {
        let documented = |action, place| Recovery::new(action, Source::Document(place), REPLAY);
        match self.kind() {
            RefusalKind::DuplicateKey => documented(
                Action::ChooseEmail,
                "error duplicate_key: \"Email is unique\"",
            ),
            RefusalKind::CustomerNotFound => documented(
                Action::ChooseCustomer,
                "error customer_not_found: \"Customer not found\"",
            ),
            RefusalKind::CustomerInvalidEmail => documented(
                Action::FixFields(Vec::from([FieldProblem {
                    pointer: at("email"),
                    rule: Some(Rule::EmailFormat),
                }])),
                "error customer_invalid_email: \"Email has an invalid format\"",
            ),
            RefusalKind::ValidationError => {
                let fields = self.named_fields();
                let is_inferred = !fields.is_empty();
                let place = "error validation_error: \"Some validation error\"";
                Recovery {
                    is_inferred,
                    ..documented(Action::FixFields(fields), place)
                }
            }
            RefusalKind::Other => self.undocumented(),
        }
    }

    fn undocumented(&self) -> Recovery<Rule> {
        let observed = |action, place| Recovery::new(action, Source::Evidence(place), REPLAY);
        let after = self.retry_after.clone();
        match self.code() {
            Some("invalid_token") => {
                observed(Action::RenewToken, "The code of a missing or bad token")
            }
            Some("circuitbreaker") => observed(
                Action::Retry { after },
                "The code of a service behind this one that is down",
            ),
            _ if self.is_lost_race() => {
                let place = "Somebody else wrote the customer meanwhile";
                let source = Source::Evidence(place);
                let replay = Replay {
                    is_safe: false,
                    source,
                };
                Recovery::new(Action::ReadAgain, source, replay).inferred()
            }
            // The flag or the error says that nothing was written, and nothing says why.
            _ if matches!(self.http_status(), 200..=299) => Recovery::new(
                Action::ReportBug,
                Source::Document("the table of errors"),
                REPLAY,
            ),
            _ if self.http_status() == 400 => observed(
                Action::ReportBug,
                "The HTTP status of a body that is not JSON",
            ),
            _ => Recovery::by_status(self.http_status(), after.as_ref(), REPLAY),
        }
    }

    /// Refused with nothing but a text, where every other refusal has an error.
    fn is_lost_race(&self) -> bool {
        let data = self.data().map(crate::JsonText::json_type);
        matches!(self.http_status(), 200..=299)
            && self.error().is_none()
            && data == Some(JsonType::String)
    }

    /// The documented fields that the details name: `payload.tags[1]: should be string`,
    /// ``status: `active` is not a valid enum value for path `status`.``
    fn named_fields(&self) -> Vec<FieldProblem<Rule>> {
        let data = self.data().map_or("", crate::JsonText::expose);
        let lines: Vec<Cow<'_, str>> = serde_json::from_str(data).unwrap_or_default();
        lines
            .iter()
            .filter_map(|line| named_field(line))
            .take(FIELDS_MAX)
            .collect()
    }
}

fn at(name: &'static str) -> Pointer {
    let mut pointer = Pointer::default();
    pointer.push(Token::Member(name));
    pointer
}

const FIELDS: [(&str, Rule); 6] = [
    ("id", Rule::IdType),
    ("email", Rule::EmailType),
    ("firstName", Rule::FirstNameType),
    ("lastName", Rule::LastNameType),
    ("status", Rule::StatusType),
    ("tags", Rule::TagsType),
];

fn named_field(line: &str) -> Option<FieldProblem<Rule>> {
    let (place, says) = line.split_once(": ")?;
    if place == "payload" {
        let rule = if says.contains("required property 'id'") {
            Rule::IdRequired
        } else {
            Rule::BodyType
        };
        return Some(FieldProblem {
            pointer: Pointer::default(),
            rule: Some(rule),
        });
    }
    let place = place.strip_prefix("payload.").unwrap_or(place);
    let (name, index) = match place
        .strip_suffix(']')
        .and_then(|place| place.split_once('['))
    {
        Some((name, index)) => (name, Some(index.parse().ok()?)),
        None => (place, None),
    };
    let (name, wrong_type) = *FIELDS.iter().find(|(listed, _)| *listed == name)?;
    let mut pointer = at(name);
    if let Some(index) = index {
        pointer.push(Token::Index(index));
    }
    let rule = match name {
        "status" if says.contains("enum value") => Some(Rule::StatusValue),
        "tags" if index.is_some() => Some(Rule::TagsItemType),
        _ if says.contains("should be") => Some(wrong_type),
        _ => None,
    };
    Some(FieldProblem { pointer, rule })
}
