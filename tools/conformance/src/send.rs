//! What a client sent for an intent, held against what our own would have sent, part by part.

use std::marker::PhantomData;

use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use salesive_schema::http::{BaseUrl, RequestPart, RequestProblem};
use salesive_schema::report::CatalogueRule;
use salesive_schema::{Finding, Rejection};
use serde_json::Value;

use crate::answer::Answer;
use crate::contract::Contract;
use crate::intent::Intent;
use crate::sent::Sent;

pub(crate) const SENT: &str = "sent";

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
        let text = match wrong.next() {
            Some((_, sentence)) => format!("{} ({sentence})", sent.part(part)),
            None => right.part(part),
        };
        (text, *part)
    });
    Answer::named(SENT).by_part(parts)
}

/// Each part stands by itself in a request that is right otherwise, so that no mistake hides
/// another one.
struct Inspection<'i, S> {
    intent: &'i Intent,
    right: Request<Vec<u8>>,
    wrong: Vec<(String, String)>,
    service: PhantomData<S>,
}

impl<'i, S: Contract> Inspection<'i, S> {
    fn new(intent: &'i Intent, right: Request<Vec<u8>>, sent: &Sent) -> Self {
        let mut inspection = Self {
            intent,
            right,
            wrong: Vec::new(),
            service: PhantomData,
        };
        inspection.method(sent);
        inspection.target(sent);
        inspection.headers(sent);
        inspection.body(sent);
        inspection
    }

    fn is_wrong(&mut self, part: impl ToString, sentence: impl Into<String>) {
        self.wrong.push((part.to_string(), sentence.into()));
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

    fn method(&mut self, sent: &Sent) {
        let Ok(method) = Method::from_bytes(sent.method.as_bytes()) else {
            return self.is_wrong(RequestPart::Method, "no method of HTTP");
        };
        let mut request = self.right.clone();
        *request.method_mut() = method;
        self.read(&request);
    }

    fn target(&mut self, sent: &Sent) {
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

    fn headers(&mut self, sent: &Sent) {
        let mut headers = HeaderMap::new();
        for (name, value) in &sent.headers {
            match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                (Ok(name), Ok(value)) => {
                    headers.append(name, value);
                }
                _ => self.is_wrong(
                    format!("header {name}").to_lowercase(),
                    "no header holds it",
                ),
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

    fn body(&mut self, sent: &Sent) {
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
