use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{BODY_LIMIT, Customer};

pub(super) type Answer = (u16, Vec<u8>);

pub(super) fn updated(customer: &Customer<'_>) -> Answer {
    answer(
        200,
        format!(r#"{{"ok":true,"customer":{}}}"#, json(customer)),
    )
}

pub(super) fn too_large(length: usize) -> Answer {
    let error = format!(
        r#"{{"message":"request entity too large","expected":{length},"length":{length},"limit":{BODY_LIMIT},"status":413,"statusCode":413,"type":"entity.too.large"}}"#
    );
    answer(413, format!(r#"{{"ok":false,"error":{error}}}"#))
}

/// The message is ours: the service hands on its JavaScript engine's.
pub(super) fn malformed(body: &str) -> Answer {
    let body = json(&body);
    let error =
        format!(r#"{{"message":"Malformed JSON","body":{body},"status":400,"statusCode":400}}"#);
    answer(400, format!(r#"{{"ok":false,"error":{error}}}"#))
}

pub(super) fn invalid_token() -> Answer {
    answer(401, r#"{"ok":false,"error":"invalid_token"}"#.into())
}

pub(super) fn invalid_shape(problem: &str) -> Answer {
    refused("validation_error", &format!("[{}]", json(&problem)))
}

pub(super) fn invalid_status(status: &str) -> Answer {
    invalid_shape(&format!(
        "status: `{status}` is not a valid enum value for path `status`."
    ))
}

pub(super) fn customer_not_found(id: &str) -> Answer {
    refused("customer_not_found", &format!(r#"{{"id":{}}}"#, json(&id)))
}

pub(super) fn invalid_email(email: &str) -> Answer {
    refused(
        "customer_invalid_email",
        &format!(r#"{{"email":{}}}"#, json(&email)),
    )
}

pub(super) fn duplicate_email(email: &str) -> Answer {
    let index = "E11000 duplicate key error collection: micro.customers index: email_1 dup key";
    refused(
        "duplicate_key",
        &json(&format!(r#"{index}: {{ : "{email}" }}"#)),
    )
}

fn refused(code: &str, data: &str) -> Answer {
    answer(
        200,
        format!(r#"{{"ok":false,"error":"{code}","data":{data}}}"#),
    )
}

fn answer(http_status: u16, body: String) -> Answer {
    (http_status, body.into_bytes())
}

fn json(value: &impl serde::Serialize) -> String {
    // Strings and customers always serialise.
    serde_json::to_string(value).unwrap_or_default()
}
