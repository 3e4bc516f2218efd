use alloc::borrow::{Cow, ToOwned};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::report::Report;
use crate::report::catalogue::{CatalogueRule, Kind};
use crate::report::checked::Rejection;
use crate::report::finding::Finding;
use crate::report::malformed::Malformed;
use crate::report::phrase::phrase;
use crate::report::pointer::{Pointer, Token};

/// Problem details (RFC 9457): what a service that exposes our rules answers to a request it
/// rejects. It holds nothing of the request.
///
/// As JSON: `type`, `title`, `status` and `detail`. The type is `about:blank`, and the title is the
/// phrase of the HTTP status.
///
/// # Broken rules
///
/// If rules are broken, the type is the address of this section, and `errors` lists them, each with
/// `detail`, `pointer` (a JSON Pointer as URI fragment, as in the RFC's example), `rule`, and, where
/// they help, `found` and `suggestion`; `omitted` counts those that are not listed.
///
/// ```
/// use salesive_schema::salesive::CustomerUpdate;
///
/// let rejection = CustomerUpdate::from_json(br#"{"active": "yes"}"#).unwrap_err();
/// let problem = rejection.problem();
/// assert_eq!(problem.http_status(), 422);
/// assert_eq!(
///     problem.to_json(),
///     concat!(
///         r#"{"type":"https://docs.rs/salesive-schema/latest/salesive_schema/report/"#,
///         r##"struct.Problem.html#broken-rules","title":"Update rules broken","##,
///         r#""status":422,"detail":"The body breaks 1 rule.","errors":[{"#,
///         r##""detail":"The active flag must be true or false, not a string or a number.","##,
///         r##""pointer":"#/active","rule":"salesive.update.active.type","found":"string"}]}"##,
///     )
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Problem {
    type_uri: Cow<'static, str>,
    title: Option<Cow<'static, str>>,
    http_status: u16,
    detail: String,
    errors: Vec<BrokenRule>,
    omitted: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct BrokenRule {
    detail: &'static str,
    pointer: Pointer,
    rule: &'static str,
    found: Option<&'static str>,
    suggestion: Option<&'static str>,
}

/// A problem that has members of its own may not be `about:blank` (RFC 9457, 4.2.1).
const BROKEN_RULES: &str = "https://docs.rs/salesive-schema/latest/salesive_schema/report/struct.Problem.html#broken-rules";

impl Problem {
    /// The media type of its JSON.
    pub const CONTENT_TYPE: &'static str = "application/problem+json";

    pub(crate) fn new(http_status: u16, detail: String) -> Self {
        Self {
            type_uri: Cow::Borrowed("about:blank"),
            title: None,
            http_status,
            detail,
            errors: Vec::new(),
            omitted: 0,
        }
    }

    pub(crate) fn of_rules<R: CatalogueRule>(
        http_status: u16,
        detail: String,
        report: &Report<R>,
    ) -> Self {
        let broken = |finding: &Finding<R>| BrokenRule {
            detail: finding.rule().sentence(),
            pointer: finding.pointer().clone(),
            rule: finding.rule().id(),
            found: finding.json_type().map(crate::report::JsonType::name),
            suggestion: finding.suggestion(),
        };
        Self {
            errors: rejecting(report).map(broken).collect(),
            omitted: omitted(report),
            ..Self::new(http_status, detail).with_type(BROKEN_RULES, "Update rules broken")
        }
    }

    /// The same problem with a type of your own: the URI that names it, and its title.
    #[must_use]
    pub fn with_type(
        mut self,
        type_uri: impl Into<Cow<'static, str>>,
        title: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.type_uri = type_uri.into();
        self.title = Some(title.into());
        self
    }

    /// The same problem under another HTTP status.
    #[must_use]
    pub const fn with_http_status(mut self, http_status: u16) -> Self {
        self.http_status = http_status;
        self
    }

    /// The HTTP status to answer with: 422 if rules are broken, 400 if the body is not JSON.
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The problem as JSON.
    pub fn to_json(&self) -> String {
        // Strings and numbers under string keys are always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &self.type_uri)?;
        let title = self.title.as_deref();
        map.serialize_entry("title", title.unwrap_or(phrase(self.http_status)))?;
        map.serialize_entry("status", &self.http_status)?;
        map.serialize_entry("detail", &self.detail)?;
        if !self.errors.is_empty() {
            map.serialize_entry("errors", &self.errors)?;
        }
        if self.omitted > 0 {
            map.serialize_entry("omitted", &self.omitted)?;
        }
        map.end()
    }
}

impl Serialize for BrokenRule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("detail", self.detail)?;
        map.serialize_entry("pointer", &format!("#{}", self.pointer))?;
        map.serialize_entry("rule", self.rule)?;
        if let Some(found) = self.found {
            map.serialize_entry("found", found)?;
        }
        if let Some(suggestion) = self.suggestion {
            map.serialize_entry("suggestion", suggestion)?;
        }
        map.end()
    }
}

