use std::fmt::Write as _;

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

/// What every form carries, so that a page of another site cannot have a browser post one.
pub(crate) struct FormToken(Option<String>);

impl FormToken {
    /// One of 128 random bits. Where the system gives none, no form is taken.
    pub(crate) fn random() -> Self {
        let mut bits = [0; 16];
        let got = getrandom::fill(&mut bits);
        Self(got.ok().map(|()| {
            bits.iter().fold(String::new(), |mut text, byte| {
                // A string takes all that is written to it.
                let _ = write!(text, "{byte:02x}");
                text
            })
        }))
    }

    pub(crate) fn text(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// In a time that does not depend on where the two differ.
    pub(crate) fn is(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|token| {
            let pairs = token.bytes().zip(text.bytes());
            token.len() == text.len() && pairs.fold(0, |all, (a, b)| all | (a ^ b)) == 0
        })
    }
}

/// Whether nothing that the browser says of a post's origin names another one.
pub(crate) fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: &str| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    let own = text(HOST.as_str()).map(|host| format!("http://{host}"));
    text(ORIGIN.as_str()).is_none_or(|origin| Some(origin) == own.as_deref())
        && text("sec-fetch-site").is_none_or(|site| site == "same-origin")
}
