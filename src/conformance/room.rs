//! The two services, as far as the kit needs them.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use proptest::prelude::*;

use super::answer::Answer;
use crate::report::Report;
use crate::report::catalogue::Catalogue;
use crate::report::options::Options;
use crate::strategy::{Body, Broken, ReplyCase};

/// The name of a strategy, and the strategy.
type LabelledReplies<K, R> = (&'static str, BoxedStrategy<ReplyCase<K, R>>);

/// A service as this module sees it.
pub(super) struct Room<R: 'static, K: 'static> {
    pub(super) name: &'static str,
    pub(super) request_vectors: &'static str,
    pub(super) reply_vectors: &'static str,
    pub(super) valid: fn() -> BoxedStrategy<String>,
    pub(super) breaking: fn(&[R]) -> Option<BoxedStrategy<Broken<R>>>,
    pub(super) near: fn() -> BoxedStrategy<Body>,
    pub(super) check: fn(&[u8]) -> Answer,
    pub(super) replies: fn() -> [LabelledReplies<K, R>; 3],
    pub(super) near_replies: fn() -> BoxedStrategy<(u16, Body)>,
    pub(super) decode: fn(u16, &[u8]) -> Answer,
    pub(super) kind_name: fn(K) -> &'static str,
}

macro_rules! room {
    ($room:ident $name:literal $requests:ident $replies:ident) => {
        pub(super) const fn $room() -> Room<crate::$room::Rule, crate::$room::RefusalKind> {
            use crate::$room::{CustomerUpdate, Outcome, RefusalKind, Reply, strategy};

            Room {
                name: $name,
                request_vectors: super::vectors::$requests,
                reply_vectors: super::vectors::$replies,
                valid: || strategy::update_json().boxed(),
                breaking: |rules| Some(strategy::breaking(rules)?.boxed()),
                near: || strategy::near().boxed(),
                check: |json| {
                    let options = Options::new().max_findings(usize::MAX);
                    match CustomerUpdate::check(json, &options) {
                        Ok(checked) => judged(checked.is_accepted(), checked.report()),
                        Err(_) => malformed(),
                    }
                },
                replies: || {
                    [
                        ("reply()", strategy::reply().boxed()),
                        ("refusal()", strategy::refusal().boxed()),
                        ("broken_reply()", strategy::broken_reply().boxed()),
                    ]
                },
                near_replies: || strategy::near_reply().boxed(),
                decode: |http_status, body| {
                    let reply = Reply::decode(http_status, body);
                    let outcome = match reply.outcome() {
                        Outcome::Updated(_) => Answer::named("updated"),
                        Outcome::Accepted => Answer::named("accepted"),
                        Outcome::Refused(refusal) => refused(refusal.kind().name()),
                        Outcome::Unreadable => Answer::named("unreadable"),
                    };
                    outcome.with(pairs(reply.discrepancies()))
                },
                kind_name: RefusalKind::name,
            }
        }
    };
}

room!(salesive "salesive" SALESIVE_REQUEST SALESIVE_REPLY);
room!(microbase "microbase" MICROBASE_REQUEST MICROBASE_REPLY);

fn judged<R: Catalogue>(is_accepted: bool, report: &Report<R>) -> Answer {
    let name = if is_accepted { "accepted" } else { "rejected" };
    Answer::named(name).with(pairs(report))
}

fn malformed() -> Answer {
    Answer::named("malformed").with(Vec::<(String, String)>::new())
}

pub(super) fn refused(kind: &str) -> Answer {
    Answer {
        kind: Some(kind.into()),
        ..Answer::named("refused")
    }
}

fn pairs<R: Catalogue>(report: &Report<R>) -> impl Iterator<Item = (String, &'static str)> {
    let findings = report.findings().iter();
    findings.map(|finding| (format!("{}", finding.pointer()), finding.rule().id()))
}
