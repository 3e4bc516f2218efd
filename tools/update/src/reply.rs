use std::error::Error;
use std::io::{self, Write};
use std::time::SystemTime;

use httpdate::{fmt_http_date, parse_http_date};
use salesive_schema::Report;
use salesive_schema::http::{Action, Recovery, RetryAfter, Source, Unanswered, Written};
use salesive_schema::report::CatalogueRule;
use salesive_terminal::printable;
use salesive_update::CutOff;

pub(crate) const UNKNOWN: &str = "whether the update was made is unknown";

/// What a reply comes to.
pub(crate) struct Told {
    pub(crate) outcome: &'static str,
    /// Of a refusal.
    pub(crate) kind: Option<String>,
    /// What the service says of it, if that is to be shown.
    pub(crate) words: Option<String>,
    pub(crate) http_status: u16,
    pub(crate) cut_off: Option<CutOff>,
}

impl Told {
    /// Prints it, and says whether it is a success: there is nothing to recover from.
    pub(crate) fn print<R: CatalogueRule>(
        &self,
        discrepancies: &Report<R>,
        recovery: Option<Recovery<R>>,
    ) -> Result<bool, Box<dyn Error>> {
        let mut out = io::stdout().lock();
        let kind = self.kind.as_ref().map(|kind| format!(" ({kind})"));
        writeln!(
            out,
            "{}{}, HTTP status {}",
            self.outcome,
            kind.unwrap_or_default(),
            self.http_status
        )?;
        let mut recovery = recovery;
        if let Some(reason) = self.cut_off {
            writeln!(
                out,
                "cut off: {reason}, so what it says is not to be relied on"
            )?;
            recovery = Some(Recovery::of_unanswered(Unanswered::CutOff));
        }
        if let Some(words) = &self.words {
            writeln!(out, "the service says: {}", printable(words))?;
        }
        for finding in discrepancies.findings() {
            writeln!(out, "discrepancy: {}", printable(&finding.to_string()))?;
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
                let pointer = printable(&field.pointer.to_string());
                writeln!(out, "field: {pointer} {rule}")?;
            }
        }
        writeln!(out, "because of the {}", source(recovery.source))?;
        let written = match recovery.written {
            Written::No => "the update was not made",
            _ => UNKNOWN,
        };
        writeln!(out, "{written}")?;
        Ok(false)
    }
}

fn sentence<R>(action: &Action<R>) -> String {
    match action {
        Action::Retry { after: None } => "Send it again later, waiting longer each time.",
        Action::Retry { after: Some(after) } => return retry(after),
        Action::RenewToken => "Get a new token.",
        Action::RequestScope(scope) => return format!("Have the scope {scope} granted."),
        Action::FixFields(_) => "Change what the update says.",
        Action::ChooseCustomer => "Take another id: there is no such customer.",
        Action::ChooseEmail => "Take another email address: another customer has this one.",
        Action::ShrinkBody => "Send less.",
        Action::CheckBaseUrl => "Look at the base URL: the service does not answer there.",
        Action::ReadAgain => "Read the customer before anything is sent again.",
        _ => "Tell those who run the service: neither time nor another update helps.",
    }
    .to_owned()
}

fn retry(after: &RetryAfter) -> String {
    match after {
        // As many, or more.
        RetryAfter::Seconds(u64::MAX) => {
            "Ask those who run the service: Retry-After names more seconds than can be waited.".into()
        }
        RetryAfter::Seconds(seconds) => format!("Send it again after {seconds} seconds."),
        RetryAfter::Date(date) => at(date),
        _ => "Send it again later, waiting longer each time: Retry-After is neither seconds nor a date."
            .into(),
    }
}

/// As long as this machine's clock has it.
fn at(date: &str) -> String {
    let Ok(date) = parse_http_date(date) else {
        return "Send it again after the date in Retry-After.".into();
    };
    let named = fmt_http_date(date);
    match date.duration_since(SystemTime::now()) {
        // A part of a second is waited for too.
        Ok(wait) => format!(
            "Send it again after {} seconds, at {named}.",
            wait.as_secs() + 1
        ),
        Err(_) => format!("Send it again: {named} is in Retry-After, and has come."),
    }
}

fn source(source: Source) -> String {
    match source {
        Source::Document(place) => format!("document: {place}"),
        Source::Evidence(place) => format!("evidence: {place}"),
        Source::Http(place) => format!("HTTP standard: {place}"),
        Source::Intermediary(place) => format!("a server in between: {place}"),
        _ => "circumstances".to_owned(),
    }
}
