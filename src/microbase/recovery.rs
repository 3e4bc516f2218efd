use alloc::vec::Vec;

use super::{CustomerUpdate, RefusalKind, Rule};
use crate::http::recovery::{Action, FIELDS_MAX, FieldProblem, Recovery, Source, Written};
use crate::json::{self, JsonText};
use crate::report::finding::JsonType;
use crate::report::pointer::{Pointer, Token};
use crate::service::{MicroBase, Refusal};

impl Refusal<'_, MicroBase> {
    pub(super) fn next_step(&self, update: Option<&CustomerUpdate<'_>>) -> Recovery<Rule> {
        if self.says_success {
            return Recovery::unknown(Source::Document(Rule::ReplyOkContradiction.source()));
        }
        let by_status = Recovery::by_status(self.http_status(), self.retry_after.as_ref());
        let is_success = matches!(self.http_status(), 200..=299);
        if by_status.written == Written::Unknown && !is_success {
            return by_status;
        }
        let documented = |action, place| Recovery::new(action, Source::Document(place));
        match self.kind() {
            RefusalKind::DuplicateKey => {
                let place = "error duplicate_key: \"Email is unique\"";
                match update
                    .is_none_or(|update| update.email().is_some_and(|email| !email.is_empty()))
                {
                    true => documented(Action::ChooseEmail, place),
                    false => documented(Action::ReadAgain, place).inferred(),
                }
            }
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
            RefusalKind::Other => self.undocumented(by_status),
        }
    }

    fn undocumented(&self, by_status: Recovery<Rule>) -> Recovery<Rule> {
        let observed = |action, place| Recovery::new(action, Source::Evidence(place));
        match self.code() {
            Some("invalid_token") => {
                observed(Action::RenewToken, "The code of a missing or bad token")
            }
            // This one can have written before it called that one.
            Some("circuitbreaker") => Recovery::unknown(Source::Evidence(
                "The code of a service behind this one that is down",
            )),
            _ if self.is_lost_race() => Recovery::unknown(Source::Evidence(
                "Somebody else wrote the customer meanwhile",
            ))
            .inferred(),
            // It has failed, and nothing says at what.
            _ if matches!(self.http_status(), 200..=299) => {
                Recovery::unknown(Source::Document("the table of errors"))
            }
            _ if self.http_status() == 400 => observed(
                Action::ReportBug,
                "The HTTP status of a body that is not JSON",
            ),
            _ => by_status,
        }
    }

    /// Refused with nothing but a text, where every other refusal has an error.
    fn is_lost_race(&self) -> bool {
        let data = self.data().map(JsonText::json_type);
        matches!(self.http_status(), 200..=299)
            && self.error().is_none()
            && data == Some(JsonType::String)
    }

    /// The documented fields that the details name: `payload.tags[1]: should be string`,
    /// ``status: `active` is not a valid enum value for path `status`.``
    fn named_fields(&self) -> Vec<FieldProblem<Rule>> {
        let lines = self.data().into_iter().flat_map(JsonText::elements);
        lines
            .filter_map(json::string)
            .filter_map(|line| named_field(&line))
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
