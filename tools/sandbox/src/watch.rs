use std::fmt::Display;

use salesive_schema::http::RequestProblems;
use salesive_schema::report::CatalogueRule;
use salesive_schema::{Finding, Report};

use crate::reading::Unread;
use crate::sandbox::Log;

/// Tells where an exchange with a service departs from its document.
pub(crate) struct Watch<'a> {
    log: &'a Log,
    service: &'static str,
}

impl<'a> Watch<'a> {
    pub(crate) const fn new(log: &'a Log, service: &'static str) -> Self {
        Self { log, service }
    }

    pub(crate) fn request<R: CatalogueRule>(&self, problems: Option<RequestProblems<R>>) {
        let text = problems.map(|problems| problems.to_string());
        for line in text.iter().flat_map(|text| text.lines()) {
            self.line("request", line);
        }
    }

    pub(crate) fn unread(&self, reason: &Unread) {
        match reason {
            Unread::Broken => self.line("request", "body: the upload broke off"),
            Unread::TooSlow => self.line("request", "body: the upload took too long"),
            Unread::NoRoom => self.line("request", "body: too much is being uploaded at a time"),
            Unread::TooLong => {}
        }
    }

    pub(crate) fn advisories<R: CatalogueRule>(&self, report: &Report<R>) {
        for advisory in report.advisories() {
            self.finding("request", advisory);
        }
    }

    pub(crate) fn fault(&self, fault: Option<impl Display>) {
        if let Some(fault) = fault {
            self.line("fault", &fault.to_string());
        }
    }

    pub(crate) fn reply<R: CatalogueRule>(&self, discrepancies: &Report<R>) {
        for discrepancy in discrepancies.findings() {
            self.finding("reply", discrepancy);
        }
    }

    fn finding<R: CatalogueRule>(&self, side: &str, finding: &Finding<R>) {
        self.line(side, &finding.to_string());
    }

    fn line(&self, side: &str, line: &str) {
        (self.log)(&format!("{} {side}: {line}", self.service));
    }
}
