//! Serves at 127.0.0.1:8080, with settings from the environment.
#![forbid(unsafe_code)]

use std::env::var;
use std::time::Duration;

use example_gateway::{Upstream, gateway};
use salesive_schema::{http::BaseUrl, microbase::BearerToken, salesive::AppToken};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(10))
        .build()?;
    let salesive = Upstream {
        base: BaseUrl::new(&var("SALESIVE_URL")?)?,
        token: AppToken::new(var("SALESIVE_TOKEN")?)?,
        client: client.clone(),
    };
    let microbase = Upstream {
        base: BaseUrl::new(&var("MICROBASE_URL")?)?,
        token: BearerToken::new(var("MICROBASE_TOKEN")?)?,
        client,
    };
    let router = gateway(&var("GATEWAY_KEY")?, salesive, microbase);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    Ok(axum::serve(listener, router).await?)
}
