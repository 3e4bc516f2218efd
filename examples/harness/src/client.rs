//! A client of Salesive; sending is somebody else's business.

use http::Request;
use serde_json::Value;

use crate::members::Members;

/// The request that changes a customer; `null` clears a member.
pub fn request(
    base: &str,
    token: &str,
    id: &str,
    changes: &Value,
) -> http::Result<Request<String>> {
    Request::put(format!("{base}/customers/{}", encoded(id)))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(changes.to_string())
}

fn encoded(id: &str) -> String {
    id.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Whether the update was made, if the reply tells: only where HTTP status and flag say the same.
pub fn read(http_status: u16, body: &[u8]) -> Option<bool> {
    let text = str::from_utf8(body).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Members(members) = serde_json::from_str(text).ok()?;
    let flags = members.iter().filter(|(name, _)| name == "success");
    let mut flags = flags.map(|(_, value)| value.as_bool());
    let flag = flags.next()??;
    let is_told = flags.all(|other| other == Some(flag)) && flag == (http_status / 100 == 2);
    is_told.then_some(flag)
}
