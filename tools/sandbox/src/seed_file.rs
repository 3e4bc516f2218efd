use std::path::Path;

use salesive_sandbox::Seed;
use serde::de::IgnoredAny;

/// Reads the customers to begin with; an error says what the file is instead.
pub(crate) fn read(path: &Path) -> Result<Seed, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    if let Some(name) = encoding(&bytes) {
        return Err(format!(
            "is {name}, not UTF-8; convert it, for example with iconv -f {name} -t UTF-8"
        ));
    }
    let text = str::from_utf8(&bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        format!("line {} is not UTF-8", lines + 1)
    })?;
    // It belongs to the file.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_ascii().is_empty() {
        return Err("is empty".to_owned());
    }
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| format!("is not JSON: {error}"))?;
    Seed::from_json(text).map_err(|error| error.to_string())
}

/// The encoding of JSON that is not UTF-8: its mark says it, or the NULs beside its first character,
/// which is one of ASCII.
fn encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("UTF-16"),
        [1..=0x7F, 0, 0, 0, ..] => Some("UTF-32LE"),
        [0, 0, 0, 1..=0x7F, ..] => Some("UTF-32BE"),
        [1..=0x7F, 0, ..] => Some("UTF-16LE"),
        [0, 1..=0x7F, ..] => Some("UTF-16BE"),
        _ => None,
    }
}
