use salesive_schema::report::Kind;
use serde_json::{Value, json};

use super::uri::uri;
use crate::problems::{Place, Problem};

pub(super) fn result(problem: &Problem<'_>, fingerprint: &str, omitted: usize) -> Value {
    let related = problem.other.iter().map(place);
    let mut result = json!({
        "ruleId": problem.rule,
        "level": level(problem.kind),
        "message": {"text": problem.message},
        "locations": [place(&problem.at)],
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

pub(super) const fn level(kind: Kind) -> &'static str {
    match kind {
        Kind::Violation => "error",
        Kind::Advisory => "warning",
        _ => "note",
    }
}

fn place(at: &Place<'_>) -> Value {
    let region = match at.column {
        Some(column) => json!({"startLine": at.line, "startColumn": column}),
        None => json!({"startLine": at.line}),
    };
    let artifact = json!({"uri": uri(at.file)});
    let mut place = json!({
        "physicalLocation": {"artifactLocation": artifact, "region": region},
    });
    if let Some((pointer, place)) = at.pointer.as_ref().zip(place.as_object_mut()) {
        let logical = json!([{"fullyQualifiedName": pointer, "kind": "member"}]);
        place.insert("logicalLocations".to_owned(), logical);
    }
    place
}
