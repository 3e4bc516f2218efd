use core::fmt;

use crate::report::catalogue::CatalogueRule;
use crate::report::pointer::{Path, Pointer, Steps, Token};
use crate::value::named::named;

named! {
    /// The JSON type that stood where a rule looked; never the value itself.
    #[non_exhaustive]
    pub enum JsonType {
        /// `null`
        Null = "null",
        /// `true` or `false`
        Boolean = "boolean",
        /// A number of any size.
        Number = "number",
        /// A string.
        String = "string",
        /// An array.
        Array = "array",
        /// An object.
        Object = "object",
        /// No value: the member is not there.
        Absent = "absent",
    }
}

/// One broken rule and where: a violation, an advisory or a discrepancy, as
/// [`Rule::kind`](CatalogueRule::kind) says.
///
/// It holds nothing of the input but the JSON type found, so it can be logged as it is. The place
/// in the text comes from [`Report::locate`](crate::Report::locate).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding<R> {
    rule: R,
    pointer: Pointer,
    found: Option<JsonType>,
    suggestion: Option<&'static str>,
    place: Place,
}

/// Where a finding stands in the text, by number: which member of the object, which element of the
/// array, … So repeated names can be told apart, and no name is kept. Ordered as in the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) ordinals: Steps<usize>,
    pub(crate) part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Part {
    Name,
    Value,
}

impl<R: CatalogueRule> Finding<R> {
    pub(crate) fn new(rule: R, at: Path<'_>) -> Self {
        let place = Place {
            ordinals: at.ordinals(),
            part: Part::Value,
        };
        Self {
            rule,
            pointer: at.pointer(),
            found: None,
            suggestion: None,
            place,
        }
    }

    /// A member that `holder` lacks: the pointer names it, the place is the holder's.
    pub(crate) fn missing(rule: R, holder: Path<'_>, name: &'static str) -> Self {
        let mut finding = Self::new(rule, holder).found(JsonType::Absent);
        finding.pointer.push(Token::Member(name));
        finding
    }

    /// An unlisted member. Its name is input, so the pointer names its holder; the place is the name.
    pub(crate) fn unnamed(rule: R, holder: Path<'_>, ordinal: usize) -> Self {
        let mut finding = Self::new(rule, holder);
        let _ = finding.place.ordinals.try_push(ordinal);
        finding.place.part = Part::Name;
        finding
    }

    pub(crate) fn found(mut self, found: JsonType) -> Self {
        self.found = Some(found);
        self
    }

    pub(crate) fn suggest(mut self, suggestion: Option<&'static str>) -> Self {
        self.suggestion = suggestion;
        self
    }

    pub(crate) const fn place(&self) -> &Place {
        &self.place
    }

    /// The rule that is broken.
    pub const fn rule(&self) -> R {
        self.rule
    }

    /// Where, as a JSON Pointer into the request or reply body. For an unlisted member it points to
    /// the object that holds it, because the member's name is input, which is never repeated.
    pub const fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// The JSON type that stood there, where that helps.
    pub const fn json_type(&self) -> Option<JsonType> {
        self.found
    }

    /// What to write instead, if there is a guess: the documented name of an unlisted member, the
    /// documented value of a status, or advice in words.
    pub const fn suggestion(&self) -> Option<&'static str> {
        self.suggestion
    }
}

/// `salesive.update.email.format at /email: The email address …`
impl<R: CatalogueRule> fmt::Display for Finding<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule.id())?;
        if !self.pointer.tokens().is_empty() {
            write!(f, " at {}", self.pointer)?;
        }
        write!(f, ": {}", self.rule.sentence())?;
        if let Some(found) = self.found {
            write!(f, " Found: {found}.")?;
        }
        if let Some(suggestion) = self.suggestion {
            write!(f, " Suggestion: {suggestion}.")?;
        }
        Ok(())
    }
}
