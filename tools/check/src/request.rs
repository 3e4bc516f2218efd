use std::borrow::Cow;

use salesive_schema::{Catalogue, Checked, Options, microbase, salesive};

use crate::args::ServiceName;
use crate::findings::LocatedFindings;
use crate::input::Document;
use crate::judged_document::{DocumentVerdict, JudgedDocument};
use crate::malformed::MalformedDocument;

/// Judges a request body.
pub(crate) fn judge<'a>(
    service: ServiceName,
    document: &Document<'a>,
    strict: bool,
) -> JudgedDocument<'a> {
    let text = document.text;
    let options = Options::new().strict(strict);
    let judged =
        match service {
            ServiceName::Salesive => salesive::CustomerUpdate::check(text, &options)
                .map(|checked| read(&checked, document)),
            ServiceName::Microbase => microbase::CustomerUpdate::check(text, &options)
                .map(|checked| read(&checked, document)),
        };
    judged.unwrap_or_else(|error| {
        let malformed = MalformedDocument::from(error);
        JudgedDocument::malformed(text, malformed.in_file(document.line))
    })
}

fn read<'a, T, R: Catalogue>(
    checked: &Checked<T, R>,
    document: &Document<'a>,
) -> JudgedDocument<'a> {
    let verdict = if checked.is_accepted() {
        DocumentVerdict::Accepted
    } else {
        DocumentVerdict::Rejected
    };
    JudgedDocument {
        verdict,
        kind: None,
        http_status: None,
        text: Cow::Borrowed(document.text),
        findings: LocatedFindings::new(checked.report(), document.text, document.line),
        malformed: None,
    }
}
