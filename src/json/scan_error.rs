use serde::de::{Error, IgnoredAny};
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
    /// The text is rejected, and who reads it judges it again from its start: only `from_json` does,
    /// by a report that lacks advisories.
    JudgedAgain,
}

impl ScanError {
    /// Has serde_json say what is wrong, and where, unless the text is judged again.
    #[cold]
    pub(super) fn explain(self, text: &str) -> Result<JsonType, Malformed> {
        if let Self::JudgedAgain = self {
            return Ok(JsonType::Object);
        }
        Err(self.malformed(text))
    }

    fn malformed(self, text: &str) -> Malformed {
        if text.starts_with('\u{feff}') {
            return Malformed::byte_order_mark(text);
        }
        if let Self::String(at) = self
            && let Some(Err(error)) = values(text, at).next()
        {
            return Malformed::syntax(text, at, &error);
        }
        match (serde_json::from_str::<IgnoredAny>(text), self) {
            (Err(error), _) => Malformed::syntax(text, 0, &error),
            // A syntax error further on comes first.
            (Ok(_), Self::String(at)) => Malformed::half_surrogate_pair(text, at),
            // A law of the tests: it does not come to this.
            (Ok(_), _) => Malformed::syntax(text, 0, &Error::custom("unexpected text")),
        }
    }
}

/// What serde_json reads from the byte `start` on.
pub(super) fn values(text: &str, start: usize) -> StreamDeserializer<'_, StrRead<'_>, IgnoredAny> {
    let rest = text.get(start..).unwrap_or_default();
    serde_json::Deserializer::from_str(rest).into_iter()
}
