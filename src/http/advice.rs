use alloc::string::ToString;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::http::recovery::{Action, FieldProblem, Recovery, Source, Written};
use crate::http::retry_after::RetryAfter;
use crate::report::catalogue::CatalogueRule;
use crate::report::details::Problem;

impl<R: CatalogueRule> Recovery<R> {
    /// The problem details with which a server that hands updates on, such as a gateway, answers its own
    /// client.
    ///
    /// | here | HTTP status |
    /// |---|---|
    /// | the update can have been made | 504 |
    /// | [`FixFields`](Action::FixFields) | 422 |
    /// | [`ChooseCustomer`](Action::ChooseCustomer) | 404 |
    /// | [`ChooseEmail`](Action::ChooseEmail), [`ReadAgain`](Action::ReadAgain) | 409 |
    /// | [`ShrinkBody`](Action::ShrinkBody) | 413 |
    /// | [`Retry`](Action::Retry) | 503 |
    /// | what only the server itself can change: its token, its base URL, a bug | 502 |
    ///
    /// The extension member `written` is `no` or `unknown`. Refused fields are in `fields`, each with
    /// `pointer` and, if it is known, `rule`.
    ///
    /// ```
    /// use salesive_schema::salesive::{CustomerUpdate, Reply};
    ///
    /// let update = CustomerUpdate::builder().phone("0").build()?;
    /// let reply = Reply::decode(502, b"<html>");
    /// assert_eq!(
    ///     reply.recovery(&update).unwrap().problem().to_json(),
    ///     concat!(
    ///         r#"{"type":"about:blank","title":"Gateway Timeout","status":504,"#,
    ///         r#""detail":"Read the customer first: it can have been updated.","written":"unknown"}"#,
    ///     )
    /// );
    ///
    /// let body = br#"{"status":400,"success":false,"message":"\"phone\" must be a string","data":{}}"#;
    /// let problem = Reply::decode(400, body).recovery(&update).unwrap().problem();
    /// let fields = r#""fields":[{"pointer":"/phone","rule":"salesive.update.phone.type"}]"#;
    /// assert!(problem.to_json().contains(fields));
    /// # Ok::<(), salesive_schema::Report<salesive_schema::salesive::Rule>>(())
    /// ```
    pub fn problem(&self) -> Problem {
        let (http_status, detail) = match self.action {
            _ if self.written == Written::Unknown => {
                (504, "Read the customer first: it can have been updated.")
            }
            Action::FixFields(_) => (422, "The service refuses what the update says."),
            Action::ChooseCustomer => (404, "There is no customer with this id."),
            Action::ChooseEmail => (409, "Another customer has this email address."),
            Action::ReadAgain => (
                409,
                "Read the customer first: somebody else has changed it.",
            ),
            Action::ShrinkBody => (413, "The service takes no body as large."),
            Action::Retry { .. } => (503, "Send the update again later: it was not made."),
            Action::RenewToken
            | Action::RequestScope(_)
            | Action::CheckBaseUrl
            | Action::ReportBug => (502, "The update was not made, and cannot be from here."),
        };
        let problem = Problem::new(http_status)
            .with_detail(detail)
            .with_own("written", &self.written.name());
        match &self.action {
            Action::FixFields(fields) if !fields.is_empty() => problem.with_own("fields", fields),
            _ => problem,
        }
    }
}

/// As `action`, its name, with `after`, `scope` or `fields` if it has such; `source`, `is_inferred` and
/// `written`.
impl<R: CatalogueRule> Serialize for Recovery<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("action", self.action.name())?;
        match &self.action {
            Action::Retry { after: Some(after) } => map.serialize_entry("after", after)?,
            Action::RequestScope(scope) => map.serialize_entry("scope", scope)?,
            Action::FixFields(fields) => map.serialize_entry("fields", fields)?,
            _ => {}
        }
        map.serialize_entry("source", &self.source)?;
        map.serialize_entry("is_inferred", &self.is_inferred)?;
        map.serialize_entry("written", self.written.name())?;
        map.end()
    }
}

/// As `pointer` and, if it is known, `rule`.
impl<R: CatalogueRule> Serialize for FieldProblem<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("pointer", &self.pointer.to_string())?;
        if let Some(rule) = self.rule {
            map.serialize_entry("rule", rule.id())?;
        }
        map.end()
    }
}

/// As an object with one member: `document`, `evidence`, `http` or `intermediary`.
impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, place) = match self {
            Self::Document(place) => ("document", place),
            Self::Evidence(place) => ("evidence", place),
            Self::Http(place) => ("http", place),
            Self::Intermediary(place) => ("intermediary", place),
        };
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(kind, place)?;
        map.end()
    }
}

/// Seconds as a number, a date as it came, and `null` if it says nothing.
impl Serialize for RetryAfter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Seconds(seconds) => serializer.serialize_u64(*seconds),
            Self::Date(date) => serializer.serialize_str(date),
            Self::Unreadable => serializer.serialize_none(),
        }
    }
}
