//! Both services as one HTTP server over the executable model, without an account.
//!
//! Salesive answers at `/api/v1/customers/{id}`, MicroBase at
//! `/services/customer/{version}/customer.update`, and `/sandbox/state` lists all customers. At `/` is a
//! page for people.
#![forbid(unsafe_code)]

mod advice;
mod answer;
mod answering;
mod dry_run;
mod exchange;
mod faults;
mod form_token;
mod headers;
mod host;
mod hosted;
mod members;
mod microbase;
mod page;
mod reading;
mod recording;
mod room;
mod salesive;
mod sandbox;
mod seed;
mod serve;
mod verdict;
mod watch;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use salesive_schema::{microbase as mb, salesive as sv};

use crate::answer::Answer;
use crate::sandbox::lock;

pub use faults::{Faults, UnknownFault};
pub use sandbox::{Limits, Log, Sandbox};
pub use seed::{Seed, SeedError};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

impl Sandbox {
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
