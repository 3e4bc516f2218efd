use std::borrow::Cow;

use axum::http::Uri;
use percent_encoding::percent_decode;

/// The most fields that are read, which is more than any form here has.
const FIELDS_MAX: usize = 16;

/// The fields of a form, as `application/x-www-form-urlencoded` has them.
pub(crate) struct Form(Vec<(Vec<u8>, Vec<u8>)>);

impl Form {
    pub(crate) fn parse(text: &[u8]) -> Self {
        let fields = text.split(|byte| *byte == b'&').take(FIELDS_MAX);
        let pairs = fields.map(|field| {
            let mut parts = field.splitn(2, |byte| *byte == b'=');
            (decoded(parts.next()), decoded(parts.next()))
        });
        Self(pairs.collect())
    }

    pub(crate) fn of_query(uri: &Uri) -> Self {
        Self::parse(uri.query().unwrap_or_default().as_bytes())
    }

    /// The bytes of the first field with this name.
    pub(crate) fn bytes(&self, name: &str) -> Option<&[u8]> {
        let mut fields = self.0.iter();
        fields.find_map(|(field, value)| (field == name.as_bytes()).then_some(value.as_slice()))
    }

    /// The same as text; absent and empty are one.
    pub(crate) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        let text = String::from_utf8_lossy(self.bytes(name)?);
        (!text.is_empty()).then_some(text)
    }

    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.bytes(name) == Some(value.as_bytes())
    }
}

fn decoded(text: Option<&[u8]>) -> Vec<u8> {
    let text = text.unwrap_or_default().iter();
    let spaced: Vec<u8> = text
        .map(|&byte| if byte == b'+' { b' ' } else { byte })
        .collect();
    percent_decode(&spaced).collect()
}
