use std::fmt;

use salesive_terminal::printable_character;

/// A verdict or an outcome, as far as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Answer {
    pub(crate) name: &'static str,
    /// Of a refusal.
    pub(crate) kind: Option<String>,
    /// JSON Pointers and rule ids, sorted.
    pub(crate) findings: Option<Vec<(String, String)>>,
}

impl Answer {
    pub(crate) const fn named(name: &'static str) -> Self {
        Self {
            name,
            kind: None,
            findings: None,
        }
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

/// What an implementation makes of a reply.
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

    /// Of a refusal: its kind, as `RefusalKind::name` of the service spells it, such as
    /// `customer_not_found`.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.0.kind = Some(kind.into());
        self
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

/// How many findings are shown.
const SHOWN: usize = 12;

/// `rejected: /email salesive.update.email.format, …`, in one bounded line.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        if let Some(kind) = &self.kind {
            write!(f, " ({})", short(kind))?;
        }
        let findings = self.findings.as_deref().unwrap_or_default();
        for (nth, (pointer, rule)) in findings.iter().take(SHOWN).enumerate() {
            let before = if nth == 0 { ": " } else { ", " };
            let space = if pointer.is_empty() { "" } else { " " };
            write!(f, "{before}{}{space}{}", short(pointer), short(rule))?;
        }
        match findings.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

fn short(text: &str) -> String {
    let mut shown: String = text.chars().take(60).map(printable_character).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}
