//! A sandbox on a free port, and a client.

use std::sync::{Arc, Mutex};

use salesive_sandbox::{Faults, Limits, Sandbox, Seed};
use serde_json::Value;

use crate::transport::send;

pub(crate) struct Server {
    /// Without a path.
    pub(crate) base: String,
    log: Arc<Mutex<Vec<String>>>,
}

pub(crate) type Response = http::Response<Vec<u8>>;

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with_faults(&[]).await
    }

    pub(crate) async fn with_faults(names: &[&str]) -> Self {
        let faults = Faults::from_names(names).unwrap();
        Self::with(Seed::documented().unwrap(), faults).await
    }

    pub(crate) async fn with(seed: Seed, faults: Faults) -> Self {
        Self::with_limits(seed, faults, Limits::default()).await
    }

    pub(crate) async fn with_limits(seed: Seed, faults: Faults, limits: Limits) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = log.clone();
        let sandbox = Sandbox::new(
            seed,
            faults,
            Box::new(move |line: &str| lines.lock().unwrap().push(line.to_owned())),
        );
        let sandbox = sandbox.with_limits(limits);
        tokio::spawn(sandbox.serve(listener, std::future::pending()));
        Self { base, log }
    }

    pub(crate) async fn send(&self, request: http::Request<Vec<u8>>) -> Response {
        send(request).await
    }

    /// All customers; the time of an update, which is never the same, is left out.
    pub(crate) async fn state(&self) -> Value {
        let request = http::Request::get(format!("{}/sandbox/state", self.base));
        let response = self.send(request.body(Vec::new()).unwrap()).await;
        let mut state: Value = serde_json::from_slice(response.body()).unwrap();
        for customer in state["salesive"].as_array_mut().unwrap() {
            customer.as_object_mut().unwrap().remove("updatedAt");
        }
        state
    }

    pub(crate) fn log(&self) -> Vec<String> {
        self.log.lock().unwrap().clone()
    }
}
