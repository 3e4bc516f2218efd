use std::collections::VecDeque;
use std::sync::Arc;

use crate::members::Change;
use crate::verdict::{Findings, Verdict};

/// The most exchanges that are kept; the oldest makes room for the newest.
pub(crate) const KEPT: usize = 100;

/// The most bytes that are kept of each body.
pub(crate) const BODY_KEPT: usize = 64 << 10;

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
    pub(crate) fn of(body: &[u8]) -> Self {
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
