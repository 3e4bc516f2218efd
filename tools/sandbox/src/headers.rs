use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};

/// What follows `Bearer `.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// Both services read a body only if it says that it is JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    let essence = |text: &str| {
        text.split(';')
            .next()
            .is_some_and(|it| it.trim().eq_ignore_ascii_case("application/json"))
    };
    headers
        .get(CONTENT_TYPE)
        .is_some_and(|value| value.to_str().is_ok_and(essence))
}
