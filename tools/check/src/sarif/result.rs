use salesive_schema::report::Kind;
use salesive_terminal::printable;
use serde_json::{Value, json};

use super::{level, uri};
use crate::findings::LocatedFinding;

/// What becomes a result.
pub(crate) struct Problem<'a> {
    pub(crate) rule: &'static str,
    pub(crate) kind: Kind,
    pub(crate) message: String,
    pub(crate) at: Place<'a>,
    pub(crate) other: Option<Place<'a>>,
}

/// A place in a file.
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: u64,
    pub(crate) column: Option<usize>,
    pub(crate) pointer: Option<String>,
}

impl<'a> Problem<'a> {
    /// A finding at a place of which the finding knows the pointer.
    pub(crate) fn of(finding: &'a LocatedFinding, at: Place<'a>) -> Self {
        let other = finding.other.as_ref();
        Self {
            rule: finding.description.rule,
            kind: finding.description.kind,
            message: message(finding, at.file),
            at: Place {
                pointer: Some(finding.description.pointer.to_string()),
                ..at
            },
            other: other.map(|other| Place::line(&other.source, other.line)),
        }
    }

    pub(super) fn to_value(&self, fingerprint: &str, omitted: usize) -> Value {
        let related = self.other.iter().map(Place::to_value);
        let mut result = json!({
            "ruleId": self.rule,
            "level": level(self.kind),
            "message": {"text": self.message},
            "locations": [self.at.to_value()],
            "relatedLocations": related.collect::<Vec<_>>(),
            // The name by which code hosts look for it.
            "partialFingerprints": {"primaryLocationLineHash": fingerprint},
        });
        if omitted > 0
            && let Some(result) = result.as_object_mut()
        {
            result.insert("properties".to_owned(), json!({"omitted": omitted}));
        }
        result
    }
}

impl<'a> Place<'a> {
    pub(crate) const fn line(file: &'a str, line: u64) -> Self {
        Self {
            file,
            line,
            column: None,
            pointer: None,
        }
    }

    fn to_value(&self) -> Value {
        let region = match self.column {
            Some(column) => json!({"startLine": self.line, "startColumn": column}),
            None => json!({"startLine": self.line}),
        };
        let artifact = json!({"uri": uri(self.file)});
        let mut place = json!({
            "physicalLocation": {"artifactLocation": artifact, "region": region},
        });
        if let Some((pointer, place)) = self.pointer.as_ref().zip(place.as_object_mut()) {
            let logical = json!([{"fullyQualifiedName": pointer, "kind": "member"}]);
            place.insert("logicalLocations".to_owned(), logical);
        }
        place
    }
}

/// For a problem in this file.
fn message(problem: &LocatedFinding, file: &str) -> String {
    let description = &problem.description;
    let mut message = description.sentence.to_owned();
    if let Some(found) = description.found {
        message += &format!(" Found: {found}.");
    }
    if let Some(suggestion) = description.suggestion {
        message += &format!(" Suggestion: {suggestion}.");
    }
    if let Some(other) = &problem.other {
        message += &match &*other.source {
            _ if other.is_known => format!(" See line {} of the known customers.", other.line),
            source if source == file => format!(" See line {}.", other.line),
            source => format!(" See line {} of {}.", other.line, printable(source)),
        };
    }
    message
}
