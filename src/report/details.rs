use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::json::JsonText;
use crate::report::Report;
use crate::report::catalogue::CatalogueRule;
use crate::report::description::Description;
use crate::report::phrase::phrase;
use crate::value::invalid::invalid;

mod rejected;

/// Problem details (RFC 9457): what a service answers to a request that it does not carry out. Those
/// of rejected bodies hold nothing of the request.
///
/// As JSON: `type`, `title`, `status` and, if there are any, `detail`, `instance` and extension
/// members. The type is `about:blank`, and the title is the phrase of the HTTP status.
///
/// ```
/// use salesive_schema::report::Problem;
///
/// let problem = Problem::new(503)
///     .with_detail("The service behind this one is busy.")
///     .with_extension("attempts", &3)?;
/// assert_eq!(
///     problem.to_json(),
///     concat!(
///         r#"{"type":"about:blank","title":"Service Unavailable","status":503,"#,
///         r#""detail":"The service behind this one is busy.","attempts":3}"#,
///     )
/// );
/// # Ok::<(), salesive_schema::report::InvalidExtension>(())
/// ```
///
/// # Broken rules
///
/// If rules are broken, the type is the address of this section, and `errors` lists them, each with
/// `detail`, `pointer` (a JSON Pointer as URI fragment, as in the RFC's example), `rule`, and, where
/// they help, `found` and `suggestion`; `omitted` counts those that are not listed.
/// [`with_advisories`](Self::with_advisories) adds what else there is to say.
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
    detail: Option<Cow<'static, str>>,
    instance: Option<Cow<'static, str>>,
    errors: Listed,
    advisories: Listed,
    shows_advisories: bool,
    extensions: Vec<(Cow<'static, str>, JsonText<'static>)>,
}

/// Findings, and how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Listed {
    findings: Vec<ListedFinding>,
    omitted: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct ListedFinding(Description);

/// A problem that has members of its own may not be `about:blank` (RFC 9457, 4.2.1).
const BROKEN_RULES: &str = "https://docs.rs/salesive-schema/latest/salesive_schema/report/struct.Problem.html#broken-rules";

/// The members that every problem can have, whose meaning is not a caller's to change.
const OWN: [&str; 9] = [
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "errors",
    "omitted",
    "advisories",
    "advisories_omitted",
];

impl Problem {
    /// The media type of its JSON.
    pub const CONTENT_TYPE: &'static str = "application/problem+json";

    /// A problem that says no more than its HTTP status.
    pub const fn new(http_status: u16) -> Self {
        const NONE: Listed = Listed {
            findings: Vec::new(),
            omitted: 0,
        };
        Self {
            type_uri: Cow::Borrowed("about:blank"),
            title: None,
            http_status,
            detail: None,
            instance: None,
            errors: NONE,
            advisories: NONE,
            shows_advisories: false,
            extensions: Vec::new(),
        }
    }

