use alloc::vec::Vec;

use super::{BearerToken, CustomerUpdate, ENDPOINT, Version};
use crate::http::base_url::BaseUrl;
use crate::http::request::request;

impl CustomerUpdate<'_> {
    /// The request that sends the update. Its `authorization` is marked sensitive; the request's own
    /// `Debug` shows the URL and the bytes of the body.
    ///
    /// ```
    /// use salesive_schema::http::BaseUrl;
    /// use salesive_schema::microbase::{BearerToken, CustomerUpdate, Version};
    ///
    /// let update = CustomerUpdate::builder("HkhhuXESl").first_name("John").build()?;
    /// let base = BaseUrl::new("http://localhost:3005")?;
    /// let request = update.to_request(&base, &Version::V1, &BearerToken::new("xxxxx")?);
    /// assert_eq!(request.method(), "POST");
    /// assert_eq!(request.uri(), "http://localhost:3005/services/customer/v1/customer.update");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn to_request(
        &self,
        base: &BaseUrl,
        version: &Version<'_>,
        token: &BearerToken,
    ) -> http::Request<Vec<u8>> {
        request(
            base,
            &ENDPOINT,
            version.as_str(),
            token.expose(),
            self.to_json(),
        )
    }
}
