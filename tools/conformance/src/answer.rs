use std::fmt;

use salesive_schema::http::Written;
use salesive_schema::model::Expected;
use salesive_schema::report::CatalogueRule;
use salesive_schema::{Reply, Report, Service};
use salesive_terminal::printable_character;

use crate::contract::Contract;

/// A verdict or an outcome, as far as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Answer {
    pub(crate) name: &'static str,
    /// Of a refusal.
    pub(crate) kind: Option<String>,
    /// JSON Pointers and rule ids, sorted.
    pub(crate) findings: Option<Vec<(String, String)>>,
    /// Whether these are parts of a request instead, text and name, of which each is right or wrong
    /// by itself.
    pub(crate) is_by_part: bool,
    /// Of a reply, where it is known.
    pub(crate) written: Option<Written>,
}

impl Answer {
    pub(crate) const fn named(name: &'static str) -> Self {
        Self {
            name,
            kind: None,
            findings: None,
            is_by_part: false,
            written: None,
        }
    }

    pub(crate) fn expected<S: Service>(outcome: Expected<S>) -> Self {
        Self {
            kind: outcome.kind().map(|kind| kind.to_string()),
            ..Self::named(outcome.name())
        }
    }

    /// Our own outcome.
    pub(crate) fn of_reply<S: Service>(reply: &Reply<'_, S>) -> Self {
        let mut outcome = Self::expected::<S>(reply.outcome().into()).found(reply.discrepancies());
        outcome.written = Some(reply.written());
        outcome
    }

    pub(crate) fn found<R: CatalogueRule>(self, report: &Report<R>) -> Self {
        let findings = report.findings().iter();
        self.with(findings.map(|finding| (finding.pointer().to_string(), finding.rule().id())))
    }

    pub(crate) fn with<P: Into<String>, R: Into<String>>(
        mut self,
        findings: impl IntoIterator<Item = (P, R)>,
    ) -> Self {
        let findings = findings.into_iter();
        let mut findings: Vec<_> = findings
            .map(|(pointer, rule)| (pointer.into(), rule.into()))
            .collect();
        findings.sort();
        self.findings = Some(findings);
        self
    }

    pub(crate) fn by_part(self, parts: impl IntoIterator<Item = (String, &'static str)>) -> Self {
        let mut answer = self.with(parts);
        answer.is_by_part = true;
        answer
    }

    /// As far as a group is concerned: of parts, the one that has its name.
    pub(crate) fn in_group(&self, group: &str) -> Self {
        let mut answer = self.clone();
        if let Some(parts) = answer.findings.as_mut().filter(|_| self.is_by_part) {
            parts.retain(|(_, name)| name == group);
        }
        answer
    }

    /// Whether it is right but for what was found. A bare no can mean that the text is not JSON.
    pub(crate) fn agrees_with(&self, wanted: &Self) -> bool {
        let is_named = self.name == wanted.name
            || match self.name {
                "rejected" => self.findings.is_none() && wanted.name == "malformed",
                DONE => matches!(wanted.name, "updated" | "accepted"),
                "refused" => {
                    let is_coarse = self.kind.is_none() && self.findings.is_none();
                    is_coarse && wanted.name == "unreadable" && wanted.written == Some(Written::No)
                }
                UNKNOWN => {
                    let contradicts_itself =
                        || wanted.rules().any(|id| id.ends_with(CONTRADICTION));
                    wanted.name == "unreadable"
                        || wanted.written == Some(Written::Unknown)
                        || wanted.name == "refused" && contradicts_itself()
                }
                _ => false,
            };
        is_named && (self.kind.is_none() || self.kind == wanted.kind)
    }

    pub(crate) fn rules(&self) -> impl Iterator<Item = &str> {
        let findings = self.findings.iter().flatten();
        findings.map(|(_, rule)| rule.as_str())
    }
}

/// What an implementation says of a request body.
///
/// A judge that only knows yes and no makes it of a `bool`: `Verdict::from(is_valid)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Verdict(pub(crate) Answer);

impl Verdict {
    /// The body breaks no rule.
    pub const fn accepted() -> Self {
        Self(Answer::named("accepted"))
    }

    /// The body is refused. Without [`findings`](Self::findings) that can also mean that it is not
    /// JSON.
    pub const fn rejected() -> Self {
        Self(Answer::named("rejected"))
    }

    /// The bytes are not JSON.
    pub const fn malformed() -> Self {
        Self(Answer::named("malformed"))
    }

