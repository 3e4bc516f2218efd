use std::collections::VecDeque;
use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use salesive_schema::Reply;
use salesive_schema::http::{Action, Recovery, RequestPart, RequestProblems, Source};
use salesive_schema::model::Expected;
use salesive_schema::report::CatalogueRule;

use crate::answer::Answer;
use crate::headers::token;
use crate::hosted::Hosted;
use crate::members::{Change, start};
use crate::verdict::{Findings, Verdict};

/// The most exchanges that are kept; the oldest makes room for the newest.
pub(crate) const KEPT: usize = 100;

/// The most bytes that are kept of each body, and of what else a client chooses.
pub(crate) const BODY_KEPT: usize = 64 << 10;
const TEXT_KEPT: usize = 1024;

/// The last exchanges.
#[derive(Default)]
pub(crate) struct Exchanges {
    kept: VecDeque<Arc<Exchange>>,
    count: u64,
}

impl Exchanges {
    /// Keeps an exchange under the next number, from 1.
    pub(crate) fn push(&mut self, mut exchange: Exchange) -> u64 {
        self.count += 1;
        exchange.number = self.count;
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(Arc::new(exchange));
        self.count
    }

    pub(crate) fn get(&self, number: u64) -> Option<Arc<Exchange>> {
        let mut kept = self.kept.iter();
        kept.find(|exchange| exchange.number == number).cloned()
    }

    /// Whether there was an exchange with this number that has made room for others.
    pub(crate) fn has_dropped(&self, number: u64) -> bool {
        let oldest = self.kept.front();
        oldest.is_some_and(|oldest| (1..oldest.number).contains(&number))
    }

    /// The newest first.
    pub(crate) fn newest(&self) -> impl Iterator<Item = &Arc<Exchange>> {
        self.kept.iter().rev()
    }
}

/// A request for an update, and what was answered. The token is no part of it.
pub(crate) struct Exchange {
    pub(crate) number: u64,
    pub(crate) at: String,
    pub(crate) service: &'static str,
    pub(crate) method: String,
    /// The path in the document.
    pub(crate) endpoint: String,
    pub(crate) path: String,
    /// What the path holds, as text.
    pub(crate) id: String,
    pub(crate) content_type: Option<String>,
    pub(crate) has_token: bool,
    /// The name of the page's login with this token.
    pub(crate) login: Option<&'static str>,
    pub(crate) request: Kept,
    /// Why there is no body.
    pub(crate) unread: Option<&'static str>,
    /// What is wrong with the other parts of the request.
    pub(crate) problems: Vec<String>,
    /// Whether the service takes the body for empty, because it does not say that it is JSON.
    pub(crate) is_ignored: bool,
    /// Of the body, if it was read.
    pub(crate) verdict: Option<Verdict>,
    pub(crate) fault: Option<String>,
    /// Which of the service's customers was meant, and what changed of it.
    pub(crate) customer: Option<usize>,
    pub(crate) changes: Vec<Change>,
    pub(crate) http_status: u16,
    pub(crate) reply_type: &'static str,
    pub(crate) reply: Kept,
    pub(crate) outcome: &'static str,
    /// Of a refusal: why.
    pub(crate) kind: Option<String>,
    /// What the envelope says without a value of the customer; nothing if there is none.
    pub(crate) signals: Vec<(&'static str, String)>,
    pub(crate) discrepancies: Findings,
    pub(crate) written: &'static str,
    /// What a careful client does next.
    pub(crate) advice: Option<Advice>,
}

/// A recovery, in words.
pub(crate) struct Advice {
    pub(crate) action: &'static str,
    pub(crate) sentence: String,
    /// Each refused field, and the rule.
    pub(crate) fields: Vec<(String, Option<&'static str>)>,
    pub(crate) source: String,
    pub(crate) is_inferred: bool,
}

/// A body, of which the rest is only counted.
#[derive(Default)]
pub(crate) struct Kept {
    pub(crate) start: Vec<u8>,
    pub(crate) length: usize,
}

impl Kept {
    fn of(body: &[u8]) -> Self {
        Self {
            start: body.get(..BODY_KEPT).unwrap_or(body).to_vec(),
            length: body.len(),
        }
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.start.len() == self.length
    }
}

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

    /// How many departures from the document there are: of the request, and of the reply.
    pub(crate) fn departures(&self) -> (usize, usize) {
        let body = match &self.verdict {
            None => usize::from(self.unread.is_some()),
            Some(Verdict::Malformed(_)) => 1,
            Some(Verdict::Accepted(findings) | Verdict::Rejected(findings)) => findings.count(),
        };
        (self.problems.len() + body, self.discrepancies.count())
    }
}

impl Advice {
    /// What helps after this reply to this body.
    pub(crate) fn of_reply<S: Hosted>(reply: &Reply<'_, S>, body: &[u8]) -> Option<Self> {
        // A body that is no update is refused, and what then helps is what helps after any.
        let update = S::from_json(body)
            .or_else(|_| S::from_json(S::EXAMPLE.as_bytes()))
            .ok()?;
        reply.recovery(&update).map(Self::of)
    }

    fn of<R: CatalogueRule>(recovery: Recovery<R>) -> Self {
        let fields = match &recovery.action {
            Action::FixFields(fields) => fields.as_slice(),
            _ => &[],
        };
        Self {
            action: recovery.action.name(),
            sentence: sentence(&recovery.action),
            fields: fields
                .iter()
                .map(|field| (field.pointer.to_string(), field.rule.map(R::id)))
                .collect(),
            source: match recovery.source {
                Source::Document(place) => format!("Document: {place}"),
                Source::Evidence(place) => format!("Evidence: {place}"),
                Source::Http(place) => format!("HTTP: {place}"),
                Source::Intermediary(place) => format!("A server in between: {place}"),
                _ => "Circumstances".to_owned(),
            },
            is_inferred: recovery.is_inferred,
        }
    }
}

fn sentence<R>(action: &Action<R>) -> String {
    match action {
        Action::Retry { .. } => "Send it again later: it was not made.",
        Action::RenewToken => "Get a new token.",
        Action::RequestScope(scope) => return format!("Have the scope {scope} granted."),
        Action::FixFields(_) => "Change what the update says.",
        Action::ChooseCustomer => "Take another id: there is no such customer.",
        Action::ChooseEmail => "Take another email address: another customer has this one.",
        Action::ShrinkBody => "Send less: the body is too large.",
        Action::CheckBaseUrl => "Look at the base URL: the service does not answer there.",
        Action::ReadAgain => "Read the customer before anything is sent again.",
        _ => "Tell those who run the service: neither time nor another update helps.",
    }
    .to_owned()
}
