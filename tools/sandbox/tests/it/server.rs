//! A sandbox on a free port, and a client.

use std::sync::{Arc, Mutex};

use salesive_sandbox::{Sandbox, Seed};
use salesive_schema::{BaseUrl, RequestParts};

pub(crate) struct Server {
    /// Without a path.
    pub(crate) base: String,
    log: Arc<Mutex<Vec<String>>>,
    client: reqwest::Client,
}

pub(crate) type Response = http::Response<Vec<u8>>;

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with(Seed::documented().unwrap()).await
    }

    pub(crate) async fn with(seed: Seed) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = log.clone();
        let sandbox = Sandbox::new(
            seed,
            Box::new(move |line: &str| lines.lock().unwrap().push(line.to_owned())),
        );
        tokio::spawn(async { axum::serve(listener, sandbox.into_router()).await });
        Self {
            base,
            log,
            client: reqwest::Client::new(),
        }
    }

    pub(crate) fn base(&self, path: &str) -> BaseUrl {
        BaseUrl::new(&format!("{}{path}", self.base)).unwrap()
    }

    pub(crate) async fn send(&self, parts: RequestParts) -> Response {
        self.send_http(parts.into()).await
    }

    /// A request that the library does not make.
    pub(crate) async fn send_http(&self, request: http::Request<Vec<u8>>) -> Response {
        let request = request.try_into().unwrap();
        let response = self.client.execute(request).await.unwrap();
        let mut received = http::Response::new(Vec::new());
        *received.status_mut() = response.status();
        *received.headers_mut() = response.headers().clone();
        *received.body_mut() = response.bytes().await.unwrap().to_vec();
        received
    }

    pub(crate) fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }
}
