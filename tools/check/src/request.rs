use std::borrow::Cow;

use salesive_schema::{Catalogue, Checked, Options, microbase, salesive};

use crate::args::Service;
use crate::findings::Findings;
use crate::input::Document;
use crate::judged::Judged;
use crate::verdict::Verdict;

/// Judges a request body.
pub(crate) fn judge<'a>(service: Service, document: &Document<'a>, strict: bool) -> Judged<'a> {
    let text = document.text;
    let options = Options::new().strict(strict);
    let judged =
        match service {
            Service::Salesive => salesive::CustomerUpdate::check(text, &options)
                .map(|checked| read(&checked, document)),
            Service::Microbase => microbase::CustomerUpdate::check(text, &options)
                .map(|checked| read(&checked, document)),
        };
    judged.unwrap_or_else(|error| {
        let malformed = crate::malformed::Malformed::from(error);
        Judged::malformed(text, malformed.in_file(document.line))
    })
}

fn read<'a, T, R: Catalogue>(checked: &Checked<T, R>, document: &Document<'a>) -> Judged<'a> {
    let verdict = if checked.is_accepted() {
        Verdict::Accepted
    } else {
        Verdict::Rejected
    };
    Judged {
        verdict,
        kind: None,
        http_status: None,
        text: Cow::Borrowed(document.text),
        findings: Findings::new(checked.report(), document.text, document.line),
        malformed: None,
    }
}
