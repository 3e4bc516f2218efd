use std::borrow::Cow;

use crate::findings::Findings;
use crate::malformed::Malformed;
use crate::verdict::Verdict;

/// A document and all there is to say about it.
pub(crate) struct Judged<'a> {
    pub(crate) verdict: Verdict,
    /// Why a reply refuses.
    pub(crate) kind: Option<String>,
    /// The HTTP status of a reply.
    pub(crate) http_status: Option<u16>,
    /// What the spans below count in: the document, or the body text of a reply.
    pub(crate) text: Cow<'a, [u8]>,
    pub(crate) findings: Findings,
    pub(crate) malformed: Option<Malformed>,
}

impl<'a> Judged<'a> {
    pub(crate) fn malformed(text: &'a [u8], malformed: Malformed) -> Self {
        Self {
            verdict: Verdict::Malformed,
            kind: None,
            http_status: None,
            text: Cow::Borrowed(text),
            findings: Findings::default(),
            malformed: Some(malformed),
        }
    }
}