/// How many of those that reject are not listed.
fn omitted<R: CatalogueRule>(report: &Report<R>) -> usize {
    let rejects = |rule: &R| !report.has_violations() || rule.kind() == Kind::Violation;
    let omitted = report.omitted.iter().filter(|(rule, _)| rejects(rule));
    omitted.map(|(_, count)| count).sum()
}

/// What rejects a body: its violations or, if it has none, its advisories, under strict options.
fn rejecting<R: CatalogueRule>(report: &Report<R>) -> impl Iterator<Item = &Finding<R>> {
    let only_violations = report.has_violations();
    let rejects =
        move |finding: &&Finding<R>| !only_violations || finding.rule().kind() == Kind::Violation;
    report.findings().iter().filter(rejects)
}

impl<R: CatalogueRule> Report<R> {
    /// The report on a request as problem details: its violations or, if it has none, its
    /// advisories, which reject a body under strict options.
    pub fn problem(&self) -> Problem {
        let only_violations = self.has_violations();
        let rules = self.counts().into_iter().map(|(rule, _)| rule);
        let rejecting = rules.filter(|rule| !only_violations || rule.kind() == Kind::Violation);
        let detail = match rejecting.count() {
            1 => "The body breaks 1 rule.".to_owned(),
            count => format!("The body breaks {count} rules."),
        };
        Problem::of_rules(422, detail, self)
    }

    /// The same sentences by field, as forms show them. A field is a pointer with dots, such as
    /// `email` or `tags.1`; `__all__` is the body as a whole.
    ///
    /// ```
    /// use salesive_schema::microbase::{CustomerUpdate, Rule};
    /// use salesive_schema::Options;
    ///
    /// let body = br#"{"id": "HkhhuXESl", "status": "", "tags": ["VIP", 7]}"#;
    /// let checked = CustomerUpdate::check(body, &Options::new())?;
    /// let messages = checked.report().messages();
    /// assert_eq!(messages["tags.1"], [Rule::TagsItemType.sentence()]);
    /// assert_eq!(messages["status"], [Rule::StatusValue.sentence()]);
    /// assert_eq!(messages.len(), 2);
    /// # Ok::<(), salesive_schema::Malformed>(())
    /// ```
    pub fn messages(&self) -> BTreeMap<String, Vec<&'static str>> {
        let mut messages: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for finding in rejecting(self) {
            messages
                .entry(field(finding.pointer()))
                .or_default()
                .push(finding.rule().sentence());
        }
        messages
    }
}

fn field(pointer: &Pointer) -> String {
    let name = |token: &Token| match token {
        Token::Member(name) => (*name).to_owned(),
        Token::Index(index) => index.to_string(),
    };
    if pointer.tokens().is_empty() {
        return "__all__".to_owned();
    }
    pointer
        .tokens()
        .iter()
        .map(name)
        .collect::<Vec<_>>()
        .join(".")
}

impl Malformed {
    /// The problem details of a body that is not JSON.
    pub fn problem(&self) -> Problem {
        let (line, column, sentence) = (self.line(), self.column(), self.sentence());
        Problem::new(400, format!("Line {line}, column {column}: {sentence}"))
    }
}

impl<R: CatalogueRule> Rejection<R> {
    /// The problem details of a rejected body.
    pub fn problem(&self) -> Problem {
        match self {
            Self::Malformed(malformed) => malformed.problem(),
            Self::Report(report) => report.problem(),
        }
    }
}
