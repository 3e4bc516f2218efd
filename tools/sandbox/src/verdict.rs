use salesive_schema::report::{CatalogueRule, Description, Location, Malformed};
use salesive_schema::{Checked, Options, Report, Service};

/// What the document says of a body.
pub(crate) enum Verdict {
    /// The text is not JSON.
    Malformed(Malformed),
    Accepted(Findings),
    Rejected(Findings),
}

/// Findings with their places in the text.
#[derive(Default)]
pub(crate) struct Findings {
    pub(crate) listed: Vec<(Description, Option<Location>)>,
    pub(crate) omitted: usize,
}

impl Verdict {
    pub(crate) fn of<S: Service>(body: &[u8]) -> Self {
        Self::of_checked(&S::check(body, &Options::new()), body)
    }

    pub(crate) fn of_checked<T, R: CatalogueRule>(
        checked: &Result<Checked<T, R>, Malformed>,
        body: &[u8],
    ) -> Self {
        match checked {
            Err(malformed) => Self::Malformed(malformed.clone()),
            Ok(checked) => {
                let findings = Findings::of(checked.report(), body);
                if checked.is_accepted() {
                    Self::Accepted(findings)
                } else {
                    Self::Rejected(findings)
                }
            }
        }
    }
}

impl Findings {
    pub(crate) fn of<R: CatalogueRule>(report: &Report<R>, text: &[u8]) -> Self {
        let listed = report.locate(text);
        Self {
            listed: listed
                .map(|(finding, location)| (finding.describe(), location))
                .collect(),
            omitted: report.omitted(),
        }
    }

    /// Listed or not.
    pub(crate) fn count(&self) -> usize {
        self.listed.len() + self.omitted
    }
}
