//! A gateway on a free port, the sandbox behind it, and a client.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use example_gateway::{Upstream, gateway};
use reqwest::redirect::Policy;
use salesive_sandbox::{Faults, Sandbox, Seed};
use salesive_schema::http::BaseUrl;
use salesive_schema::microbase::BearerToken;
use salesive_schema::salesive::AppToken;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use tokio::net::TcpListener;

pub(crate) const KEY: &str = "key-of-the-gateway";

/// An exchange of the sandbox, with what comes of it without a gateway.
#[derive(Deserialize)]
pub(crate) struct Exchange {
    pub(crate) name: String,
    pub(crate) service: String,
    pub(crate) token: String,
    pub(crate) id: String,
    pub(crate) body: Box<RawValue>,
    pub(crate) outcome: String,
    pub(crate) action: Option<String>,
    /// Members of the customer in the reply.
    #[serde(default)]
    pub(crate) after: Map<String, Value>,
}

impl Exchange {
    pub(crate) fn all() -> Vec<Self> {
        include_str!("../../../../tools/sandbox/tests/fixtures/exchanges.ndjson")
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The first of a service, which is a success.
    pub(crate) fn success(service: &str) -> Self {
        let mut all = Self::all().into_iter();
        all.find(|exchange| exchange.service == service).unwrap()
    }

    pub(crate) fn is_salesive(&self) -> bool {
        self.service == "salesive"
    }
}

/// The sandbox on a free port.
pub(crate) struct Service {
    pub(crate) base: String,
    log: Arc<Mutex<Vec<String>>>,
}

impl Service {
    pub(crate) async fn start(faults: &[&str]) -> Self {
        prepare();
        let (listener, base) = listen().await;
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = log.clone();
        let note = move |line: &str| lines.lock().unwrap().push(line.to_owned());
        let faults = Faults::from_names(faults).unwrap();
        let sandbox = Sandbox::new(Seed::documented().unwrap(), faults, Box::new(note));
        tokio::spawn(sandbox.serve(listener, std::future::pending()));
        Self { base, log }
    }

    /// How often a fault has struck.
    pub(crate) fn struck(&self) -> usize {
        let log = self.log.lock().unwrap();
        log.iter().filter(|line| line.contains(" fault: ")).count()
    }

    /// The customers of a service; the time of an update, which is never the same, is left out.
    pub(crate) async fn customers(&self, service: &str) -> Value {
        let state = reqwest::get(format!("{}/sandbox/state", self.base)).await;
        let state = state.unwrap().bytes().await.unwrap();
        let mut state: Value = serde_json::from_slice(&state).unwrap();
        for customer in state[service].as_array_mut().unwrap() {
            customer.as_object_mut().unwrap().remove("updatedAt");
        }
        state[service].take()
    }
}

/// Clients are made of it; it is there already from the second time on.
fn prepare() {
    let _ = rustls::crypto::ring::default_provider().install_default();
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
    prepare();
    let client = reqwest::Client::new();
    let response = client.execute(request.try_into().unwrap()).await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.bytes().await.unwrap();
    let body = match body.is_empty() {
        true => Value::Null,
        false => serde_json::from_slice(&body).unwrap(),
    };
    Answer {
        status,
        headers,
        body,
    }
}
