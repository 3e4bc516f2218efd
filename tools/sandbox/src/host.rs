use axum::extract::Request;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Answers only who means this machine. A page of another site whose name was made to point here (DNS
/// rebinding) still sends that name.
pub(crate) async fn guard(request: Request, next: Next) -> Response {
    if is_here(request.uri(), request.headers()) {
        next.run(request).await
    } else {
        let reason = "The sandbox answers requests with one header Host, which says 127.0.0.1, localhost or \
                      [::1], with any port or none.\n";
        (StatusCode::MISDIRECTED_REQUEST, reason).into_response()
    }
}

fn is_here(uri: &Uri, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return false;
    };
    host.to_str().is_ok_and(is_local) && uri.authority().is_none_or(|it| is_local(it.as_str()))
}

fn is_local(authority: &str) -> bool {
    let Ok(parsed) = authority.parse::<Authority>() else {
        return false;
    };
    let host = parsed.host();
    let port = authority.strip_prefix(host);
    let is_port = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    port.is_some_and(|port| port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
        && (host == "127.0.0.1" || host == "[::1]" || host.eq_ignore_ascii_case("localhost"))
}
