//! A gateway before Salesive and MicroBase: it has a login of its own, answers what is wrong with an
//! update as problem details, hands the rest on, and sends again only what was not written.
#![forbid(unsafe_code)]

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderValue, StatusCode, header::WWW_AUTHENTICATE};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{post, put};
use axum::{Json, Router};
use salesive_schema::http::{Backoff, BaseUrl, IncomingUpdate, Recovery, Unanswered};
use salesive_schema::report::Problem;
use salesive_schema::{MicroBase, Outcome, Reply, Salesive, Service};

/// The most that is read of a body, of either side, in bytes.
const BODY_MAX: usize = 1 << 20;

/// The gateway's clients wait meanwhile.
const BACKOFF: Backoff = Backoff::new().longest_wait(Duration::from_secs(5));

/// A service, and the token with which the gateway logs in to it.
#[derive(Clone, Debug)]
pub struct Upstream<S: Service> {
    pub base: BaseUrl,
    pub token: S::Token,
    /// It must follow no redirect, because the token belongs to the base URL, and have a timeout.
    pub client: reqwest::Client,
}

/// The gateway, for those who send this key in the header `x-api-key`.
pub fn gateway(key: &str, salesive: Upstream<Salesive>, microbase: Upstream<MicroBase>) -> Router {
    let salesive = put(update::<Salesive>).with_state(Arc::new(salesive));
    let microbase = post(update::<MicroBase>).with_state(Arc::new(microbase));
    Router::new()
        .route(Salesive::ENDPOINT.path, salesive)
        .route(MicroBase::ENDPOINT.path, microbase)
        .layer(from_fn_with_state(Arc::from(key), login))
}

async fn login(State(key): State<Arc<str>>, request: Request, next: Next) -> Response {
    let given = request.headers().get("x-api-key");
    let given = given.map(HeaderValue::as_bytes).unwrap_or_default();
    // In a time that does not say where they differ.
    let pairs = given.iter().zip(key.bytes());
    let differ = pairs.fold(0, |all, (a, b)| all | (a ^ b));
    if differ == 0 && given.len() == key.len() && !key.is_empty() {
        return next.run(request).await;
    }
    let scheme = [(WWW_AUTHENTICATE, "ApiKey")];
    (scheme, Problem::new(401).to_response()).into_response()
}

/// An update that can be handed on.
struct Incoming<S: Service>(IncomingUpdate<'static, S>);

impl<S: Service, T: Send + Sync> FromRequest<T> for Incoming<S> {
    type Rejection = Response<String>;

    async fn from_request(request: Request, _: &T) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let body = tokio::time::timeout(Duration::from_secs(10), to_bytes(body, BODY_MAX)).await;
        let body = body.map_err(|_| Problem::new(408).to_response())?;
        let body = body.map_err(|_| Problem::new(413).to_response())?;
        let request = Request::from_parts(parts, body);
        match IncomingUpdate::from_http(&request, "") {
            Ok(incoming) => Ok(Self(incoming.into_owned())),
            Err(problems) => Err(problems.problem().with_advisories().to_response()),
        }
    }
}

/// Hands an update on, again as long as it was not made and the schedule says so.
async fn update<S: Service>(
    State(upstream): State<Arc<Upstream<S>>>,
    Incoming(incoming): Incoming<S>,
) -> Response {
    let mut sent = 0;
    loop {
        sent += 1;
        let request = incoming.to_request(&upstream.base, &upstream.token);
        let response = send(&upstream.client, request).await;
        let reply = response.as_ref().map(Reply::<S>::from_http);
        let recovery = match &reply {
            Ok(reply) => reply.recovery(&incoming.update),
            Err(cause) => Some(Recovery::of_unanswered(**cause)),
        };
        let Some(recovery) = recovery else {
            return match reply.map(Reply::into_outcome) {
                Ok(Outcome::Updated(customer)) => Json(customer).into_response(),
                _ => StatusCode::NO_CONTENT.into_response(),
            };
        };
        let now = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        match BACKOFF.wait(sent, &recovery, now, fastrand::u32(..)) {
            Some(wait) => tokio::time::sleep(wait).await,
            None => return recovery.to_response().into_response(),
        }
    }
}

async fn send(
    client: &reqwest::Client,
    request: Request<Vec<u8>>,
) -> Result<Response<Vec<u8>>, Unanswered> {
    let request = request.try_into().map_err(|_| Unanswered::NotSent)?;
    let response = client.execute(request).await.map_err(|error| match error {
        error if error.is_connect() => Unanswered::NotSent,
        error if error.is_timeout() => Unanswered::TimedOut,
        _ => Unanswered::ConnectionLost,
    })?;
    let (parts, body) = Response::from(response).into_parts();
    let body = to_bytes(Body::new(body), BODY_MAX).await;
    let body = body.map_err(|_| Unanswered::CutOff)?;
    Ok(Response::from_parts(parts, body.into()))
}