    /// With everything that was found, as JSON Pointer and rule id, in any order. The violations
    /// must be all there are; advisories count only if the [`Kit`](crate::Kit::advisories) is told
    /// so.
    #[must_use]
    pub fn findings<P: Into<String>, R: Into<String>>(
        self,
        findings: impl IntoIterator<Item = (P, R)>,
    ) -> Self {
        Self(self.0.with(findings))
    }
}

impl From<bool> for Verdict {
    /// `true` is accepted, `false` rejected.
    fn from(is_accepted: bool) -> Self {
        if is_accepted {
            Self::accepted()
        } else {
            Self::rejected()
        }
    }
}

const DONE: &str = "done";
pub(crate) const UNKNOWN: &str = "unknown";

/// How the ids of the rules end that a reply breaks whose signals disagree.
const CONTRADICTION: &str = ".contradiction";

/// What an implementation makes of a reply.
///
/// A client that tells less has coarse outcomes: [`done`](Self::done), [`refused`](Self::refused) and
/// [`unknown`](Self::unknown), or an `Option<bool>`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Outcome(pub(crate) Answer);

impl Outcome {
    /// The update was made and the customer came back.
    pub const fn updated() -> Self {
        Self(Answer::named("updated"))
    }

    /// The update was made, but no readable customer came back.
    pub const fn accepted() -> Self {
        Self(Answer::named("accepted"))
    }

    /// The service refused.
    pub const fn refused() -> Self {
        Self(Answer::named("refused"))
    }

    /// There is no envelope.
    pub const fn unreadable() -> Self {
        Self(Answer::named("unreadable"))
    }

    /// The update was made: updated or accepted.
    pub const fn done() -> Self {
        Self(Answer::named(DONE))
    }

    /// Whether the update was made cannot be known: an unreadable reply, or a refusal whose signals
    /// contradict each other or whose [`Reply::written`] is unknown.
    ///
    /// Such a refusal may be called [`refused`](Self::refused) as well. So may an unreadable reply of
    /// which nothing was written, as under HTTP status 503, by a client that tells no kinds; no other
    /// one.
    pub const fn unknown() -> Self {
        Self(Answer::named(UNKNOWN))
    }

    /// Of a refusal: its kind, as `RefusalKind::name` of the service spells it, such as
    /// `customer_not_found`.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.0.kind = Some(kind.into());
        self
    }

    /// Whether a client may say this of a reply; discrepancies are not compared.
    ///
    /// ```
    /// use salesive_conformance::Outcome;
    /// use salesive_schema::salesive::Reply;
    ///
    /// // The reply says both yes and no.
    /// let reply = Reply::decode(500, br#"{"status":200,"success":true,"message":"","data":{}}"#);
    /// assert!(Outcome::unknown().agrees_with(&reply));
    /// assert!(!Outcome::done().agrees_with(&reply));
    /// ```
    pub fn agrees_with<S: Contract>(&self, reply: &Reply<'_, S>) -> bool {
        self.0.agrees_with(&Answer::of_reply(reply))
    }

    /// With every departure from the document, as JSON Pointer and rule id, in any order.
    #[must_use]
    pub fn discrepancies<P: Into<String>, R: Into<String>>(
        self,
        discrepancies: impl IntoIterator<Item = (P, R)>,
    ) -> Self {
        Self(self.0.with(discrepancies))
    }
}

impl From<Option<bool>> for Outcome {
    /// Of a coarse client: `true` is done, `false` refused, and `None` unknown.
    fn from(is_done: Option<bool>) -> Self {
        match is_done {
            Some(true) => Self::done(),
            Some(false) => Self::refused(),
            None => Self::unknown(),
        }
    }
}

/// How many findings are shown.
const SHOWN: usize = 12;

/// How many characters are shown of a text, and of a part of a request.
const SHOWN_OF_TEXT: usize = 60;
const SHOWN_OF_PART: usize = 300;

/// `rejected: /email salesive.update.email.format, …`, in one bounded line.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        if let Some(kind) = &self.kind {
            write!(f, " ({})", short(kind, SHOWN_OF_TEXT))?;
        }
        let findings = self.findings.as_deref().unwrap_or_default();
        for (nth, (pointer, rule)) in findings.iter().take(SHOWN).enumerate() {
            let before = if nth == 0 { ": " } else { ", " };
            if self.is_by_part {
                write!(f, "{before}{rule} {}", short(pointer, SHOWN_OF_PART))?;
                continue;
            }
            let space = if pointer.is_empty() { "" } else { " " };
            let (pointer, rule) = (short(pointer, SHOWN_OF_TEXT), short(rule, SHOWN_OF_TEXT));
            write!(f, "{before}{pointer}{space}{rule}")?;
        }
        match findings.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

fn short(text: &str, length: usize) -> String {
    let mut shown: String = text.chars().take(length).map(printable_character).collect();
    if text.chars().nth(length).is_some() {
        shown.push('…');
    }
    shown
}