    pub(crate) fn of_rules<R: CatalogueRule>(
        http_status: u16,
        detail: String,
        report: &Report<R>,
    ) -> Self {
        let rejects = report.rejecting_rules();
        let listed = |rejecting: bool| {
            let is_one = |rule: R| rejects(rule) == rejecting;
            let findings = report.findings().iter();
            let omitted = report.omitted.iter();
            Listed {
                findings: findings
                    .filter(|finding| is_one(finding.rule()))
                    .map(|finding| ListedFinding(finding.describe()))
                    .collect(),
                omitted: omitted
                    .filter(|(rule, _)| is_one(*rule))
                    .map(|(_, count)| count)
                    .sum(),
            }
        };
        Self {
            errors: listed(true),
            advisories: listed(false),
            ..Self::new(http_status)
                .with_type(BROKEN_RULES, "Update rules broken")
                .with_detail(detail)
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

    /// The same problem with what is wrong this time, for people.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same problem with the URI of this occurrence, such as that of a line in a log.
    #[must_use]
    pub fn with_instance(mut self, uri: impl Into<Cow<'static, str>>) -> Self {
        self.instance = Some(uri.into());
        self
    }

    /// The same problem with one more member.
    ///
    /// # Errors
    ///
    /// - [`InvalidExtension::Reserved`] — the name `status`, `errors` or another that problems have
    /// - [`InvalidExtension::Repeated`] — a name that was given before
    /// - [`InvalidExtension::NotJson`] — a map whose keys are tuples
    pub fn with_extension(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: &(impl Serialize + ?Sized),
    ) -> Result<Self, InvalidExtension> {
        let name = name.into();
        if OWN.contains(&&*name) {
            return Err(InvalidExtension::Reserved);
        }
        if self.extensions.iter().any(|(given, _)| *given == name) {
            return Err(InvalidExtension::Repeated);
        }
        let value = serde_json::to_string(value).map_err(|_| InvalidExtension::NotJson)?;
        self.extensions.push((name, JsonText::owned(value)));
        Ok(self)
    }

    /// The same problem with a member of the crate's own.
    pub(crate) fn with_own(mut self, name: &'static str, value: &impl Serialize) -> Self {
        self.extensions
            .push((Cow::Borrowed(name), JsonText::of(value)));
        self
    }

    /// The same problem with what does not reject the body, too: `advisories` lists it as `errors`
    /// lists broken rules, and `advisories_omitted` counts what is not listed. So the hint to a
    /// misspelt member does not wait until the others are right.
    ///
    /// ```
    /// use salesive_schema::salesive::CustomerUpdate;
    ///
    /// let rejection = CustomerUpdate::from_json(br#"{"emial": "ada@example.com", "phone": 5}"#);
    /// let problem = rejection.unwrap_err().problem();
    /// assert!(!problem.to_json().contains("email"));
    /// let hint = r##""pointer":"#","rule":"salesive.update.member.unknown","suggestion":"email""##;
    /// assert!(problem.with_advisories().to_json().contains(hint));
    /// ```
    #[must_use]
    pub const fn with_advisories(mut self) -> Self {
        self.shows_advisories = true;
        self
    }

    /// The HTTP status to answer with. Of a rejected body: 422 if rules are broken, 400 if it is not
    /// JSON.
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The problem as JSON.
    pub fn to_json(&self) -> String {
        // Strings, numbers and texts of JSON under string keys are always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }
}

invalid! {
    /// Why a problem cannot have a member; it does not hold its name.
    pub enum InvalidExtension {
        Reserved = "the name is that of a member that problems have",
        Repeated = "the problem has a member with this name already",
        NotJson = "the value cannot be written as JSON",
    }
}

/// Only serde_json's own serialisers can write extension members.
impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", &self.type_uri)?;
        let title = self.title.as_deref();
        map.serialize_entry("title", title.unwrap_or(phrase(self.http_status)))?;
        map.serialize_entry("status", &self.http_status)?;
        if let Some(detail) = &self.detail {
            map.serialize_entry("detail", detail)?;
        }
        if let Some(instance) = &self.instance {
            map.serialize_entry("instance", instance)?;
        }
        self.errors.write(&mut map, "errors", "omitted")?;
        if self.shows_advisories {
            self.advisories
                .write(&mut map, "advisories", "advisories_omitted")?;
        }
        for (name, value) in &self.extensions {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Listed {
    fn write<M: SerializeMap>(
        &self,
        map: &mut M,
        name: &'static str,
        omitted: &'static str,
    ) -> Result<(), M::Error> {
        if !self.findings.is_empty() {
            map.serialize_entry(name, &self.findings)?;
        }
        if self.omitted > 0 {
            map.serialize_entry(omitted, &self.omitted)?;
        }
        Ok(())
    }
}

/// With the names of the RFC's example.
impl Serialize for ListedFinding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(finding) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("detail", finding.sentence)?;
        map.serialize_entry("pointer", &format!("#{}", finding.pointer))?;
        map.serialize_entry("rule", finding.rule)?;
        if let Some(found) = finding.found {
            map.serialize_entry("found", found.name())?;
        }
        if let Some(suggestion) = finding.suggestion {
            map.serialize_entry("suggestion", suggestion)?;
        }
        map.end()
    }
}
