//! What a reply means, read a second time and only with the documents in hand.

use salesive_schema::{MicroBase, Refusal, Salesive, Service};

use crate::both::Documented;
use crate::schema::tree::Tree;

/// The documented types of a record's members; every member can be absent.
type Record = &'static [(&'static str, Type)];

enum Type {
    Text,
    TextOrNull,
    TextOrNumber,
    Flag,
    Texts,
    Records(Record),
    RecordOrNull(Record),
}

const SALESIVE_USER: Record = &[
    ("_id", Type::Text),
    ("name", Type::Text),
    ("email", Type::Text),
    ("avatar", Type::TextOrNull),
];

const SALESIVE_CUSTOMER: Record = &[
    ("_id", Type::Text),
    ("id", Type::Text),
    ("user", Type::RecordOrNull(SALESIVE_USER)),
    ("shop", Type::Text),
    ("name", Type::Text),
    ("phone", Type::TextOrNull),
    ("email", Type::Text),
    ("lastActive", Type::Text),
    ("online", Type::Flag),
    ("active", Type::Flag),
    ("createdAt", Type::Text),
    ("updatedAt", Type::Text),
    ("avatar", Type::TextOrNull),
];

const MICROBASE_ADDRESS: Record = &[
    ("name", Type::Text),
    ("firstName", Type::Text),
    ("lastName", Type::Text),
    ("address_1", Type::Text),
    ("address_2", Type::Text),
    ("postCode", Type::Text),
    ("city", Type::Text),
    ("state", Type::Text),
    ("country", Type::Text),
    ("company", Type::Text),
    ("phone", Type::TextOrNumber),
    ("instructions", Type::Text),
    ("id", Type::Text),
];

const MICROBASE_CUSTOMER: Record = &[
    ("email", Type::Text),
    ("firstName", Type::Text),
    ("lastName", Type::Text),
    ("status", Type::Text),
    ("tags", Type::Texts),
    ("addresses", Type::Records(MICROBASE_ADDRESS)),
    ("id", Type::Text),
];

/// What is peculiar to the replies of a service.
pub(crate) struct Reading<S: Service> {
    members: &'static [&'static str],
    record: Record,
    /// Whether the body reports an error beside the flag.
    has_error: fn(&Tree) -> bool,
    kind: fn(u16, &Tree) -> String,
    /// The kind that the crate tells, as exactly as it tells it.
    told: fn(&Refusal<'_, S>) -> String,
}

/// A service whose replies are read a second time.
pub(crate) trait Read: Documented {
    const READING: Reading<Self>;
}

impl Read for Salesive {
    const READING: Reading<Self> = Reading {
        members: &["status", "success", "message", "data"],
        record: SALESIVE_CUSTOMER,
        has_error: |_| false,
        kind: |http_status, body| {
            let status = match body.last("status") {
                Some(Tree::Number(status)) if is_success(http_status) => *status,
                _ => http_status.into(),
            };
            let kinds = [
                (401.0, "unauthorized"),
                (403.0, "forbidden"),
                (404.0, "customer_not_found"),
            ];
            let kind = kinds.iter().find(|(listed, _)| *listed == status);
            kind.map_or("other", |(_, kind)| kind).to_owned()
        },
        told: |refusal| refusal.kind().name().to_owned(),
    };
}

impl Read for MicroBase {
    const READING: Reading<Self> = Reading {
        members: &["ok", "customer", "error", "data"],
        record: MICROBASE_CUSTOMER,
        // A null before or after an error does not take it back.
        has_error: |body| body.all("error").any(|error| !matches!(error, Tree::Null)),
        kind: |_, body| match body.last("error") {
            Some(Tree::String(code)) => code.text.clone(),
            _ => "no code".to_owned(),
        },
        told: |refusal| {
            let code = refusal.code().unwrap_or("no code");
            assert!(["other", code].contains(&refusal.kind().name()));
            code.to_owned()
        },
    };
}

#[derive(Debug, PartialEq)]
pub(crate) enum Outcome {
    Updated,
    Accepted,
    Refused(String),
    Unreadable,
}

