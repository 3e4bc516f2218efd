use salesive_schema::schema::{
    MICROBASE_CUSTOMER_UPDATE, MICROBASE_CUSTOMER_UPDATE_REPLY, SALESIVE_CUSTOMER_UPDATE,
    SALESIVE_CUSTOMER_UPDATE_REPLY,
};
use serde_json::Value;

/// The shipped schemas, by their files.
const SCHEMAS: [(&str, &str); 4] = [
    (
        "schemas/salesive/customer-update.schema.json",
        SALESIVE_CUSTOMER_UPDATE,
    ),
    (
        "schemas/salesive/customer-update-reply.schema.json",
        SALESIVE_CUSTOMER_UPDATE_REPLY,
    ),
    (
        "schemas/microbase/customer-update.schema.json",
        MICROBASE_CUSTOMER_UPDATE,
    ),
    (
        "schemas/microbase/customer-update-reply.schema.json",
        MICROBASE_CUSTOMER_UPDATE_REPLY,
    ),
];

/// Where keywords stand that decide a rule: `FILE#/properties/email, keyword format`
pub(super) fn places(rule: &str) -> Vec<String> {
    let mut places = Vec::new();
    for (file, schema) in SCHEMAS {
        let schema = serde_json::from_str(schema).unwrap_or(Value::Null);
        search(&schema, &format!("{file}#"), rule, &mut places);
    }
    places
}

/// `x-rule` says which keyword beside it decides which rule.
fn search(schema: &Value, at: &str, rule: &str, places: &mut Vec<String>) {
    let parts: Vec<(String, &Value)> = match schema {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(nth, value)| (nth.to_string(), value))
            .collect(),
        _ => return,
    };
    for (name, part) in parts {
        if name != "x-rule" {
            search(part, &format!("{at}/{name}"), rule, places);
            continue;
        }
        let decided = part.as_object().into_iter().flatten();
        for (keyword, _) in decided.filter(|(_, id)| *id == rule) {
            places.push(format!("{at}, keyword {keyword}"));
        }
    }
}
