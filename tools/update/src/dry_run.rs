use std::error::Error;
use std::io::{self, Write};

use http::Request;
use salesive_terminal::{printable, to_json};
use serde_json::Value;

const REDACTED: &str = "<redacted>";

/// Prints the request. Without its values, the template stands for the URL if there is one, and each text
/// of the body is left out.
pub(crate) fn print(
    request: &Request<Vec<u8>>,
    template: Option<&str>,
    show_values: bool,
) -> Result<bool, Box<dyn Error>> {
    let mut body: Value = serde_json::from_slice(request.body())?;
    let mut url = request.uri().to_string();
    if !show_values {
        redact(&mut body);
        url = template.map_or(url, str::to_owned);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{} {}", request.method(), printable(&url))?;
    for (name, value) in request.headers() {
        let value = match value.is_sensitive() {
            true => REDACTED,
            false => value.to_str()?,
        };
        writeln!(out, "{name}: {value}")?;
    }
    writeln!(out, "\n{}", to_json(&body)?)?;
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
