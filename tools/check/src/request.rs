use std::borrow::Cow;

use salesive_schema::{MicroBase, Options, Salesive, Service};

use crate::args::ServiceName;
use crate::documents::Document;
use crate::findings::LocatedFindings;
use crate::judged_document::{DocumentVerdict, JudgedDocument};
use crate::malformed::MalformedDocument;

/// Judges a request body.
pub(crate) fn judge<'a>(
    service: ServiceName,
    document: &Document<'a>,
    strict: bool,
) -> JudgedDocument<'a> {
    let options = Options::new().strict(strict);
    match service {
        ServiceName::Salesive => judge_request::<Salesive>(document, &options),
        ServiceName::Microbase => judge_request::<MicroBase>(document, &options),
    }
}

fn judge_request<'a, S: Service>(document: &Document<'a>, options: &Options) -> JudgedDocument<'a> {
    let text = document.text;
    let checked = match S::check(text, options) {
        Ok(checked) => checked,
        Err(malformed) => {
            let malformed = MalformedDocument::from(malformed);
            return JudgedDocument::malformed(text, malformed.in_file(document.line));
        }
    };
    let verdict = if checked.is_accepted() {
        DocumentVerdict::Accepted
    } else {
        DocumentVerdict::Rejected
    };
    JudgedDocument {
        verdict,
        kind: None,
        http_status: None,
        text: Cow::Borrowed(text),
        findings: LocatedFindings::new(checked.report(), text, document.line),
        malformed: None,
    }
}
