use alloc::string::String;

use crate::value::invalid::invalid;
use crate::value::secret::{Secret, has_bearer_prefix};
use crate::value::text::parsed;

/// The access token of an installed app, sent as `Authorization: Bearer app_…`.
///
/// Source: security scheme `AppToken`, "prefix app_". The prefix is necessary and not sufficient:
/// OAuth client ids begin with it too.
#[derive(Clone, Debug)]
pub struct AppToken(Secret<String>);

impl AppToken {
    /// Takes a token: `app_`, then at least one visible ASCII character, nothing else.
    ///
    /// # Errors
    ///
    /// - [`InvalidAppToken::BearerPrefix`] — `Bearer app_1`, because the header adds that word
    /// - [`InvalidAppToken::ApiSecret`] — `sk_1`
    /// - [`InvalidAppToken::WebhookSecret`] — `whsec_1`
    /// - [`InvalidAppToken::ShopperToken`] — `eyJhbGciOiJIUzI1NiJ9`
    /// - [`InvalidAppToken::Prefix`] — the empty text, `app_`, `APP_1`
    /// - [`InvalidAppToken::Character`] — `app_1\r\n`, `app_ü`
    ///
    /// ```
    /// use salesive_schema::salesive::{AppToken, InvalidAppToken};
    ///
    /// let token = AppToken::new("app_example")?;
    /// assert_eq!(format!("{token:?}"), "AppToken(<redacted>)");
    /// assert_eq!(AppToken::new("sk_example").unwrap_err(), InvalidAppToken::ApiSecret);
    /// # Ok::<(), InvalidAppToken>(())
    /// ```
    pub fn new(token: impl Into<String>) -> Result<Self, InvalidAppToken> {
        let token = token.into();
        if has_bearer_prefix(&token) {
            Err(InvalidAppToken::BearerPrefix)
        } else if token.starts_with("sk_") {
            Err(InvalidAppToken::ApiSecret)
        } else if token.starts_with("whsec_") {
            Err(InvalidAppToken::WebhookSecret)
        } else if token.starts_with("eyJ") {
            Err(InvalidAppToken::ShopperToken)
        } else if !token.starts_with("app_") || token.len() == "app_".len() {
            Err(InvalidAppToken::Prefix)
        } else if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            Err(InvalidAppToken::Character)
        } else {
            Ok(Self(Secret::new(token)))
        }
    }

    /// The token itself: from here on it is the caller's to keep out of logs.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

parsed!(AppToken, InvalidAppToken);

invalid! {
    /// Why a text is no app token; it does not hold the text.
    pub enum InvalidAppToken {
        BearerPrefix = "leave out `Bearer `: the header adds it",
        ApiSecret = "this is an API secret (`sk_`), not an app token (`app_`)",
        WebhookSecret = "this is a webhook secret (`whsec_`), not an app token (`app_`)",
        ShopperToken = "this is a JWT of a shopper, not an app token (`app_`)",
        Prefix = "an app token begins with `app_`",
        Character = "an app token holds only visible ASCII characters",
    }
}
