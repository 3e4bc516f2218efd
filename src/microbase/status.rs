use alloc::borrow::Cow;

use serde::{Serialize, Serializer};

use super::Rule;
use crate::json::record::RecordValue;
use crate::json::{self, Typed, Unread};
use crate::report::ReportBuilder;
use crate::report::finding::JsonType;
use crate::report::pointer::Path;
use crate::value::named::named;
use crate::value::text::text;

named! {
    /// The status of a customer.
    ///
    /// Source: argument `status`, "ACTIVE or INACTIVE".
    #[non_exhaustive]
    pub enum Status {
        /// The customer is active.
        Active = "ACTIVE",
        /// The customer is not active.
        Inactive = "INACTIVE",
    }
}

/// As its name.
impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The status of a customer as a reply gives it: one of the two, or any other text, kept as it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusText<'a>(Cow<'a, str>);

impl<'a> StatusText<'a> {
    /// Takes any text.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into())
    }

    /// The status, if it is a documented one.
    pub fn status(&self) -> Option<Status> {
        Status::from_name(&self.0)
    }
}

text!(StatusText);

impl<'a> RecordValue<'a, Rule> for StatusText<'a> {
    type Static = StatusText<'static>;

    fn read(
        value: Unread<'_, 'a>,
        at: Path<'_>,
        findings: &mut ReportBuilder<Rule>,
    ) -> json::Result<Typed<Self>> {
        let text = value.string()?.map(Self);
        if let Typed::Value(text) = &text
            && text.status().is_none()
        {
            findings.report_found(Rule::ReplyStatusValue, at, JsonType::String);
        }
        Ok(text)
    }

    fn into_owned(self) -> Self::Static {
        self.into_owned()
    }
}