const fn is_success(http_status: u16) -> bool {
    matches!(http_status, 200..=299)
}

impl<S: Documented> Reading<S> {
    pub(crate) fn outcome(&self, http_status: u16, body: Option<&Tree>) -> Outcome {
        let Some((body, flag)) = body.and_then(|body| Some((body, self.flag(body)?))) else {
            return Outcome::Unreadable;
        };
        if !flag || !is_success(http_status) || (self.has_error)(body) {
            return Outcome::Refused((self.kind)(http_status, body));
        }
        match body.last(S::CUSTOMER) {
            Some(customer @ Tree::Object(_)) if fits(customer, self.record) => Outcome::Updated,
            _ => Outcome::Accepted,
        }
    }

    /// What the crate tells.
    pub(crate) fn told(&self, outcome: &salesive_schema::Outcome<'_, S>) -> Outcome {
        use salesive_schema::Outcome as Told;
        match outcome {
            Told::Updated(_) => Outcome::Updated,
            Told::Accepted => Outcome::Accepted,
            Told::Refused(refusal) => Outcome::Refused((self.told)(refusal)),
            Told::Unreadable => Outcome::Unreadable,
        }
    }

    /// The flag, unless it is missing, no boolean, or given twice with different values.
    fn flag(&self, body: &Tree) -> Option<bool> {
        let mut flags = body.all(S::FLAG);
        let first = flags.next()?;
        match first {
            Tree::Boolean(flag) if flags.all(|again| again == first) => Some(*flag),
            _ => None,
        }
    }

    /// Whether a documented member comes again, the flag of no envelope included.
    pub(crate) fn repeats(&self, body: &Tree) -> bool {
        body.all(S::FLAG).nth(1).is_some() || !self.repeated(body).is_empty()
    }

    /// The pointers of documented members that come again, once for each further time.
    pub(crate) fn repeated(&self, body: &Tree) -> Vec<String> {
        let mut found = Vec::new();
        if let Some(flag) = self.flag(body) {
            for name in self.members {
                found.extend(body.all(name).skip(1).map(|_| format!("/{name}")));
            }
            if let (true, Some(customer)) = (flag, body.last(S::CUSTOMER)) {
                let at = format!("/{}", S::CUSTOMER);
                repeated(customer, self.record, &at, &mut found);
            }
        }
        found.sort();
        found
    }
}

fn repeated(value: &Tree, record: Record, at: &str, found: &mut Vec<String>) {
    for (name, kind) in record {
        let at = format!("{at}/{name}");
        found.extend(value.all(name).skip(1).map(|_| at.clone()));
        for value in value.all(name) {
            match (kind, value) {
                (Type::RecordOrNull(record), _) => repeated(value, record, &at, found),
                (Type::Records(record), Tree::Array(elements)) => {
                    for (index, element) in elements.iter().enumerate() {
                        repeated(element, record, &format!("{at}/{index}"), found);
                    }
                }
                _ => {}
            }
        }
    }
}

fn fits(value: &Tree, record: Record) -> bool {
    let member = |(name, kind): &(&str, Type)| value.all(name).all(|value| kind.admits(value));
    matches!(value, Tree::Object(_)) && record.iter().all(member)
}

impl Type {
    fn admits(&self, value: &Tree) -> bool {
        match (self, value) {
            (Self::Text | Self::TextOrNull | Self::TextOrNumber, Tree::String(_))
            | (Self::TextOrNull | Self::RecordOrNull(_), Tree::Null)
            | (Self::TextOrNumber, Tree::Number(_))
            | (Self::Flag, Tree::Boolean(_)) => true,
            (Self::Texts, Tree::Array(elements)) => {
                elements.iter().all(|element| Self::Text.admits(element))
            }
            (Self::Records(record), Tree::Array(elements)) => {
                elements.iter().all(|element| fits(element, record))
            }
            (Self::RecordOrNull(record), value) => fits(value, record),
            _ => false,
        }
    }
}
