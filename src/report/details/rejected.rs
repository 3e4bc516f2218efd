use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::Problem;
use crate::report::Report;
use crate::report::catalogue::CatalogueRule;
use crate::report::checked::Rejection;
use crate::report::malformed::Malformed;
use crate::report::pointer::{Pointer, Token};

impl<R: CatalogueRule> Report<R> {
    /// The report on a request as problem details: its violations or, if it has none, its
    /// advisories, which reject a body under strict options.
    pub fn problem(&self) -> Problem {
        let rules = self.counts().into_iter().map(|(rule, _)| rule);
        let rejects = self.rejecting_rules();
        let detail = match rules.filter(|rule| rejects(*rule)).count() {
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
        let rejects = self.rejecting_rules();
        let findings = self.findings().iter();
        for finding in findings.filter(|finding| rejects(finding.rule())) {
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
        Problem::new(400).with_detail(if self.has_place() {
            format!("Line {line}, column {column}: {sentence}")
        } else {
            sentence.to_owned()
        })
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
