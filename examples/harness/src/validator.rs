//! A validator of Salesive's request bodies.

use salesive_schema::Email;
use serde_json::Value;

use crate::members::Members;

const MEMBERS: [&str; 5] = ["name", "email", "phone", "user", "active"];

/// Whether a request body breaks no rule.
pub fn is_valid(body: &[u8]) -> bool {
    let Ok(Members(members)) = serde_json::from_slice(body) else {
        return false;
    };
    let times = |name| members.iter().filter(|(other, _)| other == name).count();
    members.iter().all(|(name, value)| is_right(name, value))
        && MEMBERS.iter().all(|name| times(name) <= 1)
        && MEMBERS.iter().any(|name| times(name) == 1)
}

fn is_right(name: &str, value: &Value) -> bool {
    match (name, value) {
        ("name", Value::String(_)) | ("active", Value::Bool(_)) => true,
        ("phone", Value::String(_)) | ("phone" | "user", Value::Null) => true,
        ("email", Value::String(email)) => Email::new(email).is_ok(),
        ("user", Value::String(id)) => {
            id.len() == 24 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
        }
        ("shop" | "shopId" | "shop_id", _) => false,
        (name, _) => !MEMBERS.contains(&name),
    }
}
