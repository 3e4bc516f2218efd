//! A gateway on a free port, and a client of it.

use std::time::Duration;

use example_gateway::{Upstream, gateway};
use reqwest::redirect::Policy;
use salesive_schema::http::BaseUrl;
use salesive_schema::microbase::BearerToken;
use salesive_schema::salesive::AppToken;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::exchange::Exchange;
use crate::server::Server;
use crate::transport::{prepare, send};

pub(crate) const KEY: &str = "key-of-the-gateway";

/// The first exchange of a service, which is a success.
pub(crate) fn success(service: &str) -> Exchange {
    let mut all = Exchange::all().into_iter();
    all.find(|exchange| exchange.service == service).unwrap()
}

/// How often a fault has struck.
pub(crate) fn struck(server: &Server) -> usize {
    let log = server.log();
    log.iter().filter(|line| line.contains(" fault: ")).count()
}

pub(crate) async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    (listener, base)
}

/// An answer of the gateway.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    /// `null` if there is none.
    pub(crate) body: Value,
}

impl Answer {
    /// Holds it against the form of problem details.
    pub(crate) fn assert_problem(&self, status: u16) {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.body["status"], status, "{self:?}");
    }
}

pub(crate) struct Gateway(String);

impl Gateway {
    /// Before a service at this address, to which it logs in with this token.
    pub(crate) async fn before(base: &str, token: &str) -> Self {
        Self::with_key(KEY, base, token).await
    }

    pub(crate) async fn with_key(key: &str, base: &str, token: &str) -> Self {
        prepare();
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(Duration::from_millis(500))
            .build()
            .unwrap();
        let is_salesive = token.starts_with("app_");
        let app = if is_salesive { token } else { "app_unused" };
        let salesive = Upstream {
            base: BaseUrl::new(&format!("{base}/api/v1")).unwrap(),
            token: AppToken::new(app).unwrap(),
            client: client.clone(),
        };
        let microbase = Upstream {
            base: BaseUrl::new(base).unwrap(),
            token: BearerToken::new(token).unwrap(),
            client,
        };
        let router = gateway(key, salesive, microbase);
        let (listener, own) = listen().await;
        tokio::spawn(async { axum::serve(listener, router).await });
        Self(own)
    }

    /// The request of an exchange, as clients of the gateway send it.
    pub(crate) fn request(&self, exchange: &Exchange) -> http::request::Builder {
        let Self(base) = self;
        let request = if exchange.is_salesive() {
            let id = exchange.id.bytes().map(|byte| format!("%{byte:02X}"));
            http::Request::put(format!("{base}/customers/{}", id.collect::<String>()))
        } else {
            http::Request::post(format!("{base}/services/customer/v1/customer.update"))
        };
        request
            .header("x-api-key", KEY)
            .header("content-type", "application/json")
    }

    pub(crate) async fn ask(&self, exchange: &Exchange) -> Answer {
        let request = self.request(exchange).body(exchange.body.get().to_owned());
        ask(request.unwrap()).await
    }
}

pub(crate) async fn ask(request: http::Request<String>) -> Answer {
    let response = send(request.map(String::into_bytes)).await;
    let (parts, body) = response.into_parts();
    let body = match body.is_empty() {
        true => Value::Null,
        false => serde_json::from_slice(&body).unwrap(),
    };
    Answer {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body,
    }
}
