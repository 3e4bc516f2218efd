//! What an implementation is held against.

use proptest::prelude::*;

use salesive_schema::report::{CatalogueRule, Kind};
use salesive_schema::strategy::{Body, Broken, ReplyCase};
use salesive_schema::{Options, Reply, Service};

use crate::answer::Answer;
use crate::case::{self, Case, ids};
use crate::contract::Contract;
use crate::intent::Intent;
use crate::send;

/// Everything that one implementation is held against.
pub(crate) struct Suite {
    pub(crate) title: String,
    /// What misses are counted under, in the order in which they are shown.
    pub(crate) groups: Vec<&'static str>,
    pub(crate) is_advisory: fn(&str) -> bool,
    pub(crate) vectors: Vec<(String, Case)>,
    /// Draws that break no rule or one, and then others.
    pub(crate) plain: Vec<Draws>,
    pub(crate) other: Vec<Draws>,
}

/// So many cases out of a strategy.
pub(crate) struct Draws {
    pub(crate) by: String,
    pub(crate) number: u32,
    pub(crate) cases: BoxedStrategy<Case>,
}

pub(crate) fn requests<S: Contract>(draws: u32) -> Suite {
    let rules = S::Rule::ALL.iter().copied();
    let rules: Vec<_> = rules
        .filter(|rule| rule.kind() == Kind::Violation)
        .collect();
    let breaking = |number, rules: &[S::Rule]| {
        Some(Draws {
            by: format!("breaking({rules:?})"),
            number,
            cases: S::breaking(rules)?.prop_map(broken).boxed(),
        })
    };
    let alone = rules.iter().filter_map(|rule| breaking(draws, &[*rule]));
    let pairs = rules.iter().enumerate().flat_map(|(nth, one)| {
        let others = rules.iter().skip(nth + 1);
        others.filter_map(move |other| breaking(draws.div_ceil(10), &[*one, *other]))
    });
    let valid = Draws {
        by: "update_json()".into(),
        number: draws.saturating_mul(5),
        cases: S::update_json().prop_map(valid).boxed(),
    };
    let near = Draws {
        by: "near()".into(),
        number: draws.saturating_mul(10),
        cases: S::near()
            .prop_map(|Body(input)| request(verdict::<S>(&input), input, true))
            .boxed(),
    };
    Suite {
        title: format!("requests of {}", S::NAME),
        groups: groups::<S::Rule>(&["accepted", "malformed"], |kind| kind != Kind::Discrepancy),
        is_advisory: is_advisory::<S::Rule>,
        vectors: case::vectors(S::REQUESTS),
        plain: [valid].into_iter().chain(alone).collect(),
        other: pairs.chain([near]).collect(),
    }
}

pub(crate) fn replies<S: Contract>(draws: u32) -> Suite {
    let labelled = [
        ("reply()", S::reply()),
        ("refusal()", S::refusal()),
        ("broken_reply()", S::broken_reply()),
    ];
    let labelled = labelled.into_iter().map(|(by, replies)| Draws {
        by: by.into(),
        number: draws.saturating_mul(5),
        cases: replies.prop_map(reply).boxed(),
    });
    let near = Draws {
        by: "near_reply()".into(),
        number: draws.saturating_mul(10),
        cases: S::near_reply()
            .prop_map(|(http_status, Body(input))| {
                let wanted = Answer::of_reply(&Reply::<S>::decode(http_status, &input));
                Case {
                    http_status: Some(http_status),
                    input,
                    wanted,
                    advisories: true,
                }
            })
            .boxed(),
    };
    let vectors = case::vectors(S::REPLIES).into_iter();
    let vectors = vectors.map(|(id, case)| (id, with_written::<S>(case)));
    Suite {
        title: format!("replies of {}", S::NAME),
        groups: groups::<S::Rule>(&["updated", "accepted", "refused", "unreadable"], |kind| {
            kind == Kind::Discrepancy
        }),
        is_advisory: is_advisory::<S::Rule>,
        vectors: vectors.collect(),
        plain: Vec::new(),
        other: labelled.chain([near]).collect(),
    }
}

pub(crate) fn sends<S: Contract>(draws: u32) -> Suite {
    let intents = Draws {
        by: "intents()".into(),
        number: draws.saturating_mul(5),
        cases: S::intents().prop_map(intent::<S>).boxed(),
    };
    Suite {
        title: format!("sent to {}", S::NAME),
        groups: [send::SENT]
            .into_iter()
            .chain(S::PARTS.iter().copied())
            .collect(),
        is_advisory: |_| false,
        vectors: Vec::new(),
        plain: vec![intents],
        other: Vec::new(),
    }
}

/// Our own verdict.
fn verdict<S: Service>(json: &[u8]) -> Answer {
    let options = Options::new().max_findings(usize::MAX);
    match S::check(json, &options) {
        Ok(checked) => {
            let is_accepted = checked.is_accepted();
            let name = if is_accepted { "accepted" } else { "rejected" };
            Answer::named(name).found(checked.report())
        }
        Err(_) => Answer::named("malformed").with(Vec::<(String, String)>::new()),
    }
}

/// With what coarse outcomes go by, of a reply.
fn with_written<S: Service>(mut case: Case) -> Case {
    let http_status = case.http_status.unwrap_or_default();
    case.wanted.written = Some(Reply::<S>::decode(http_status, &case.input).written());
    case
}

fn groups<R: CatalogueRule>(
    names: &[&'static str],
    is_listed: fn(Kind) -> bool,
) -> Vec<&'static str> {
    let rules = R::ALL.iter().filter(|rule| is_listed(rule.kind()));
    let ids = rules.map(|rule| rule.id());
    names.iter().copied().chain(ids).collect()
}

fn is_advisory<R: CatalogueRule>(id: &str) -> bool {
    let mut rules = R::ALL.iter().filter(|rule| rule.kind() == Kind::Advisory);
    rules.any(|rule| rule.id() == id)
}

const fn request(wanted: Answer, input: Vec<u8>, advisories: bool) -> Case {
    Case {
        http_status: None,
        input,
        wanted,
        advisories,
    }
}

fn valid(json: String) -> Case {
    let wanted = Answer::named("accepted").with(Vec::<(String, String)>::new());
    request(wanted, json.into_bytes(), false)
}

fn broken<R: CatalogueRule>(broken: Broken<R>) -> Case {
    let wanted = Answer::named("rejected").with(ids(broken.violations));
    request(wanted, broken.json.into_bytes(), false)
}

fn reply<S: Service>(case: ReplyCase<S>) -> Case {
    with_written::<S>(Case {
        http_status: Some(case.http_status),
        input: case.body.0,
        wanted: Answer::expected(case.expected).with(ids(case.discrepancies)),
        advisories: true,
    })
}

fn intent<S: Contract>(intent: Intent) -> Case {
    let wanted = send::wanted::<S>(&intent);
    // Texts under names that are texts are always JSON.
    request(
        wanted,
        serde_json::to_vec(&intent).unwrap_or_default(),
        true,
    )
}
