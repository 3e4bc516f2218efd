use std::io::{self, Write};

use salesive_schema::Report;
use salesive_schema::http::{Action, Recovery, RetryAfter, Source};
use salesive_schema::report::CatalogueRule;

use crate::Failure;

/// What a reply comes to.
pub(crate) struct Told<'a> {
    pub(crate) outcome: &'static str,
    /// Of a refusal.
    pub(crate) kind: Option<&'static str>,
    /// What the service says of it, if that is to be shown.
    pub(crate) words: Option<&'a str>,
    pub(crate) http_status: u16,
}

impl Told<'_> {
    /// Prints it, and says whether it is a success: there is nothing to recover from.
    pub(crate) fn print<R: CatalogueRule>(
        &self,
        discrepancies: &Report<R>,
        recovery: Option<Recovery<R>>,
    ) -> Result<bool, Failure> {
        let mut out = io::stdout().lock();
        let kind = self.kind.map(|kind| format!(" ({kind})"));
        writeln!(
            out,
            "{}{}, HTTP status {}",
            self.outcome,
            kind.unwrap_or_default(),
            self.http_status
        )?;
        if let Some(words) = self.words {
            // A terminal takes orders in control characters.
            let words = words.replace(char::is_control, "\u{fffd}");
            writeln!(out, "the service says: {words}")?;
        }
        for finding in discrepancies.findings() {
            writeln!(out, "discrepancy: {finding}")?;
        }
        let Some(recovery) = recovery else {
            return Ok(true);
        };
        let guess = if recovery.is_inferred {
            " (inferred)"
        } else {
            ""
        };
        let (name, sentence) = (recovery.action.name(), sentence(&recovery.action));
        writeln!(out, "next: {name}{guess}: {sentence}")?;
        if let Action::FixFields(fields) = &recovery.action {
            for field in fields {
                let rule = field.rule.map_or("no rule of ours", |rule| rule.id());
                writeln!(out, "field: {} {rule}", field.pointer)?;
            }
        }
        writeln!(out, "because of the {}", source(recovery.source))?;
        let replay = if recovery.replay.is_safe {
            "can be sent again without harm"
        } else {
            "must not be sent again as it is"
        };
        let source = source(recovery.replay.source);
        writeln!(out, "the same request {replay}, because of the {source}")?;
        Ok(false)
    }
}

fn sentence<R>(action: &Action<R>) -> String {
    match action {
        Action::Retry { after: None } => "Send it again later, waiting longer each time.",
        Action::Retry {
            after: Some(RetryAfter::Seconds(seconds)),
        } => return format!("Send it again after {seconds} seconds."),
        Action::Retry { after: Some(_) } => "Send it again after the date in Retry-After.",
        Action::RenewToken => "Get a new token.",
        Action::RequestScope(scope) => return format!("Have the scope {scope} granted."),
        Action::FixFields(_) => "Change what the update says.",
        Action::ChooseCustomer => "Take another id: there is no such customer.",
        Action::ChooseEmail => "Take another email address: another customer has this one.",
        Action::ShrinkBody => "Send less.",
        Action::CheckBaseUrl => "Look at the base URL: the service does not answer there.",
        Action::ReadAgain => "Read the customer first: what became of the update is not known.",
        _ => "Tell those who run the service: neither time nor another update helps.",
    }
    .to_owned()
}

fn source(source: Source) -> String {
    match source {
        Source::Document(place) => format!("document: {place}"),
        Source::Evidence(place) => format!("evidence: {place}"),
        Source::Http(place) => format!("HTTP standard: {place}"),
        _ => "circumstances".to_owned(),
    }
}
