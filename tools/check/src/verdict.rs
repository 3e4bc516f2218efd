use crate::args::Message;

/// What comes out for one document. A request is accepted, rejected or malformed; a reply is
/// updated, accepted, refused, unreadable or malformed.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Verdict {
    /// A request that may be sent, or a reply that says success without a readable customer.
    Accepted,
    Rejected,
    Updated,
    Refused,
    Unreadable,
    /// Not a document of the stated form.
    Malformed,
}

impl Verdict {
    pub(crate) const fn all(message: Message) -> &'static [Self] {
        match message {
            Message::Request => &[Self::Accepted, Self::Rejected, Self::Malformed],
            Message::Reply => &[
                Self::Updated,
                Self::Accepted,
                Self::Refused,
                Self::Unreadable,
                Self::Malformed,
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
