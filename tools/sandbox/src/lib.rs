//! Both services as one HTTP server over the executable model, without an account.
//!
//! Salesive answers at `/api/v1/customers/{id}`, MicroBase at
//! `/services/customer/{version}/customer.update`, and `/sandbox/state` lists all customers.
#![forbid(unsafe_code)]

mod faults;
mod host;
mod microbase;
mod reading;
mod salesive;
mod seed;
mod serve;
mod watch;

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use salesive_schema::{microbase as mb, salesive as sv};
use tokio::sync::Semaphore;

pub use faults::{Faults, UnknownFault};
pub use seed::{Seed, SeedError};
pub use serve::Limits;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Takes lines about what departs from the documents. They hold no value of an exchange.
///
/// It is called on the way to the answer, so it must not wait.
pub type Log = Box<dyn Fn(&str) + Send + Sync>;

/// The state of both services.
pub struct Sandbox {
    salesive: Mutex<Room<sv::model::Store, sv::model::Fault>>,
    microbase: Mutex<Room<mb::model::Store, mb::model::Fault>>,
    log: Log,
    limits: Limits,
    /// The bytes that bodies may still take.
    room: Arc<Semaphore>,
}

/// One service.
struct Room<S, F> {
    store: S,
    faults: faults::Turns<F>,
}

impl<S, F> Room<S, F> {
    fn new(store: S, faults: faults::Turns<F>) -> Mutex<Self>
    where
        F: Clone,
    {
        Mutex::new(Self { store, faults })
    }

    /// The fault of an update's turn. One without a token has none: a page of any site can have a browser
    /// send it.
    fn fault(&mut self, token: Option<&str>) -> Option<F>
    where
        F: Clone,
    {
        token.and_then(|_| self.faults.next().flatten())
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox").finish_non_exhaustive()
    }
}

impl Sandbox {
    /// A sandbox that begins with these customers and tokens.
    pub fn new(seed: Seed, faults: Faults, log: Log) -> Self {
        Self {
            salesive: Room::new(seed.salesive, faults.salesive),
            microbase: Room::new(seed.microbase, faults.microbase),
            log,
            limits: Limits::default(),
            room: Arc::new(Semaphore::new(Limits::default().bodies)),
        }
    }

    /// The same sandbox with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self.room = Arc::new(Semaphore::new(limits.bodies));
        self
    }

    /// The server, of which the limits to connections, heads and answers are no part. An upload that breaks
    /// off is answered 400, changes nothing and takes no fault's turn.
    pub fn into_router(self) -> Router {
        Router::new()
            .route("/api/v1/customers/{id}", any(salesive::answer))
            .route("/api/v1", any(salesive::not_found))
            .route("/api/v1/", any(salesive::not_found))
            .route("/api/v1/{*other}", any(salesive::not_found))
            .route(
                "/services/customer/{version}/customer.update",
                any(microbase::answer),
            )
            .route("/sandbox/state", get(state))
            .fallback(microbase::not_found)
            .layer(middleware::from_fn(host::guard))
            .with_state(Arc::new(self))
    }
}

async fn state(State(sandbox): State<Arc<Sandbox>>) -> Response {
    #[derive(serde::Serialize)]
    struct Customers<'a> {
        salesive: &'a [sv::Customer<'static>],
        microbase: &'a [mb::Customer<'static>],
    }
    let salesive = lock(&sandbox.salesive);
    let microbase = lock(&sandbox.microbase);
    let customers = Customers {
        salesive: salesive.store.customers(),
        microbase: microbase.store.customers(),
    };
    match serde_json::to_vec(&customers) {
        Ok(body) => json(200, body),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn json(http_status: u16, body: Vec<u8>) -> Response {
    typed(http_status, "application/json; charset=utf-8", body)
}

fn html(http_status: u16, body: Vec<u8>) -> Response {
    typed(http_status, "text/html; charset=utf-8", body)
}

fn typed(http_status: u16, content_type: &'static str, body: Vec<u8>) -> Response {
    let status = StatusCode::from_u16(http_status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(CONTENT_TYPE, content_type)], body).into_response();
    if status == StatusCode::UNAUTHORIZED {
        let scheme = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
    }
    response
}

/// A step of a model leaves no half-made change behind, so what another thread left can be used.
fn lock<T>(room: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    room.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What follows `Bearer `.
fn token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// Both services read a body only if it says that it is JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let essence = |text: &str| {
        text.split(';')
            .next()
            .is_some_and(|it| it.trim().eq_ignore_ascii_case("application/json"))
    };
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.to_str().is_ok_and(essence))
}
