use alloc::string::String;

use crate::value::invalid::invalid;
use crate::value::secret::{Secret, has_bearer_prefix};
use crate::value::text::parsed;

/// The token of a session, sent as `authorization: Bearer …`.
///
/// Source: the document's example call. Its form is not documented, so any text that a header can
/// carry is one.
#[derive(Clone, Debug)]
pub struct BearerToken(Secret<String>);

impl BearerToken {
    /// Takes a token: at least one visible ASCII character, nothing else.
    ///
    /// # Errors
    ///
    /// - [`InvalidBearerToken::BearerPrefix`] — `Bearer xxxxx`, because the header adds that word
    /// - [`InvalidBearerToken::Empty`] — the empty text
    /// - [`InvalidBearerToken::Character`] — `xxxxx\r\n`, `xü`
    pub fn new(token: impl Into<String>) -> Result<Self, InvalidBearerToken> {
        let token = token.into();
        if token.is_empty() {
            Err(InvalidBearerToken::Empty)
        } else if has_bearer_prefix(&token) {
            Err(InvalidBearerToken::BearerPrefix)
        } else if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            Err(InvalidBearerToken::Character)
        } else {
            Ok(Self(Secret::new(token)))
        }
    }

    /// The token itself: from here on it is the caller's to keep out of logs.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

parsed!(BearerToken, InvalidBearerToken);

invalid! {
    /// Why a text is no bearer token; it does not hold the text.
    pub enum InvalidBearerToken {
        Empty = "the token is empty",
        BearerPrefix = "leave out `Bearer `: the header adds it",
        Character = "a bearer token holds only visible ASCII characters",
    }
}
