use serde::Serialize;

/// Why and where a document is not of the stated form.
#[derive(Serialize)]
pub(crate) struct MalformedDocument {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) sentence: String,
    #[serde(skip)]
    pub(crate) offset: usize,
}

impl MalformedDocument {
    /// `offset` counts in the document `text`, which is UTF-8 up to there.
    pub(crate) fn at(text: &[u8], offset: usize, sentence: impl Into<String>) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let (lines, last_line) = match before.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => (
                before.iter().filter(|byte| **byte == b'\n').count(),
                before.get(end + 1..).unwrap_or_default(),
            ),
            None => (0, before),
        };
        Self {
            line: 1 + lines,
            column: 1 + String::from_utf8_lossy(last_line).chars().count(),
            sentence: sentence.into(),
            offset: before.len(),
        }
    }

    pub(crate) fn utf8(text: &[u8]) -> Result<&str, Self> {
        str::from_utf8(text)
            .map_err(|error| Self::at(text, error.valid_up_to(), "The text is not UTF-8."))
    }

    /// `error` came of reading the whole document `text`.
    pub(crate) fn syntax(text: &str, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or_default();
        let line_start: usize = text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let mut offset = if error.is_eof() {
            text.len()
        } else if reason.starts_with("control character") {
            // Of these serde_json tells the place before.
            line_start + error.column()
        } else {
            line_start + error.column().saturating_sub(1)
        };
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        Self::at(
            text.as_bytes(),
            offset,
            format!("The text is not JSON: {reason}."),
        )
    }

    /// The same in a document that begins on `first_line` of its file.
    pub(crate) fn in_file(mut self, first_line: usize) -> Self {
        self.line += first_line - 1;
        self
    }
}

impl From<salesive_schema::Malformed> for MalformedDocument {
    fn from(malformed: salesive_schema::Malformed) -> Self {
        Self {
            line: malformed.line(),
            column: malformed.column(),
            sentence: malformed.sentence().into(),
            offset: malformed.offset(),
        }
    }
}
