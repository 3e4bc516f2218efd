use alloc::vec::Vec;

use crate::service::Service;
use crate::value::member::Member;
use crate::value::named::named;

/// What a reply says of the members that an update asked for:
/// [`Reply::confirms`](crate::Reply::confirms).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation<S: Service> {
    members: Matches<S>,
    confirmed: Confirmed,
}

pub(crate) type Matches<S> = Vec<(&'static str, Match<<S as Service>::Rule>)>;

named! {
    /// Whether the customer that came back holds what was asked for.
    pub enum Confirmed {
        /// It does; what the service spelt in another way is named with its member.
        Yes = "yes",
        /// A member holds another value: the write was lost, another client came in between, or the
        /// service spells the value in a way that is none of [`Normalisation`].
        No = "no",
        /// The reply does not tell: no customer came back, or a member that was asked for is not in it.
        /// The write may have happened.
        Unknown = "unknown",
    }
}

/// What the customer that came back holds in the place of one member of the update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Match<R> {
    /// What was asked for.
    Same,
    /// What was asked for, as the service may spell it.
    Normalised(Normalisation),
    /// The service accepts the member and does nothing with it; the rule says why.
    IgnoredByService(R),
    /// Another value.
    Differs,
    /// Nothing: the member is not in the reply.
    NotInReply,
}

named! {
    /// How a value that came back differs from the one that was asked for, and is the same all the
    /// same. Only Salesive does so, of which no document says that it keeps texts as they are;
    /// MicroBase was observed to.
    #[non_exhaustive]
    pub enum Normalisation {
        /// An email address or the id of a user, in small letters.
        LowerCase = "lower_case",
        /// A name or phone number, without the white space around it.
        Trimmed = "trimmed",
        /// `null` was asked for, and the member is absent.
        NullAsAbsent = "null_as_absent",
        /// `""` was asked for, and the member is `null`.
        EmptyAsNull = "empty_as_null",
    }
}

impl<S: Service> Confirmation<S> {
    pub(crate) fn of_customer(members: Matches<S>) -> Self {
        let any = |sought: Match<_>| members.iter().any(|(_, found)| *found == sought);
        let confirmed = if any(Match::Differs) {
            Confirmed::No
        } else if any(Match::NotInReply) {
            Confirmed::Unknown
        } else {
            Confirmed::Yes
        };
        Self { members, confirmed }
    }

    pub(crate) const fn unknown() -> Self {
        Self {
            members: Vec::new(),
            confirmed: Confirmed::Unknown,
        }
    }

    /// The short answer.
    pub const fn confirmed(&self) -> Confirmed {
        self.confirmed
    }

    /// The members that the update holds, in the order of the document, each with what came back;
    /// empty if no customer did.
    pub fn members(&self) -> &[(&'static str, Match<S::Rule>)] {
        &self.members
    }
}

impl<R> Match<R> {
    /// Of a value that is kept as it is.
    pub(crate) fn of<T: PartialEq>(asked: T, held: Option<T>) -> Self {
        match held {
            None => Self::NotInReply,
            Some(held) if held == asked => Self::Same,
            Some(_) => Self::Differs,
        }
    }

    /// Of a text that may be spelt in this way.
    pub(crate) fn of_text(asked: &str, held: Option<&str>, way: Normalisation) -> Self {
        match (Self::of(asked, held), held) {
            (Self::Differs, Some(held)) if way.spells(asked, held) => Self::Normalised(way),
            (found, _) => found,
        }
    }

    /// Of a text that can be `null`; `None` if it was not asked for.
    pub(crate) fn of_nullable(
        asked: Member<&str>,
        held: Member<&str>,
        way: Normalisation,
    ) -> Option<Self> {
        Some(match (asked, held) {
            (Member::Absent, _) => return None,
            (Member::Null, Member::Null) => Self::Same,
            (Member::Null, Member::Absent) => Self::Normalised(Normalisation::NullAsAbsent),
            (Member::Value(""), Member::Null) => Self::Normalised(Normalisation::EmptyAsNull),
            (Member::Null, Member::Value(_)) | (Member::Value(_), Member::Null) => Self::Differs,
            (Member::Value(asked), held) => Self::of_text(asked, held.value(), way),
        })
    }
}

impl Normalisation {
    fn spells(self, asked: &str, held: &str) -> bool {
        match self {
            Self::LowerCase => asked.to_ascii_lowercase() == held,
            Self::Trimmed => asked.trim() == held,
            Self::NullAsAbsent | Self::EmptyAsNull => false,
        }
    }
}
