//! What a client sent for an intent, held against what our own would have sent, part by part.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::marker::PhantomData;

use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use salesive_schema::http::{BaseUrl, RequestPart, RequestProblem};
use salesive_schema::report::CatalogueRule;
use salesive_schema::{Finding, Rejection};
use serde_json::Value;

use crate::answer::Answer;
use crate::contract::Contract;
use crate::intent::Intent;
use crate::sent::{Sent, normal_origin};

pub(crate) const SENT: &str = "sent";

/// The part of headers that are no part by themselves.
const OTHER_HEADERS: &str = "header";

/// What is wanted: every part as our own client sends it.
pub(crate) fn wanted<S: Contract>(intent: &Intent) -> Answer {
    let request = S::request(intent).unwrap_or_default();
    let right = Sent::from(request);
    let parts = S::PARTS.iter().map(|part| (right.part(part), *part));
    Answer::named(SENT).by_part(parts)
}

/// What was sent: each part as it is wanted, or as it came with what is wrong about it.
pub(crate) fn answer<S: Contract>(intent: &Intent, sent: Option<Sent>) -> Answer {
    let Some(sent) = sent else {
        return Answer::named("nothing");
    };
    let right = S::request(intent).unwrap_or_default();
    let wrong = Inspection::<S>::new(intent, right.clone(), &sent).wrong;
    let right = Sent::from(right);
    let parts = S::PARTS.iter().map(|part| {
        let mut wrong = wrong.iter().filter(|(found, _)| found == part);
        let shown = wrong.next().map(|(_, shown)| shown.clone());
        (shown.unwrap_or_else(|| right.part(part)), *part)
    });
    Answer::named(SENT).by_part(parts)
}

/// Each part stands by itself in a request that is right otherwise, so that no mistake hides
/// another one.
struct Inspection<'i, S> {
    intent: &'i Intent,
    right: Request<Vec<u8>>,
    sent: &'i Sent,
    /// Parts, and how they came.
    wrong: Vec<(String, String)>,
    service: PhantomData<S>,
}

impl<'i, S: Contract> Inspection<'i, S> {
    fn new(intent: &'i Intent, right: Request<Vec<u8>>, sent: &'i Sent) -> Self {
        let mut inspection = Self {
            intent,
            right,
            sent,
            wrong: Vec::new(),
            service: PhantomData,
        };
        inspection.method();
        inspection.target();
        inspection.headers();
        inspection.other_headers();
        inspection.body();
        inspection
    }

    fn is_wrong(&mut self, part: impl ToString, sentence: impl Display) {
        let part = part.to_string();
        let came = self.sent.part(&part);
        self.wrong.push((part, format!("{came} ({sentence})")));
    }

    fn is_wrong_header(&mut self, name: &str, value: &str, sentence: &str) {
        let part = format!("header {name}").to_lowercase();
        if S::PARTS.contains(&&*part) {
            return self.is_wrong(part, sentence);
        }
        let shown = format!("{name}: {value} ({sentence})");
        self.wrong.push((OTHER_HEADERS.into(), shown));
    }

    /// What the request has in its path, and its token, if there is nothing wrong with it.
    fn read(&mut self, request: &Request<Vec<u8>>) -> Option<(String, String)> {
        let base_url = BaseUrl::new(&self.intent.base_url).ok();
        let prefix = base_url.as_ref().map_or("", |base_url| base_url.path());
        match S::read(request, prefix) {
            Ok(read) => Some(read),
            Err(problems) => {
                for problem in problems.as_slice() {
                    self.is_wrong(problem.part(), sentence(problem));
                }
                None
            }
        }
    }

    fn method(&mut self) {
        let sent = self.sent;
        let Ok(method) = Method::from_bytes(sent.method.as_bytes()) else {
            return self.is_wrong(RequestPart::Method, "no method of HTTP");
        };
        let mut request = self.right.clone();
        *request.method_mut() = method;
        self.read(&request);
    }

    fn target(&mut self) {
        let sent = self.sent;
        let right = Sent::from(self.right.clone());
        if sent.origin().is_some() && sent.origin() != right.origin() {
            self.is_wrong("origin", "another server");
        }
        let target = sent.path_and_query();
        let Some(uri) = target
            .parse::<Uri>()
            .ok()
            .filter(|_| target.bytes().all(is_of_uri))
        else {
            return self.is_wrong(RequestPart::Path, "not percent-encoded");
        };
        let mut request = self.right.clone();
        *request.uri_mut() = uri;
        let filled = self
            .intent
            .version
            .as_ref()
            .unwrap_or(&self.intent.customer_id);
        if let Some((other, _)) = self.read(&request)
            && other != *filled
        {
            self.is_wrong(RequestPart::Path, "names something else");
        }
    }

    fn headers(&mut self) {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.sent.headers {
            match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                (Ok(name), Ok(value)) => {
                    headers.append(name, value);
                }
                _ => self.is_wrong_header(name, value, "no header holds it"),
            }
        }
        let mut request = self.right.clone();
        *request.headers_mut() = headers;
        if let Some((_, token)) = self.read(&request)
            && token != self.intent.token
        {
            self.is_wrong(RequestPart::Header("authorization"), "another token");
        }
    }

    /// Those that no contract knows, as far as they change what the request means.
    fn other_headers(&mut self) {
        let sent = self.sent;
        let origin = Sent::from(self.right.clone()).origin().unwrap_or_default();
        let scheme = origin.split_once("://").map_or("", |(scheme, _)| scheme);
        let mut once = BTreeSet::new();
        for (name, value) in &sent.headers {
            let lower = name.to_lowercase();
            let is_again = !once.insert(lower.clone());
            let sentence = match &*lower {
                "host" | "content-length" if is_again => "it comes twice",
                "host" if normal_origin(&format!("{scheme}://{value}")) != origin => {
                    "another server"
                }
                "content-length" if *value != sent.body.len().to_string() => {
                    "the body has another length"
                }
                "transfer-encoding" => "the body comes whole",
                "content-encoding" => "the body is not encoded",
                "cookie" => "the token is all that identifies a client",
                "x-http-method-override" | "x-http-method" | "x-method-override" => {
                    "the endpoint has one method"
                }
                _ => continue,
            };
            self.is_wrong_header(name, value, sentence);
        }
    }

    fn body(&mut self) {
        let sent = self.sent;
        let mut request = self.right.clone();
        *request.body_mut() = sent.body.clone();
        let value = |body: &[u8]| serde_json::from_slice::<Value>(body).ok();
        if self.read(&request).is_some() && value(&sent.body) != value(self.right.body()) {
            self.is_wrong(RequestPart::Body, "says something else");
        }
    }
}

fn sentence<R: CatalogueRule>(problem: &RequestProblem<R>) -> String {
    let Some(Rejection::Report(report)) = problem.rejection() else {
        return problem.sentence().into();
    };
    let rules = report
        .violations()
        .map(|finding: &Finding<R>| finding.rule().id());
    format!("breaks {}", rules.collect::<Vec<_>>().join(", "))
}

/// RFC 3986: what a path or a query holds without an encoding, and `%`.
const fn is_of_uri(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'$'..=b'/' | b':' | b';' | b'=' | b'?' | b'@' | b'_' | b'~'
        )
}
