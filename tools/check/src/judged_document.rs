use std::borrow::Cow;

use crate::args::Message;
use crate::findings::LocatedFindings;
use crate::malformed::MalformedDocument;

/// A document and all there is to say about it.
pub(crate) struct JudgedDocument<'a> {
    pub(crate) verdict: DocumentVerdict,
    /// Why a reply refuses.
    pub(crate) kind: Option<String>,
    /// The HTTP status of a reply.
    pub(crate) http_status: Option<u16>,
    /// What the spans below count in: the document, or the body text of a reply.
    pub(crate) text: Cow<'a, [u8]>,
    pub(crate) findings: LocatedFindings,
    pub(crate) malformed: Option<MalformedDocument>,
}

impl<'a> JudgedDocument<'a> {
    pub(crate) fn too_large() -> Self {
        Self {
            verdict: DocumentVerdict::TooLarge,
            kind: None,
            http_status: None,
            text: Cow::Borrowed(b""),
            findings: LocatedFindings::default(),
            malformed: None,
        }
    }

    pub(crate) fn malformed(text: &'a [u8], malformed: MalformedDocument) -> Self {
        Self {
            verdict: DocumentVerdict::Malformed,
            kind: None,
            http_status: None,
            text: Cow::Borrowed(text),
            findings: LocatedFindings::default(),
            malformed: Some(malformed),
        }
    }
}

/// What comes out for one document. A request is accepted, rejected, malformed or too large; a
/// reply is updated, accepted, refused, unreadable, malformed or too large.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum DocumentVerdict {
    /// A request that may be sent, or a reply that says success without a readable customer.
    Accepted,
    Rejected,
    Updated,
    Refused,
    Unreadable,
    /// Not a document of the stated form.
    Malformed,
    /// Longer than the limit, so it was not looked at.
    TooLarge,
}

impl DocumentVerdict {
    pub(crate) const fn all(message: Message) -> &'static [Self] {
        match message {
            Message::Request => &[
                Self::Accepted,
                Self::Rejected,
                Self::Malformed,
                Self::TooLarge,
            ],
            Message::Reply => &[
                Self::Updated,
                Self::Accepted,
                Self::Refused,
                Self::Unreadable,
                Self::Malformed,
                Self::TooLarge,
            ],
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Updated => "updated",
            Self::Refused => "refused",
            Self::Unreadable => "unreadable",
            Self::Malformed => "malformed",
            Self::TooLarge => "too_large",
        }
    }

    /// Whether there is nothing left to do about a document with this verdict.
    pub(crate) fn passes(self, message: Message) -> bool {
        match message {
            Message::Request => self == Self::Accepted,
            Message::Reply => self == Self::Updated,
        }
    }
}
