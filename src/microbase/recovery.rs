use alloc::vec::Vec;

use super::{RefusalKind, Rule};
use crate::http::recovery::{Action, FIELDS_MAX, FieldProblem, Recovery, Replay, Source};
use crate::json::{self, JsonText, Surrogates};
use crate::report::finding::JsonType;
use crate::report::pointer::{Pointer, Token};
use crate::service::{MicroBase, Refusal};

pub(super) const REPLAY: Replay = Replay {
    is_safe: true,
    source: Source::Evidence(
        "The service writes only what differs, so the same update again changes nothing",
    ),
};

impl Refusal<'_, MicroBase> {
    pub(super) fn next_step(&self) -> Recovery<Rule> {
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
            .filter_map(|line| json::string(line, Surrogates::Replace).ok())
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
