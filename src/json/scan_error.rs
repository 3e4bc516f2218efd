use serde::de::IgnoredAny;
use serde_json::StreamDeserializer;
use serde_json::de::StrRead;

use crate::report::finding::JsonType;
use crate::report::malformed::Malformed;

pub(crate) type Result<T, E = ScanError> = core::result::Result<T, E>;

/// Why a text is not read to its end.
pub(crate) enum ScanError {
    Syntax,
    /// In the string that begins at this byte: it is no JSON, or it spells half of a surrogate pair.
    String(usize),
    /// The text is rejected, and `from_json` judges it again, for the advisories that it dropped.
    JudgedAgain,
}

impl ScanError {
    /// Has serde_json say what is wrong, and where, unless the text is judged again.
    #[cold]
    pub(super) fn explain(self, text: &str) -> Result<JsonType, Malformed> {
        let at = match self {
            Self::JudgedAgain => return Ok(JsonType::Object),
            Self::Syntax => 0,
            Self::String(at) => at,
        };
        if text.starts_with('\u{feff}') {
            return Err(Malformed::byte_order_mark(text));
        }
        if let Some(Err(error)) = values(text, at).next() {
            return Err(Malformed::syntax(text, at, &error));
        }
        Err(match serde_json::from_str::<IgnoredAny>(text) {
            Err(error) => Malformed::syntax(text, 0, &error),
            // A law of the tests: serde_json reads nothing else that is not read here.
            Ok(_) => Malformed::half_surrogate_pair(text, at),
        })
    }
}

/// What serde_json reads from the byte `start` on.
pub(super) fn values(text: &str, start: usize) -> StreamDeserializer<'_, StrRead<'_>, IgnoredAny> {
    let rest = text.get(start..).unwrap_or_default();
    serde_json::Deserializer::from_str(rest).into_iter()
}
