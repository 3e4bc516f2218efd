use alloc::borrow::Cow;
use alloc::vec::Vec;

use ::http::header::{AUTHORIZATION, CONTENT_TYPE};
use ::http::{HeaderMap, HeaderName, Request};
use percent_encoding::percent_decode_str;

use super::received::{RequestPart, RequestProblem, RequestProblems};
use crate::http::base_url::is_well_encoded;
use crate::http::request::JSON;
use crate::report::checked::Rejection;
use crate::service::Service;

/// A request while it is read: what is wrong is noted and reading goes on.
pub(crate) struct Reading<'a, B, S: Service> {
    request: &'a Request<B>,
    problems: Vec<RequestProblem<S::Rule>>,
}

impl<'a, B: AsRef<[u8]>, S: Service> Reading<'a, B, S> {
    pub(crate) const fn new(request: &'a Request<B>) -> Self {
        Self {
            request,
            problems: Vec::new(),
        }
    }

    /// Reads what fills the braces of the endpoint's path; then checks the method and the query.
    pub(crate) fn line(&mut self, prefix: &str) -> Option<S::PathParameter<'a>> {
        let uri = self.request.uri();
        let segment = segment(uri.path(), prefix, S::ENDPOINT.path);
        let read = segment.and_then(S::read_path_parameter);
        let read = self.take(RequestPart::Path, 404, read);
        let is_method = self.request.method().as_str() == S::ENDPOINT.method;
        self.ensure(RequestPart::Method, 405, is_method, "the method is another");
        let no_query = uri.query().is_none();
        self.ensure(
            RequestPart::Query,
            400,
            no_query,
            "the endpoint has no query",
        );
        read
    }

    pub(crate) fn token(&mut self) -> Option<S::Token> {
        let token = bearer(self.request.headers()).and_then(S::read_token);
        self.take(RequestPart::Header("authorization"), 401, token)
    }

    /// Checks the content type, and that the headers are missing that the service's document forbids.
    pub(crate) fn headers(&mut self) {
        let headers = self.request.headers();
        let is_json = one(headers, &CONTENT_TYPE).is_ok_and(essence_is_json);
        let part = RequestPart::Header("content-type");
        self.ensure(
            part,
            415,
            is_json,
            "the body must come as `application/json`",
        );
        for (name, sentence) in S::FORBIDDEN_HEADERS {
            let is_absent = !headers.contains_key(*name);
            self.ensure(RequestPart::Header(name), 400, is_absent, sentence);
        }
    }

    pub(crate) fn body(&mut self) -> Option<S::CustomerUpdate<'a>> {
        let rejection = match S::from_json(self.request.body().as_ref()) {
            Ok(update) => return Some(update),
            Err(rejection) => rejection,
        };
        let (http_status, sentence) = match &rejection {
            Rejection::Malformed(_) => (400, "the body is not JSON"),
            Rejection::Report(_) => (422, "the body breaks rules"),
        };
        self.problems.push(RequestProblem {
            part: RequestPart::Body,
            http_status,
            sentence,
            rejection: Some(rejection),
        });
        None
    }

    /// `value` is there when no part is wrong.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, RequestProblems<S::Rule>> {
        value
            .filter(|_| self.problems.is_empty())
            .ok_or(RequestProblems(self.problems))
    }

    fn take<T>(
        &mut self,
        part: RequestPart,
        http_status: u16,
        read: Result<T, &'static str>,
    ) -> Option<T> {
        read.map_err(|sentence| {
            self.problems.push(RequestProblem {
                part,
                http_status,
                sentence,
                rejection: None,
            });
        })
        .ok()
    }

    fn ensure(&mut self, part: RequestPart, http_status: u16, holds: bool, or: &'static str) {
        self.take(part, http_status, holds.then_some(()).ok_or(or));
    }
}

/// What stands in `path` for the name in braces of the endpoint's path, decoded.
fn segment<'a>(path: &'a str, prefix: &str, template: &str) -> Result<Cow<'a, str>, &'static str> {
    let (before, rest) = template.split_once('{').unwrap_or((template, ""));
    let (_, after) = rest.split_once('}').unwrap_or_default();
    let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
    path.strip_prefix(prefix)
        .and_then(|path| path.strip_prefix(before)?.strip_suffix(after))
        .filter(|segment| !segment.contains('/'))
        .ok_or("the path is another")
        .and_then(decoded)
}

fn decoded(segment: &str) -> Result<Cow<'_, str>, &'static str> {
    if !is_well_encoded(segment) {
        return Err("a segment of the path is not percent-encoded as RFC 3986 has it");
    }
    percent_decode_str(segment)
        .decode_utf8()
        .map_err(|_| "a segment of the path is not UTF-8")
}

fn bearer(headers: &HeaderMap) -> Result<&str, &'static str> {
    let text = one(headers, &AUTHORIZATION)?;
    let (scheme, token) = text.split_once(' ').unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") {
        Ok(token.trim_start_matches(' '))
    } else {
        Err("the scheme must be Bearer")
    }
}

fn one<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<&'h str, &'static str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Err("the header is missing"),
        (Some(_), Some(_)) => Err("the header must come only once"),
        (Some(value), None) => value
            .to_str()
            .map_err(|_| "the header holds more than visible ASCII characters"),
    }
}

fn essence_is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(JSON)
}
