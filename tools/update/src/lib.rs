//! The client of `salesive-update`: a request with a token goes out, and what comes back is kept.
#![forbid(unsafe_code)]

use std::fmt;
use std::time::Duration;

use http::{Request, Response};
use reqwest::redirect::Policy;

/// The most that is kept of a reply, in bytes.
const REPLY_LIMIT: usize = 1 << 20;

/// Sends a request that carries a token, and takes what comes back.
///
/// No redirect is followed, because the token belongs to the URL it was meant for. A proxy of the
/// environment is used over https only, where it cannot read the token. A body that breaks off, or is
/// longer than 1 MiB, is kept as far as that: the reply has begun, so the update can have been made.
///
/// # Errors
///
/// [`NoReply`] — nothing listens there, or 30 seconds have passed without the beginning of a reply
pub async fn send(request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, NoReply> {
    // It is there already from the second request on.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let is_plain = request.uri().scheme_str() == Some("http");
    let mut client = reqwest::Client::builder()
        .redirect(Policy::none())
        .timeout(Duration::from_secs(30));
    if is_plain {
        // Without TLS the machine's certificates need not be read, which takes a while.
        client = client.no_proxy().tls_certs_only([]);
    }
    let client = client.build().map_err(NoReply::new)?;
    let request = request.try_into().map_err(NoReply::new)?;
    let mut received = client.execute(request).await.map_err(NoReply::new)?;
    let mut response = Response::new(Vec::new());
    *response.status_mut() = received.status();
    *response.headers_mut() = std::mem::take(received.headers_mut());
    while let Ok(Some(chunk)) = received.chunk().await {
        let body = response.body_mut();
        let room = REPLY_LIMIT - body.len();
        body.extend(chunk.iter().take(room));
        if chunk.len() > room {
            break;
        }
    }
    Ok(response)
}

/// Why there is no reply; it does not hold the URL.
#[derive(Debug)]
pub struct NoReply(reqwest::Error);

impl NoReply {
    fn new(error: reqwest::Error) -> Self {
        Self(error.without_url())
    }

    /// Whether the request did not leave, so that the update was certainly not made.
    pub fn is_before_sending(&self) -> bool {
        self.0.is_connect() || self.0.is_builder()
    }
}

impl fmt::Display for NoReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_timeout() {
            "no reply in 30 seconds"
        } else if self.is_before_sending() {
            "no connection"
        } else {
            "the connection ended without a reply"
        })
    }
}

/// What is below.
impl std::error::Error for NoReply {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}
