use alloc::vec::Vec;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::report::Report;
use crate::report::catalogue::{CatalogueRule, Kind};
use crate::report::finding::{Finding, JsonType};
use crate::report::locate::Location;
use crate::report::pointer::Pointer;

/// A finding with its rule spelt out, for lists of findings of several catalogues. Like a
/// finding, it holds nothing of the input.
///
/// As JSON: `rule`, `pointer`, `sentence` and, where they help, `found` and `suggestion`; a
/// [`Finding`] is the same JSON.
///
/// ```
/// use salesive_schema::salesive::CustomerUpdate;
/// use salesive_schema::Options;
///
/// let body = br#"{"name": "Ada Obi", "active": "yes"}"#;
/// let checked = CustomerUpdate::check(body, &Options::new())?;
/// let json = concat!(
///     r#"{"violations":[{"rule":"salesive.update.active.type","pointer":"/active","#,
///     r#""found":"string","#,
///     r#""sentence":"The active flag must be true or false, not a string or a number."}]}"#,
/// );
/// assert_eq!(serde_json::to_string(checked.report())?, json);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Description {
    /// The id of the rule.
    pub rule: &'static str,
    /// What the rule does to a verdict; not in the JSON.
    pub kind: Kind,
    /// What the rule rests on; not in the JSON.
    pub source: &'static str,
    /// Where, as [`Finding::pointer`] has it.
    pub pointer: Pointer,
    /// The JSON type that stood there, where that helps.
    pub found: Option<JsonType>,
    /// What is wrong and what to do about it, for people.
    pub sentence: &'static str,
    /// What to write instead, if there is a guess.
    pub suggestion: Option<&'static str>,
}

impl Description {
    pub(crate) fn new<R: CatalogueRule>(rule: R, pointer: Pointer) -> Self {
        Self {
            rule: rule.id(),
            kind: rule.kind(),
            source: rule.source(),
            pointer,
            found: None,
            sentence: rule.sentence(),
            suggestion: None,
        }
    }
}

impl<R: CatalogueRule> Finding<R> {
    /// The same finding, with its rule spelt out.
    pub fn describe(&self) -> Description {
        Description {
            found: self.json_type(),
            suggestion: self.suggestion(),
            ..Description::new(self.rule(), self.pointer().clone())
        }
    }
}

impl Serialize for Description {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let further = [self.found.is_some(), self.suggestion.is_some()];
        let len = 3 + further.into_iter().filter(|is_there| *is_there).count();
        let mut object = serializer.serialize_struct("Description", len)?;
        object.serialize_field("rule", self.rule)?;
        object.serialize_field("pointer", &format_args!("{}", self.pointer))?;
        if let Some(found) = self.found {
            object.serialize_field("found", found.name())?;
        }
        object.serialize_field("sentence", self.sentence)?;
        if let Some(suggestion) = self.suggestion {
            object.serialize_field("suggestion", suggestion)?;
        }
        object.end()
    }
}

/// As its [`Description`].
impl<R: CatalogueRule> Serialize for Finding<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.describe().serialize(serializer)
    }
}

/// The findings by kind, as `violations`, `advisories` and `discrepancies`, and how many are
/// `omitted`; what is empty or zero is left out.
impl<R: CatalogueRule> Serialize for Report<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let lists = [
            ("violations", Kind::Violation),
            ("advisories", Kind::Advisory),
            ("discrepancies", Kind::Discrepancy),
        ];
        let lists = lists.map(|(name, kind)| (name, self.of(kind).collect::<Vec<_>>()));
        let filled = lists.iter().filter(|(_, list)| !list.is_empty());
        let omitted = Some(self.omitted()).filter(|omitted| *omitted > 0);
        let len = filled.clone().count() + usize::from(omitted.is_some());
        let mut object = serializer.serialize_struct("Report", len)?;
        for (name, list) in filled {
            object.serialize_field(name, list)?;
        }
        if let Some(omitted) = omitted {
            object.serialize_field("omitted", &omitted)?;
        }
        object.end()
    }
}

/// As `line` and `column`.
impl Serialize for Location {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Location", 2)?;
        object.serialize_field("line", &self.line)?;
        object.serialize_field("column", &self.column)?;
        object.end()
    }
}
