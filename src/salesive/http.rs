use alloc::vec::Vec;

use super::{AppToken, CustomerId, CustomerUpdate, ENDPOINT};
use crate::http::base_url::BaseUrl;
use crate::http::request::request;

impl CustomerUpdate<'_> {
    /// The request that sends the update. Its `authorization` is marked sensitive; the request's own
    /// `Debug` shows the URL and the bytes of the body.
    ///
    /// ```
    /// use salesive_schema::http::BaseUrl;
    /// use salesive_schema::salesive::{AppToken, BASE_URL, CustomerId, CustomerUpdate};
    ///
    /// let update = CustomerUpdate::builder().clear_phone().build()?;
    /// let base = BaseUrl::new(BASE_URL)?;
    /// let id = CustomerId::new("665a1f2c9b1e4a0012ab34cd")?;
    /// let request = update.to_request(&base, &id, &AppToken::new("app_example")?);
    /// assert_eq!(request.method(), "PUT");
    /// assert_eq!(
    ///     request.uri(),
    ///     "https://api.salesive.com/api/v1/customers/665a1f2c9b1e4a0012ab34cd"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_request(
        &self,
        base: &BaseUrl,
        id: &CustomerId<'_>,
        token: &AppToken,
    ) -> http::Request<Vec<u8>> {
        request(base, &ENDPOINT, id.as_str(), token.expose(), self.to_json())
    }
}
