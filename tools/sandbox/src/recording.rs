//! What is kept of an exchange while it goes on.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use salesive_schema::Reply;
use salesive_schema::http::{Action, RequestPart, RequestProblems};
use salesive_schema::model::Expected;
use salesive_schema::report::CatalogueRule;

use crate::answer::Answer;
use crate::exchange::{Advice, Exchange, Kept};
use crate::headers::token;
use crate::hosted::Hosted;
use crate::members::start;
use crate::verdict::{Findings, Verdict};

/// The most bytes that are kept of what a client chooses beside the body.
const TEXT_KEPT: usize = 1024;

impl Exchange {
    /// What the head says.
    pub(crate) fn of<S: Hosted>(request: &Request<Body>, id: Option<&str>, at: String) -> Self {
        let headers = request.headers();
        let content_type = headers.get(CONTENT_TYPE);
        Self {
            number: 0,
            at,
            service: S::NAME,
            method: start(request.method().as_str(), TEXT_KEPT).to_owned(),
            endpoint: format!("{}{}", S::PREFIX, S::ENDPOINT.path),
            path: start(request.uri().path(), TEXT_KEPT).to_owned(),
            id: start(id.unwrap_or_default(), TEXT_KEPT).to_owned(),
            content_type: content_type
                .map(|value| String::from_utf8_lossy(value.as_bytes()))
                .map(|value| start(&value, TEXT_KEPT).to_owned()),
            has_token: token(headers).is_some(),
            login: S::LOGINS
                .iter()
                .find(|login| login.token == token(headers))
                .map(|login| login.name),
            request: Kept::default(),
            unread: None,
            problems: Vec::new(),
            is_ignored: false,
            verdict: None,
            fault: None,
            customer: None,
            changes: Vec::new(),
            http_status: 0,
            reply_type: "",
            reply: Kept::default(),
            outcome: "",
            kind: None,
            signals: Vec::new(),
            discrepancies: Findings::default(),
            written: "",
            advice: None,
        }
    }

    /// What was read.
    pub(crate) fn heard<R: CatalogueRule>(
        &mut self,
        body: &[u8],
        problems: Option<&RequestProblems<R>>,
        verdict: Verdict,
    ) {
        self.request = Kept::of(body);
        self.verdict = Some(verdict);
        let problems = problems.map_or(&[][..], RequestProblems::as_slice);
        let others = problems
            .iter()
            .filter(|problem| problem.part() != RequestPart::Body);
        self.problems = others.map(ToString::to_string).collect();
    }

    /// There is no verdict on what the service does not read.
    pub(crate) fn ignore_body(&mut self) {
        self.is_ignored = true;
        self.verdict = None;
    }

    /// What came of it; `body` is all of what was read.
    pub(crate) fn answered<S: Hosted>(&mut self, answer: &Answer, body: &[u8]) {
        let reply = Reply::<S>::decode(answer.http_status, &answer.body)
            .with_content_type(answer.content_type);
        let expected = Expected::from(reply.outcome());
        self.http_status = answer.http_status;
        self.reply_type = answer.content_type;
        self.reply = Kept::of(&answer.body);
        self.outcome = expected.name();
        self.kind = expected.kind().map(|kind| kind.to_string());
        self.signals = reply.envelope().map_or(Vec::new(), S::signals);
        self.discrepancies = Findings::of(reply.discrepancies(), &answer.body);
        self.written = reply.written().name();
        self.advice = Advice::of_reply(&reply, body);
        let Some(advice) = &mut self.advice else {
            return;
        };
        let method = S::ENDPOINT.method;
        if self.method != method && advice.action == Action::<S::Rule>::CheckBaseUrl.name() {
            advice.sentence =
                format!("Send it with the method {method}: the service takes no other here.");
        } else if self.is_ignored && !advice.fields.is_empty() {
            advice.fields.clear();
            advice.sentence = "Send it with the content type `application/json`: the service did not read the body, and \
                took it for an empty one.".to_owned();
        }
    }
}
