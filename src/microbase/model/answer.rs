use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::microbase::Customer;

/// The largest body that the service reads, in bytes.
pub const BODY_LIMIT: usize = 102_400;

/// A reply before it is written.
pub(super) struct Sent {
    pub(super) http_status: u16,
    pub(super) ok: bool,
    /// What follows the flag, as JSON.
    pub(super) members: String,
}

impl Sent {
    /// The HTTP status and the bytes of the body.
    pub(super) fn written(self) -> (u16, Vec<u8>) {
        let Self { ok, members, .. } = self;
        let comma = if members.is_empty() { "" } else { "," };
        let body = format!(r#"{{"ok":{ok}{comma}{members}}}"#);
        (self.http_status, body.into_bytes())
    }
}

pub(super) fn updated(customer: &Customer<'_>) -> Sent {
    Sent {
        http_status: 200,
        ok: true,
        members: format!(r#""customer":{}"#, json(customer)),
    }
}

pub(super) fn too_large(length: usize) -> Sent {
    let error = format!(
        r#"{{"message":"request entity too large","expected":{length},"length":{length},"limit":{BODY_LIMIT},"status":413,"statusCode":413,"type":"entity.too.large"}}"#
    );
    refused(413, format!(r#""error":{error}"#))
}

/// The message is ours: the service hands on its JavaScript engine's.
pub(super) fn malformed(body: &str) -> Sent {
    let body = json(&body);
    let error =
        format!(r#"{{"message":"Malformed JSON","body":{body},"status":400,"statusCode":400}}"#);
    refused(400, format!(r#""error":{error}"#))
}

pub(super) fn invalid_token() -> Sent {
    refused(401, r#""error":"invalid_token""#.into())
}

pub(super) fn invalid_shape(problem: &str) -> Sent {
    coded("validation_error", &format!("[{}]", json(&problem)))
}

pub(super) fn invalid_status(status: &str) -> Sent {
    invalid_shape(&format!(
        "status: `{status}` is not a valid enum value for path `status`."
    ))
}

pub(super) fn customer_not_found(id: &str) -> Sent {
    coded("customer_not_found", &format!(r#"{{"id":{}}}"#, json(&id)))
}

pub(super) fn invalid_email(email: &str) -> Sent {
    coded(
        "customer_invalid_email",
        &format!(r#"{{"email":{}}}"#, json(&email)),
    )
}

pub(super) fn duplicate_email(email: &str) -> Sent {
    let index = "E11000 duplicate key error collection: micro.customers index: email_1 dup key";
    coded(
        "duplicate_key",
        &json(&format!(r#"{index}: {{ : "{email}" }}"#)),
    )
}

/// Without an error code.
pub(super) fn lost_race(id: &str) -> Sent {
    let problem = format!(r#"No matching document found for id "{id}""#);
    refused(200, format!(r#""data":{}"#, json(&problem)))
}

fn coded(code: &str, data: &str) -> Sent {
    refused(200, format!(r#""error":"{code}","data":{data}"#))
}

fn refused(http_status: u16, members: String) -> Sent {
    Sent {
        http_status,
        ok: false,
        members,
    }
}

fn json(value: &impl serde::Serialize) -> String {
    // Strings and customers always serialise.
    serde_json::to_string(value).unwrap_or_default()
}
