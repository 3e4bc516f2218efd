use alloc::borrow::Cow;

use crate::json::number::{self, Integer};
use crate::json::{self, Object, Surrogates, Typed, Unread};
use crate::report::details::Problem;
use crate::report::finding::JsonType;
use crate::value::named::named;
use crate::value::secret::redacted;

/// What a server between the client and the service says of a problem of its own, such as a gateway
/// that validates requests: problem details (RFC 9457) in place of an envelope.
///
/// The texts are the intermediary's; they can repeat what it was sent. Of each, the first 1,024 bytes
/// are kept.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IntermediaryProblem<'a> {
    title: Option<Cow<'a, str>>,
    status: Option<u16>,
    detail: Option<Cow<'a, str>>,
}

/// No longer text of problem details is read.
const READ_MAX: usize = 64 * 1024;

const TEXT_MAX: usize = 1024;

named! {
    pub(crate) enum ProblemMember {
        Title = "title",
        Status = "status",
        Detail = "detail",
    }
}

impl<'a> IntermediaryProblem<'a> {
    /// Reads a body that its `Content-Type` calls problem details; without one, that has a title and
    /// a status.
    pub(crate) fn read(content_type: Option<&str>, body: &'a [u8]) -> Option<Self> {
        let mut problem = Self {
            title: None,
            status: None,
            detail: None,
        };
        if body.len() > READ_MAX
            || json::read(body, Surrogates::Replace, &mut problem).ok()? != JsonType::Object
        {
            return None;
        }
        let is_one = match content_type {
            Some(content_type) => {
                let media_type = content_type.split(';').next().unwrap_or_default();
                media_type
                    .trim()
                    .eq_ignore_ascii_case(Problem::CONTENT_TYPE)
            }
            None => problem.title.is_some() && problem.status.is_some(),
        };
        is_one.then_some(problem)
    }

    /// The title, for people.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The HTTP status, as the text has it.
    pub const fn status(&self) -> Option<u16> {
        self.status
    }

    /// What is wrong this time, for people.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }
}

redacted!(IntermediaryProblem<'_>);

/// The beginning of a string.
fn beginning(read: Typed<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    let Typed::Value(text) = read else {
        return None;
    };
    let mut ends = (0..=TEXT_MAX.min(text.len())).rev();
    let end = ends.find(|end| text.is_char_boundary(*end))?;
    Some(match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(..end)?),
        Cow::Owned(mut text) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    })
}

impl<'a> Object<'a> for IntermediaryProblem<'a> {
    type Slot = ProblemMember;

    fn listed(
        &mut self,
        member: ProblemMember,
        _: usize,
        value: Unread<'_, 'a>,
    ) -> json::Result<()> {
        match member {
            ProblemMember::Title => self.title = beginning(value.string()?),
            ProblemMember::Detail => self.detail = beginning(value.string()?),
            ProblemMember::Status => {
                self.status = match number::integer(value.text()?) {
                    Some(Integer::Small(status)) => Some(status),
                    _ => None,
                };
            }
        }
        Ok(())
    }

    fn unlisted(&mut self, _: Cow<'a, str>, _: usize, value: Unread<'_, 'a>) -> json::Result<()> {
        value.skip()
    }
}
