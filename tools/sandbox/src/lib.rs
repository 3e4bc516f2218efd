//! Both services as one HTTP server over the executable model, without an account.
//!
//! Salesive answers at `/api/v1/customers/{id}`, MicroBase at
//! `/services/customer/{version}/customer.update`, and `/sandbox/state` lists all customers. At `/` is a
//! page for people.
#![forbid(unsafe_code)]

mod answer;
mod answering;
mod dry_run;
mod exchange;
mod faults;
mod host;
mod hosted;
mod members;
mod microbase;
mod page;
mod reading;
mod salesive;
mod seed;
mod serve;
mod verdict;
mod watch;

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use salesive_schema::{microbase as mb, salesive as sv};
use tokio::sync::Semaphore;

use crate::answer::Answer;
use crate::exchange::Exchanges;
use crate::hosted::Room;
use crate::page::FormToken;

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
    salesive: Mutex<Room<sv::model::Store>>,
    microbase: Mutex<Room<mb::model::Store>>,
    exchanges: Mutex<Exchanges>,
    /// What a form of the page must carry.
    form_token: FormToken,
    log: Log,
    limits: Limits,
    /// The bytes that bodies may still take.
    room: Arc<Semaphore>,
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
            exchanges: Mutex::default(),
            form_token: FormToken::random(),
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
            .route("/api/v1/customers/{id}", any(salesive::update))
            .route("/api/v1", any(salesive::not_found))
            .route("/api/v1/", any(salesive::not_found))
            .route("/api/v1/{*other}", any(salesive::not_found))
            .route(
                "/services/customer/{version}/customer.update",
                any(microbase::update),
            )
            .route("/sandbox/state", get(state))
            .merge(page::routes())
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
        Ok(body) => Answer::json(200, body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
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
