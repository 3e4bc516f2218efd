//! An input with what is wanted of it, out of a vector or a draw.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use salesive_schema::report::CatalogueRule;
use serde_json::Value;

use crate::answer::Answer;

#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// Of a reply.
    pub(crate) http_status: Option<u16>,
    pub(crate) input: Vec<u8>,
    /// Told completely, but for the advisories where `advisories` is false.
    pub(crate) wanted: Answer,
    pub(crate) advisories: bool,
}

/// The rules of a label.
pub(crate) fn ids<R: CatalogueRule>(
    label: Vec<(String, R)>,
) -> impl Iterator<Item = (String, &'static str)> {
    label
        .into_iter()
        .map(|(pointer, rule)| (pointer, rule.id()))
}

/// Every vector of a file with its id; a line that is none is left out, and a test holds that
/// there is no such line.
pub(crate) fn vectors(file: &str) -> Vec<(String, Case)> {
    file.lines().filter_map(vector).collect()
}

fn vector(line: &str) -> Option<(String, Case)> {
    let vector: Value = serde_json::from_str(line).ok()?;
    let text = |member: &str| vector.get(member)?.as_str();
    let input = match text("text") {
        Some(text) => text.as_bytes().to_vec(),
        None => BASE64_STANDARD.decode(text("base64")?).ok()?,
    };
    let http_status = vector.get("http_status").and_then(Value::as_u64);
    let http_status = http_status.and_then(|status| status.try_into().ok());
    let findings = vector.get("findings").or(vector.get("discrepancies"))?;
    let pair = |pair: &Value| {
        let [pointer, rule] = pair.as_array()?.as_slice() else {
            return None;
        };
        Some((pointer.as_str()?.to_owned(), rule.as_str()?.to_owned()))
    };
    let findings: Option<Vec<_>> = findings.as_array()?.iter().map(pair).collect();
    let name = name(text("verdict").or(text("outcome"))?)?;
    let mut wanted = Answer::named(name).with(findings?);
    wanted.kind = text("kind").map(ToOwned::to_owned);
    let case = Case {
        http_status,
        input,
        wanted,
        advisories: true,
    };
    Some((text("id")?.to_owned(), case))
}

fn name(name: &str) -> Option<&'static str> {
    let names = [
        "accepted",
        "rejected",
        "malformed",
        "updated",
        "refused",
        "unreadable",
    ];
    names.into_iter().find(|known| *known == name)
}

#[cfg(test)]
mod tests {
    use salesive_schema::{MicroBase, Salesive};

    use crate::Contract;

    #[test]
    fn no_vector_is_left_out() {
        for file in [
            Salesive::REQUESTS,
            Salesive::REPLIES,
            MicroBase::REQUESTS,
            MicroBase::REPLIES,
        ] {
            assert_eq!(super::vectors(file).len(), file.lines().count());
        }
    }
}
