use std::fmt::Display;

use salesive_schema::{Catalogue, Finding, Report, RequestProblems};

use crate::Log;

/// Tells where an exchange with a service departs from its document.
pub(crate) struct Watch<'a> {
    log: &'a Log,
    service: &'static str,
}

impl<'a> Watch<'a> {
    pub(crate) const fn new(log: &'a Log, service: &'static str) -> Self {
        Self { log, service }
    }

    pub(crate) fn request<R: Catalogue>(&self, problems: Option<RequestProblems<R>>) {
        let text = problems.map(|problems| problems.to_string());
        for line in text.iter().flat_map(|text| text.lines()) {
            self.line("request", line);
        }
    }

    pub(crate) fn broken_upload(&self) {
        self.line("request", "body: the upload broke off");
    }

    pub(crate) fn advisories<R: Catalogue>(&self, report: &Report<R>) {
        for advisory in report.advisories() {
            self.finding("request", advisory);
        }
    }

    pub(crate) fn fault(&self, fault: Option<impl Display>) {
        if let Some(fault) = fault {
            self.line("fault", &fault.to_string());
        }
    }

    pub(crate) fn reply<R: Catalogue>(&self, discrepancies: &Report<R>) {
        for discrepancy in discrepancies.findings() {
            self.finding("reply", discrepancy);
        }
    }

    fn finding<R: Catalogue>(&self, side: &str, finding: &Finding<R>) {
        self.line(side, &finding.to_string());
    }

    fn line(&self, side: &str, line: &str) {
        (self.log)(&format!("{} {side}: {line}", self.service));
    }
}
