use std::io::{self, Write};

use salesive_schema::RequestParts;
use serde_json::Value;

use crate::Failure;

const REDACTED: &str = "<redacted>";

/// Prints the request. Without its values, the path is that of the template, and each text of the body
/// is left out.
pub(crate) fn print(
    request: &RequestParts,
    template: &str,
    show_values: bool,
) -> Result<bool, Failure> {
    let mut body: Value = serde_json::from_slice(request.body())?;
    let url = if show_values {
        request.url()
    } else {
        redact(&mut body);
        template
    };
    let mut out = io::stdout().lock();
    writeln!(out, "{} {url}", request.method())?;
    for header in request.headers() {
        let value = if header.is_sensitive() {
            REDACTED
        } else {
            header.expose()
        };
        writeln!(out, "{}: {value}", header.name())?;
    }
    writeln!(out, "\n{body}")?;
    Ok(true)
}

fn redact(value: &mut Value) {
    match value {
        Value::String(text) => *text = REDACTED.to_owned(),
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::Object(members) => members.values_mut().for_each(redact),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
