//! The client of `salesive-update`: a request with a token goes out, and what comes back is kept.
#![forbid(unsafe_code)]

use std::fmt;
use std::time::Duration;

use http::{Request, Response};
use reqwest::redirect::Policy;
use salesive_schema::http::Unanswered;

/// The most that is kept of a reply, in bytes.
const REPLY_LIMIT: usize = 1 << 20;

/// Sends a request that carries a token, and takes what comes back.
///
/// No redirect is followed, because the token belongs to the URL it was meant for. A proxy of the
/// environment is used over https only, where it cannot read the token. A body that is cut off is kept as
/// far as it came: the reply has begun, so the update can have been made.
///
/// # Errors
///
/// [`NoReply`] — nothing listens there, or 30 seconds have passed without the beginning of a reply
pub async fn send(request: Request<Vec<u8>>) -> Result<Received, NoReply> {
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
    let body = response.body_mut();
    let cut_off = loop {
        match received.chunk().await {
            Ok(Some(chunk)) => {
                let room = REPLY_LIMIT - body.len();
                body.extend(chunk.iter().take(room));
                if chunk.len() > room {
                    break Some(CutOff::TooLong);
                }
            }
            Ok(None) => break None,
            Err(error) if error.is_timeout() => break Some(CutOff::TooSlow),
            Err(_) => break Some(CutOff::Broken),
        }
    };
    Ok(Received { response, cut_off })
}

/// A reply as far as it came.
#[derive(Debug)]
#[non_exhaustive]
pub struct Received {
    /// The reply.
    pub response: Response<Vec<u8>>,
    /// Why its body is not whole, if it is not. Then nothing in it says what became of the update, even
    /// if what came can be read: it is [`Unanswered::CutOff`].
    pub cut_off: Option<CutOff>,
}

/// Why the body of a reply is not whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CutOff {
    /// The connection ended before the end that the headers or the chunks promise.
    Broken,
    /// Its end did not come in 30 seconds.
    TooSlow,
    /// It is longer than 1 MiB, and the rest was not read.
    TooLong,
}

impl fmt::Display for CutOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Broken => "the connection ended before the end of the reply",
            Self::TooSlow => "the end of the reply did not come in 30 seconds",
            Self::TooLong => "the reply is longer than 1 MiB",
        })
    }
}

/// Why there is no reply; it does not hold the URL.
#[derive(Debug)]
pub struct NoReply(reqwest::Error);

impl NoReply {
    fn new(error: reqwest::Error) -> Self {
        Self(error.without_url())
    }

    /// What that leaves open of the update.
    pub fn cause(&self) -> Unanswered {
        if self.0.is_connect() || self.0.is_builder() {
            Unanswered::NotSent
        } else if self.0.is_timeout() {
            Unanswered::TimedOut
        } else {
            Unanswered::ConnectionLost
        }
    }
}

impl fmt::Display for NoReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.cause() {
            _ if self.0.is_timeout() => "no reply in 30 seconds",
            Unanswered::NotSent => "no connection",
            _ => "the connection ended without a reply",
        })
    }
}

/// What is below.
impl std::error::Error for NoReply {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}
